/** The rules of each platform, as data and pure functions, so that all can be tested on any machine. */
import path from 'node:path';
import { sh } from './formats.js';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Platform {
  /** As in `process.platform`. */
  readonly name: string;
  /** node:path with the platform's own rules. */
  readonly path: path.PlatformPath;
  /** Whether a program is looked for in the current directory before PATH, unless its path is given. */
  readonly startsFromCurrent: boolean;
  /** Whether files have modes; if not, those of stat mean nothing. */
  readonly hasModes: boolean;
  /** Where distributions install git, and the shared configuration that this git reads; undefined if its build decides. */
  readonly git: { readonly program: string; readonly shared: string } | undefined;
  /** Where programs keep what they can fetch again; undefined if the environment names no place. */
  caches(env: Environment): string | undefined;
  /** Extensions of what can be started without a shell. @param listed PATHEXT as it is set */
  endings(listed: string | undefined): readonly string[];
  /** One word of a command to be typed. */
  word(text: string): string;
  /** Separates two commands typed on one line. */
  readonly andThen: string;
}

/**
 * One word for PowerShell, and if possible also for cmd.exe, which has no single quotes. Typographic quotes are quotes
 * in PowerShell. npm's own script for PowerShell loses a bare `--`.
 * @see https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 * @see https://github.com/npm/cli/issues/4903
 */
function windowsWord(text: string): string {
  if (text !== '--' && /^[\w.\\/:=+-][\w.\\/:=@+-]*$/.test(text)) return text;
  if (/["“”„$`%]/.test(text) || text.endsWith('\\')) return `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`;
  return `"${text}"`;
}

type Rules = Omit<Platform, 'name'>;

const posix: Rules = {
  path: path.posix,
  startsFromCurrent: false,
  hasModes: true,
  git: undefined,
  caches: ({ XDG_CACHE_HOME: named = '', HOME: home = '' }) => {
    // A relative one counts as not set, by the specification of these folders.
    if (path.posix.isAbsolute(named)) return named;
    return path.posix.isAbsolute(home) ? path.posix.join(home, '.cache') : undefined;
  },
  endings: () => [''],
  word: sh,
  andThen: ' && ',
};

/**
 * git's Makefile puts its configuration into /etc when it is installed below /usr. Apple's own git has the same path, but
 * reads elsewhere.
 */
const linux: Rules = { ...posix, git: { program: '/usr/bin/git', shared: '/etc/gitconfig' } };

const windows: Rules = {
  path: path.win32,
  startsFromCurrent: true,
  hasModes: false,
  git: undefined,
  caches: ({ LOCALAPPDATA: local = '' }) => (path.win32.isAbsolute(local) ? local : undefined),
  // A .cmd or .bat is a script for cmd.exe: Node starts it only through a shell, whose quoting cannot be trusted.
  endings: (listed) => (listed ?? '.EXE').split(';').filter((ending) => /^\.(exe|com)$/i.test(ending)),
  word: windowsWord,
  // PowerShell 5, which every Windows has, lacks &&.
  andThen: '; ',
};

const RULES: Readonly<Record<string, Rules>> = { linux, win32: windows };

/** The rules of a platform. @param name as in `process.platform`; an unknown one counts as a Unix */
export const platformOf = (name: string): Platform => ({ name, ...(RULES[name] ?? posix) });

/** The paths where a program may be, in the order of PATH and of the extensions. */
export function candidates(platform: Platform, program: string, env: Environment): string[] {
  return (env.PATH ?? '')
    .split(platform.path.delimiter)
    .map((folder) => (platform.startsFromCurrent ? folder.replace(/^"(.*)"$/, '$1') : folder))
    .filter((folder) => platform.path.isAbsolute(folder)) // the current directory is not trusted
    .flatMap((folder) =>
      platform.endings(env.PATHEXT).map((ending) => platform.path.join(folder, program + ending)),
    );
}

/**
 * A file's mode in octal digits.
 * @param bits as from stat
 * @param planned reported where files have none, so that it is no difference; if left out, git's for a plain file
 */
export const modeOf = (platform: Platform, bits: number, planned = '0644'): string =>
  platform.hasModes ? `0${(bits & 0o777).toString(8)}` : planned;
