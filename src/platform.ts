/** Which rules does the platform have? Data and pure functions, so that each platform's are tried on any machine. */
import path from 'node:path';
import { sh } from './formats.js';

export interface Platform {
  /** As `process.platform` says it. */
  readonly name: string;
  /** node:path with the platform's own rules. */
  readonly path: path.PlatformPath;
  /** Whether a program is looked for in the current directory before PATH, unless its path is given. */
  readonly startsFromCurrent: boolean;
  /** Whether files have modes; otherwise what stat says of them means nothing. */
  readonly hasModes: boolean;
  /** Whether people have make. */
  readonly hasMake: boolean;
  /** Where distributions put git, and where a git that stands there reads what all users share; undefined where its build decides. */
  readonly git: { readonly program: string; readonly shared: string } | undefined;
  /** Where programs stand below a folder that has some, and how their names end. */
  readonly programs: { readonly folder: string; readonly ending: string };
  /** Endings of what can be started without a shell. @param listed PATHEXT as it is set */
  endings(listed: string | undefined): readonly string[];
  /** One word of a command that somebody types. */
  word(text: string): string;
  /** Between two commands that are typed in one line. */
  readonly andThen: string;
}

/**
 * One word for PowerShell, where it can be said so also for cmd.exe, which knows no single quotes. Typographic quotes
 * are quotes in PowerShell. npm's own script for PowerShell loses a bare `--`.
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
  hasMake: true,
  git: undefined,
  programs: { folder: 'bin', ending: '' },
  endings: () => [''],
  word: sh,
  andThen: ' && ',
};

/**
 * git's Makefile makes the folder of its configuration /etc when it is installed below /usr. Apple's own git stands at the
 * same path, and reads elsewhere.
 */
const linux: Rules = { ...posix, git: { program: '/usr/bin/git', shared: '/etc/gitconfig' } };

const windows: Rules = {
  path: path.win32,
  startsFromCurrent: true,
  hasModes: false,
  hasMake: false,
  git: undefined,
  programs: { folder: 'Scripts', ending: '.exe' },
  // A .cmd or .bat is a text for cmd.exe: Node starts it through a shell alone, with quoting that is not to be trusted.
  endings: (listed) => (listed ?? '.EXE').split(';').filter((ending) => /^\.(exe|com)$/i.test(ending)),
  word: windowsWord,
  // PowerShell 5, which every Windows has, knows no &&.
  andThen: '; ',
};

const RULES: Readonly<Record<string, Rules>> = { linux, win32: windows };

/** The rules of a platform. @param name as `process.platform` says it; one that is not known is taken for a Unix */
export const platformOf = (name: string): Platform => ({ name, ...(RULES[name] ?? posix) });

/** The paths at which a program may stand, in the order of PATH and of the endings. */
export function candidates(
  platform: Platform,
  program: string,
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  return (env.PATH ?? '')
    .split(platform.path.delimiter)
    .map((folder) => (platform.startsFromCurrent ? folder.replace(/^"(.*)"$/, '$1') : folder))
    .filter((folder) => platform.path.isAbsolute(folder)) // the current directory is not what PATH is trusted for
    .flatMap((folder) =>
      platform.endings(env.PATHEXT).map((ending) => platform.path.join(folder, program + ending)),
    );
}

/**
 * A file's mode in octal digits.
 * @param bits as stat says them
 * @param planned what is said where files have none, so that it is no difference; git's for a plain file
 */
export const modeOf = (platform: Platform, bits: number, planned = '0644'): string =>
  platform.hasModes ? `0${(bits & 0o777).toString(8)}` : planned;
