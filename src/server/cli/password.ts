// Passwords at a terminal: asked for without an echo, or made up.
import { randomInt } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Asks on the terminal; null when there is none. What is typed is not shown. */
export async function askPassword(question: string): Promise<string | null> {
  if (!process.stdin.isTTY) return null;
  process.stderr.write(question);
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silence, terminal: true });
  try {
    return await new Promise((resolve) => {
      reader.once('line', resolve);
      reader.once('SIGINT', () => process.exit(130));
      reader.once('close', () => resolve(''));
    });
  } finally {
    reader.close();
    process.stderr.write('\n');
  }
}

// Without the letters and digits that look alike.
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
/** Sixteen letters in groups of four: 80 bits, and easy to read out. */
export const generatePassword = (): string => Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join('-');
