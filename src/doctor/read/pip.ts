/** What a command tells pip to do. */
import { lastOf } from './packages.js';
import type { Command } from './shell.js';

/** A call of pip. */
export interface PipCall {
  readonly command: Command;
  /** Whether pip is started by its own name and by no path: `pip` or `pip3`. */
  readonly bare: boolean;
  /** Whether the interpreter or pip is named with its folder, as in `.venv/bin/pip`. */
  readonly byPath: boolean;
  /** `install` and so on. */
  readonly action: string;
  /** What is installed: requirements, paths and addresses. */
  readonly packages: readonly string[];
  /** The values of -r. */
  readonly files: readonly string[];
  /** The flags that are given, without values. */
  readonly flags: ReadonlySet<string>;
}

/** Flags of `pip install` that take a value. */
const VALUED =
  /^(?:--group|--requirements-from-script|-r|--requirement|-c|--constraint|--build-constraint|-e|--editable|-t|--target|--prefix|--root|--src|-i|--index-url|--extra-index-url|-f|--find-links|--platform|--python-version|--implementation|--abi|--no-binary|--only-binary|--upgrade-strategy|--config-settings|-C|--global-option|--install-option|--trusted-host|--cert|--proxy|--timeout|--retries|--cache-dir|--log|--python|--progress-bar|--exists-action|--report|--root-user-action|--uploaded-prior-to|--use-feature|--use-deprecated|--keyring-provider|-w|--wheel-dir|--default-timeout)$/;

/** Flags of `uv pip install` that take a value, beside those of pip. */
const VALUED_BY_UV =
  /^(?:-p|-P|-b|--requirements|--constraints|--overrides?|--excludes?|--build-constraints|--index|--default-index|--index-strategy|--python-platform|--python-preference|--extra|--exclude-newer|--exclude-newer-package|--link-mode|--resolution|--prerelease|--fork-strategy|--torch-backend|--upgrade-package|--reinstall-package|--refresh-package|--config-setting|--allow-insecure-host|--directory|--project|--config-file|--color)$/;

const PIP = /^pip\d?(?:\.\d+)?$/;
const PYTHON = /^python\d?(?:\.\d+)?$|^py$/;

/** The name that stands for `uv pip`. */
const UV_PIP = 'uv/pip';

/** `uv pip …` as a command of pip; any other command as it is. */
export const withUvAsPip = (command: Command): Command =>
  command.name === 'uv' && command.args[0] === 'pip'
    ? { ...command, name: UV_PIP, args: command.args.slice(1) }
    : command;

/** @returns undefined for a command that does not call pip */
export function pipCall(command: Command): PipCall | undefined {
  const { name, args } = command;
  const base = lastOf(name);
  let rest: readonly string[];
  if (PIP.test(base)) rest = args;
  else if (PYTHON.test(base)) {
    const at = args.indexOf('-m');
    if (at < 0 || args[at + 1] !== 'pip' || args.slice(0, at).some((arg) => !arg.startsWith('-')))
      return undefined;
    rest = args.slice(at + 2);
  } else return undefined;
  const flags = new Set<string>();
  const packages: string[] = [];
  const files: string[] = [];
  let action = '';
  const takesValue = (flag: string): boolean =>
    VALUED.test(flag) || (name === UV_PIP && VALUED_BY_UV.test(flag));
  for (let i = 0; i < rest.length; i += 1) {
    const arg = rest[i] ?? '';
    const [flag = '', inline] = arg.startsWith('--') ? arg.split(/=(.*)/s) : [arg];
    if (!arg.startsWith('-')) {
      if (action === '') action = arg;
      else packages.push(arg);
      continue;
    }
    flags.add(flag);
    const short = /^-([rce])(.+)$/.exec(arg);
    const value = short ? short[2] : (inline ?? (takesValue(flag) ? rest[++i] : undefined));
    const key = short ? `-${short[1]}` : flag;
    if (short) flags.add(key);
    if (/^(?:-r|--requirements?)$/.test(key) && value) files.push(value);
    if ((key === '-e' || key === '--editable') && value) packages.push(value);
  }
  return {
    command,
    bare: !name.includes('/') && PIP.test(name),
    byPath: name.includes('/') || name.includes('$'),
    action,
    packages,
    files,
    flags,
  };
}

/** Tools that make environments, or are harmless beside the system's packages. */
const TOOLS =
  /^(?:pip|setuptools|wheel|uv|poetry|poetry-.*|pdm|pipenv|hatch|tox|tox-.*|nox|virtualenv|pipx|pip-tools|build|twine|pre-commit|prek|hatchling|flit|conan|awscli|cibuildwheel|keyring|keyrings-.*|artifacts-keyring)$/;

/** The name of a package on the command line, without extras and versions. */
export const packageName = (word: string): string =>
  word
    .replace(/[[<>=!~;@\s].*$/s, '')
    .toLowerCase()
    .replace(/[-_.]+/g, '-');

/** Whether it installs something into the environment that is no tool. */
export const installs = (call: PipCall): boolean =>
  call.action === 'install' &&
  !['--target', '-t', '--prefix', '--root', '--user', '--dry-run', '--python', '--help'].some((flag) =>
    call.flags.has(flag),
  ) &&
  (call.files.length > 0 ||
    call.flags.has('--group') ||
    call.packages.some((word) => !TOOLS.test(packageName(word))));

/** The folder of a virtual environment that a command makes. */
export function venvMade({ name, args }: Command): string | undefined {
  const base = lastOf(name);
  const folder = args.findLast((arg) => !arg.startsWith('-'));
  if (base === 'virtualenv' || base === 'pyvenv') return folder;
  const at = args.indexOf('-m');
  if (PYTHON.test(base) && at >= 0 && /^(?:venv|virtualenv)$/.test(args[at + 1] ?? '')) return folder;
  if (base === 'uv' && args[0] === 'venv') return folder === 'venv' ? '.venv' : folder;
  return undefined;
}

/** Folders on PATH that hold no environment. */
const SYSTEM =
  /^(?:\$\{?PATH\}?|~?(?:\/root|\/home\/[\w-]+|\$\{?HOME\}?)?\/\.(?:local|cargo|poetry)\/bin|(?:\/usr(?:\/local)?)?\/s?bin|\/usr\/local\/(?!.*env).*)?$/;

/** Whether a value of PATH brings no environment. */
export const isSystemPath = (value: string): boolean =>
  value.split(':').every((folder) => SYSTEM.test(folder));

/** Whether a command makes later ones use an environment. */
export const activates = ({ name, args }: Command): boolean =>
  ((name === '.' || name === 'source') && /\bactivate$|activate\.\w+$/.test(args[0] ?? '')) ||
  /^(?:conda|mamba|micromamba|pyenv|workon|pixi)$/.test(name) ||
  ((name === 'export' || name === 'echo') && args.some((arg) => /VIRTUAL_ENV|venv|GITHUB_PATH/.test(arg))) ||
  (name === 'export' && args.some((arg) => arg.startsWith('PATH=') && !isSystemPath(arg.slice(5))));
