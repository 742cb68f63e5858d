// Repeatable damage to bytes, for tests of everything that reads what strangers send.

/** Whole numbers from 0 to below `n`, the same for the same seed. */
export function randomNumbers(seed: number): (n: number) => number {
  let state = seed >>> 0 || 1;
  return (n) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % n;
  };
}

const TELLING = [0, 1, 2, 127, 128, 255];

/** A copy with one to four wounds: bytes turned, cut off, put in, said twice. */
export function damaged(bytes: Uint8Array, random: (n: number) => number): Uint8Array<ArrayBuffer> {
  let out = new Uint8Array(bytes);
  for (let wounds = 1 + random(4); wounds > 0; wounds--) {
    const at = random(out.length + 1);
    switch (random(6)) {
      case 0: if (at < out.length) out[at] = random(256); break;
      case 1: if (at < out.length) out[at] = TELLING[random(TELLING.length)] as number; break; // in range
      case 2: if (at < out.length) out[at] = (out[at] as number) ^ (1 << random(8)); break; // in range
      case 3: out = out.slice(0, at); break;
      case 4: out = joined(out.subarray(0, at), Uint8Array.from({ length: 1 + random(4) }, () => random(256)), out.subarray(at)); break;
      default: {
        const end = Math.min(out.length, at + random(20));
        out = joined(out.subarray(0, end), out.subarray(at, end), out.subarray(end));
      }
    }
  }
  return out;
}
function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
