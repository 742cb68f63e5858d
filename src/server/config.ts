// What an operator can set: by flag, else by environment variable, else the default. Read once, at start.
import { StartupError } from './startup-error.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export type Config = {
  port: number;
  host: string;
  dataDir: string;
  /** null: the built-in database in `dataDir`. */
  databaseUrl: string | null;
  /** Origin under which people reach the server, without a closing slash; null: whatever they used. */
  publicUrl: string | null;
  logLevel: LogLevel;
  /** Fill an empty studio with a believable half year. */
  demo: boolean;
};

export type Setting = {
  name: keyof Config;
  env: string | null;
  flag: string | null;
  /** As a person would write it; null: not set. */
  default: string | null;
  meaning: string;
};

/** Every setting there is, for `--help` and the README. */
export const settings: readonly Setting[] = [
  { name: 'port', env: 'PORT', flag: '--port', default: '7400', meaning: 'Port to listen on; 0 takes any free one.' },
  { name: 'host', env: 'HOST', flag: '--host', default: '127.0.0.1', meaning: 'Address to listen on; 0.0.0.0 opens it to the network.' },
  { name: 'dataDir', env: 'RYTM_DATA', flag: '--data', default: './data', meaning: 'Folder for the built-in database and other files.' },
  { name: 'databaseUrl', env: 'DATABASE_URL', flag: null, default: null, meaning: 'PostgreSQL 15 or newer to use instead of the built-in one.' },
  { name: 'publicUrl', env: 'PUBLIC_URL', flag: '--public-url', default: null, meaning: 'Address people open, such as https://studio.example.' },
  { name: 'logLevel', env: 'LOG_LEVEL', flag: null, default: 'info', meaning: `What is logged: ${logLevels.join(', ')}.` },
  { name: 'demo', env: null, flag: '--demo', default: null, meaning: 'Fill an empty studio with a believable half year.' },
];

type Readers = { [Name in keyof Config]: (value: string | null, source: string) => Config[Name] };

const readers: Readers = {
  port: (value, source) => {
    const port = /^\d{1,5}$/.test(value ?? '') ? Number(value) : Number.NaN;
    if (!(port <= 65_535)) throw wrong(source, value, 'a port from 0 to 65535');
    return port;
  },
  host: (value, source) => {
    if (value === null || !/^[\w.:-]+$/.test(value)) throw wrong(source, value, 'a host name or an address');
    return value;
  },
  dataDir: (value, source) => {
    if (value === null || value.includes('\0')) throw wrong(source, value, 'a folder');
    return value;
  },
  databaseUrl: (value, source) => {
    // The value may hold a password, so it is not repeated.
    if (value !== null && !/^postgres(ql)?:$/.test(URL.parse(value)?.protocol ?? '')) throw wrong(source, null, 'an address like postgres://user@host/database');
    return value;
  },
  publicUrl: (value, source) => {
    if (value === null) return null;
    const url = URL.parse(value);
    const isOrigin = url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
    if (!isOrigin) throw wrong(source, value, 'an address like https://studio.example, without a path');
    return url.origin;
  },
  logLevel: (value, source) => {
    const level = logLevels.find((known) => known === value);
    if (level === undefined) throw wrong(source, value, `one of ${logLevels.join(', ')}`);
    return level;
  },
  demo: (value) => value !== null,
};

/** Reads the settings; `argv` holds only flags of settings. Throws `StartupError` at the first wrong one. */
export function readConfig(env: Record<string, string | undefined>, argv: readonly string[]): Config {
  const { flags, rest } = takeSettings(argv);
  if (rest[0] !== undefined) throw new StartupError(`"${rest[0]}" is not known here; the settings are ${settings.flatMap(({ flag }) => flag ?? []).join(', ')}.`);
  const read = <Name extends keyof Config>(name: Name): Config[Name] => {
    const [value, source] = choose(name, env, flags);
    return readers[name](value, source);
  };
  return {
    port: read('port'), host: read('host'), dataDir: read('dataDir'), databaseUrl: read('databaseUrl'),
    publicUrl: read('publicUrl'), logLevel: read('logLevel'), demo: read('demo'),
  };
}

/** Splits arguments into flags of settings and what is left, for commands that have flags of their own. */
export function takeSettings(argv: readonly string[]): { flags: Map<string, string>; rest: string[] } {
  const flags = new Map<string, string>();
  const rest: string[] = [];
  for (let index = 0; index < argv.length; index += 1) {
    const [word = '', inline] = splitOnce(argv[index] ?? '');
    const setting = settings.find(({ flag }) => flag === word);
    if (setting === undefined) {
      rest.push(argv[index] ?? '');
    } else if (setting.name === 'demo') {
      if (inline !== undefined) throw new StartupError(`${word} stands alone and takes no value.`);
      flags.set(word, 'yes');
    } else {
      const value = inline ?? argv[(index += 1)];
      if (value === undefined || value === '' || (inline === undefined && value.startsWith('--'))) throw new StartupError(`${word} needs a value after it.`);
      flags.set(word, value);
    }
  }
  return { flags, rest };
}

function splitOnce(word: string): [string, string?] {
  const at = word.indexOf('=');
  return word.startsWith('--') && at > 0 ? [word.slice(0, at), word.slice(at + 1)] : [word];
}

/** The value and where it came from. An empty variable counts as not set. */
function choose(name: keyof Config, env: Record<string, string | undefined>, flags: Map<string, string>): [string | null, string] {
  const setting = settings.find((candidate) => candidate.name === name);
  if (setting === undefined) throw new Error(`setting ${name} is missing in the table`);
  const given = setting.flag === null ? undefined : flags.get(setting.flag);
  if (given !== undefined) return [given, setting.flag ?? name];
  const inherited = setting.env === null ? undefined : env[setting.env];
  if (inherited !== undefined && inherited !== '') return [inherited, setting.env ?? name];
  return [setting.default, setting.env ?? name];
}

function wrong(source: string, value: string | null, wanted: string): StartupError {
  return new StartupError(`${source} should be ${wanted}${value === null ? '' : `, not "${value}"`}.`);
}
