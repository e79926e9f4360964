/** The rules of each platform, as data and pure functions, so that all can be tested on any machine. */
import path from 'node:path';
import { sh } from './formats.js';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Platform {
  /** As in `process.platform`. */
  readonly name: string;
  /** node:path with the platform's own rules. */
  readonly path: path.PlatformPath;
  /** Whether programs without a path are searched in the current directory before PATH. */
  readonly startsFromCurrent: boolean;
  /** Whether files have modes; if not, the modes from stat are meaningless. */
  readonly hasModes: boolean;
  /**
   * The usual path of git, and the system configuration that this git reads; undefined if git's build determines it.
   */
  readonly git: { readonly program: string; readonly shared: string } | undefined;
  /** The folder for what programs can fetch again; undefined if the environment names none. */
  caches(env: Environment): string | undefined;
  /** The folder for a user's configuration; undefined if the environment names none. */
  configurations(env: Environment): string | undefined;
  /** Extensions of programs that can be started without a shell. @param listed the value of PATHEXT */
  endings(listed: string | undefined): readonly string[];
  /** Quotes one word of a command for the user's shell. */
  word(text: string): string;
  /** Separates two commands typed on one line. */
  readonly andThen: string;
}

/**
 * One word for PowerShell, and if possible also for cmd.exe, which has no single quotes. PowerShell treats typographic
 * quotes as quotes. npm's own script for PowerShell drops a bare `--`.
 * @see https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 * @see https://github.com/npm/cli/issues/4903
 */
function windowsWord(text: string): string {
  if (text !== '--' && /^[\w.\\/:=+-][\w.\\/:=@+-]*$/.test(text)) return text;
  if (/["“”„$`%]/.test(text) || text.endsWith('\\')) return `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`;
  return `"${text}"`;
}

type Rules = Omit<Platform, 'name'>;

/** A folder by the XDG specification, for which a relative path counts as not set. @see https://specifications.freedesktop.org/basedir-spec/ */
function below(named = '', home = '', standard = ''): string | undefined {
  if (path.posix.isAbsolute(named)) return named;
  return path.posix.isAbsolute(home) ? path.posix.join(home, standard) : undefined;
}

const posix: Rules = {
  path: path.posix,
  startsFromCurrent: false,
  hasModes: true,
  git: undefined,
  caches: ({ XDG_CACHE_HOME: named, HOME: home }) => below(named, home, '.cache'),
  configurations: ({ XDG_CONFIG_HOME: named, HOME: home }) => below(named, home, '.config'),
  endings: () => [''],
  word: sh,
  andThen: ' && ',
};

/**
 * git's Makefile uses /etc for the configuration of a git in /usr. Apple's git has the same path, but another
 * configuration file.
 */
const linux: Rules = { ...posix, git: { program: '/usr/bin/git', shared: '/etc/gitconfig' } };

const windows: Rules = {
  path: path.win32,
  startsFromCurrent: true,
  hasModes: false,
  git: undefined,
  caches: ({ LOCALAPPDATA: local = '' }) => (path.win32.isAbsolute(local) ? local : undefined),
  configurations: ({ APPDATA: roaming = '' }) => (path.win32.isAbsolute(roaming) ? roaming : undefined),
  // A .cmd or .bat is a script for cmd.exe: Node starts it only through a shell, whose quoting cannot be trusted.
  endings: (listed) => (listed ?? '.EXE').split(';').filter((ending) => /^\.(exe|com)$/i.test(ending)),
  word: windowsWord,
  // PowerShell 5, which is part of Windows, lacks &&.
  andThen: '; ',
};

const RULES: Readonly<Record<string, Rules>> = { linux, win32: windows };

/** The rules of a platform. @param name as in `process.platform`; an unknown one counts as a Unix */
export const platformOf = (name: string): Platform => ({ name, ...(RULES[name] ?? posix) });

/** The possible paths of a program, in the order of PATH and of the extensions. */
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
 * @param planned the mode to report on systems without modes; by default git's mode for a regular file
 */
export const modeOf = (platform: Platform, bits: number, planned = '0644'): string =>
  platform.hasModes ? `0${(bits & 0o777).toString(8)}` : planned;
