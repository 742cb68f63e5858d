// Tells whether what was installed or built still fits its sources. Plain JavaScript for Node 20 and newer.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** Hash over whole files. @param {string} root @param {string[]} files relative to the root */
export function hashFiles(root, files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(fs.readFileSync(path.join(root, file))).update('\0');
  return hash.digest('hex');
}

/** Hash over files and everything below folders; absent ones count as empty. @param {string} root @param {string[]} inputs */
export function hashInputs(root, inputs) {
  return hashFiles(root, inputs.flatMap((input) => listFiles(root, input)));
}

/** @param {string} root @param {string} input @returns {string[]} */
function listFiles(root, input) {
  const stat = fs.statSync(path.join(root, input), { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [input];
  const names = fs.readdirSync(path.join(root, input)).filter((name) => !name.endsWith('.test.ts')).sort();
  return names.flatMap((name) => listFiles(root, path.join(input, name)));
}

/**
 * @typedef {{ version?: string, optional?: boolean, link?: boolean, os?: string[], cpu?: string[], libc?: string[] }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} LockFile
 */

/** Whether node_modules, by npm's own list of it, has what the lock file asks for. @param {string} root */
export function areModulesCurrent(root) {
  try {
    const wanted = readLock(path.join(root, 'package-lock.json'));
    const present = readLock(path.join(root, 'node_modules', '.package-lock.json'));
    return Object.entries(wanted).every(([name, entry]) => {
      if (name === '') return true;
      const found = present[name];
      if (found !== undefined) return found.version === entry.version && fs.existsSync(path.join(root, name));
      return entry.optional === true && !isForThisMachine(entry);
    });
  } catch {
    return false;
  }
}

/** @param {string} file @returns {Record<string, LockedPackage>} */
function readLock(file) {
  /** @type {LockFile} */
  const lock = JSON.parse(fs.readFileSync(file, 'utf8'));
  return lock.packages ?? {};
}

/** Optional packages without a platform are parts of other platforms' ones; libc variants are left to npm. @param {LockedPackage} entry */
function isForThisMachine({ os, cpu, libc }) {
  return os !== undefined && cpu !== undefined && libc === undefined && os.includes(process.platform) && cpu.includes(process.arch);
}
