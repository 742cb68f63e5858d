// What has to be true before our own code can run: packages installed, a Node new enough, the web part built.
// Plain JavaScript for Node 20 and newer, with nothing installed.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { areModulesCurrent, hashFiles, hashInputs } from './freshness.js';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const neededMajor = 26;
const nodePackages = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`];
const webInputs = ['src/web', 'src/contract', 'src/domain', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'];

/** Says one sentence and ends. @param {string} sentence @returns {never} */
export function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** Installs the packages if they are missing or of another lock file. */
export function ensureDependencies() {
  const lockFile = path.join(root, 'package-lock.json');
  const stampFile = path.join(root, 'node_modules', '.rytm-lock');
  const hasLock = fs.existsSync(lockFile);
  const wanted = hashFiles(root, [hasLock ? 'package-lock.json' : 'package.json']);
  if (readText(stampFile) === wanted) return;
  if (!hasLock || !areModulesCurrent(root)) install(hasLock ? 'ci' : 'install');
  writeStamp(stampFile, wanted);
}

/** @param {'ci' | 'install'} command */
function install(command) {
  process.stderr.write('Installing packages, which happens once…\n');
  const args = [command, '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const { npm_execpath: npmScript = '', npm_node_execpath: npmNode = process.execPath, ...env } = process.env;
  // The Node of node_modules/.bin goes away while npm works, so npm must not be run by it.
  env.PATH = (env.PATH ?? '').split(path.delimiter).filter((folder) => !folder.includes('node_modules')).join(path.delimiter);
  const outcome = npmScript.endsWith('npm-cli.js') && !npmNode.includes('node_modules')
    ? spawnSync(npmNode, [npmScript, ...args], { cwd: root, env, encoding: 'utf8' })
    : spawnSync('npm', args, { cwd: root, env, encoding: 'utf8' });
  if (outcome.status === 0) return;
  process.stderr.write(outcome.stderr ?? '');
  fail(outcome.error ? 'The packages are not installed and there is no npm on the PATH to install them.'
    : `The packages could not be installed: npm ${command} ended with code ${outcome.status}; check the network and run it again.`);
}

/** Path of a Node that can run our code: this one, or the one among the packages. */
export function chooseNode() {
  if (Number.parseInt(process.versions.node, 10) >= neededMajor) return process.execPath;
  for (const name of nodePackages) {
    const binary = path.join(root, 'node_modules', name, 'bin', 'node');
    if (fs.existsSync(binary)) return binary;
  }
  fail(`Rytm needs Node ${neededMajor} or newer; this is ${process.versions.node}, and there is no packaged one for ${process.platform} on ${process.arch}.`);
}

/** Builds the web part if its sources have changed since the last build; false if that failed. @param {string} node */
export function ensureWebBuilt(node) {
  if (!fs.existsSync(path.join(root, 'vite.config.ts'))) return true;
  const stampFile = path.join(root, 'dist', '.stamp');
  const wanted = hashInputs(root, webInputs);
  if (readText(stampFile) === wanted && fs.existsSync(path.join(root, 'dist', 'web', 'index.html'))) return true;
  process.stderr.write('Building the web part, which happens once per version…\n');
  fs.rmSync(stampFile, { force: true });
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const outcome = spawnSync(node, [vite, 'build', '--logLevel', 'warn'], { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } });
  if (outcome.status !== 0) {
    process.stderr.write(`${outcome.stdout ?? ''}${outcome.stderr ?? ''}`);
    return false;
  }
  writeStamp(stampFile, wanted);
  return true;
}

/**
 * Becomes (or, on an old Node, starts and waits for) `node script args`. Does not return.
 * @param {string} node @param {string} script path relative to the root @param {string[]} args @param {{ interactive?: boolean }} [options]
 */
export function runScript(node, script, args, { interactive = true } = {}) {
  const argv = [path.resolve(root, script), ...args];
  const tethered = ['--import', new URL('./tether.js', import.meta.url).href, ...argv];
  // What was compiled once is not compiled again, neither at the next start nor by the next of the test files.
  process.env.NODE_COMPILE_CACHE ??= path.join(root, 'node_modules/.cache/compiled');
  if (typeof process.execve !== 'function') return spawnAndFollow(node, tethered, interactive);
  // Replacing this process leaves one process, one set of signals, and nobody to outlive; except npm, if it started us.
  process.removeAllListeners('warning');
  const isUnderNpm = process.env.npm_lifecycle_event !== undefined;
  process.execve(node, [node, ...(isUnderNpm ? tethered : argv)], definedEnv());
}

function definedEnv() {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/**
 * A server gets a process group of its own, so that a Ctrl-C reaches it once, through us. A command that may ask a
 * question must stay in the terminal's group, and there hears the Ctrl-C itself.
 * @param {string} node @param {string[]} argv @param {boolean} interactive
 */
function spawnAndFollow(node, argv, interactive) {
  const child = spawn(node, argv, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], detached: !interactive });
  child.on('error', (error) => fail(`Node could not be started: ${error.message}.`));
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    let isForwarded = false;
    process.on(signal, () => {
      const isFromTerminal = interactive && signal === 'SIGINT' && process.stdin.isTTY;
      if (!isForwarded && !isFromTerminal) child.kill(signal);
      isForwarded = true;
    });
  }
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** @param {string} name a package of ours */
export function resolvePackage(name) {
  return createRequire(path.join(root, 'package.json')).resolve(name);
}

/** @param {string} file */
function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** A stamp only saves time; a folder that cannot be written is no reason to stop. @param {string} file @param {string} text */
function writeStamp(file, text) {
  try {
    fs.writeFileSync(file, text);
  } catch {
    // The next start will look again.
  }
}
