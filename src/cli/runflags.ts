/** The run flags: they control one run, and are not recorded as answers. */

export interface RunFlag {
  readonly help: string;
  readonly type: 'boolean' | 'string';
  readonly short?: string;
  /** The placeholder in `--help` of a flag that takes a value. */
  readonly value?: string;
  /** Whether it may be given several times. */
  readonly list?: boolean;
  /** Whether that value names a file. */
  readonly file?: boolean;
  /** The possible values, each with a description; undefined for any text. */
  readonly choices?: Readonly<Record<string, string>>;
  /** Whether `--no-x` exists. */
  readonly no?: boolean;
}

export const RUN_FLAGS = {
  yes: { type: 'boolean', short: 'y', help: 'take the defaults, ask nothing' },
  answers: {
    type: 'string',
    value: 'FILE',
    file: true,
    help: 'read answers from a TOML file (- is standard input); a .create-pyproject.toml works too',
  },
  pack: {
    type: 'string',
    list: true,
    value: 'SOURCE',
    file: true,
    help: "a team's own standard over this generator: a folder, npm:NAME, github:OWNER/NAME#REF (repeatable)",
  },
  plopfile: {
    type: 'string',
    value: 'FILE',
    file: true,
    help: 'run the generators of this plopfile on the planned files; needs --trust, since it is code',
  },
  trust: { type: 'boolean', help: 'with --plopfile: run its code' },
  offline: { type: 'boolean', help: 'take packs from the cache only' },
  config: {
    type: 'boolean',
    no: true,
    help: 'read your own defaults from the configuration file (default: yes)',
  },
  'dry-run': { type: 'boolean', help: 'list the files and what would happen to each; write nothing' },
  diff: { type: 'boolean', help: 'show how existing files would change; write nothing' },
  json: { type: 'boolean', help: 'print one JSON object on standard output and nothing else' },
  content: { type: 'boolean', help: 'with --json: also print the text of each file' },
  force: {
    type: 'boolean',
    help: 'replace existing files that differ (never a README or a license); in a repository, only committed ones',
  },
  'force-dirty': { type: 'boolean', help: 'like --force, and also replace files that are not committed' },
  git: {
    type: 'boolean',
    no: true,
    help: 'git init and a first commit (default: yes outside a repository, if git is installed)',
  },
  install: {
    type: 'boolean',
    no: true,
    help: 'create the virtual environment from the locks and run the tests (default: no)',
  },
  quiet: { type: 'boolean', help: 'print errors only' },
  color: { type: 'boolean', no: true, help: 'colors (default: on a terminal, unless NO_COLOR is set)' },
  schema: { type: 'boolean', help: 'print the JSON schema of the answers file' },
  completion: {
    type: 'string',
    value: 'SHELL',
    choices: {
      bash: 'a script for ~/.bashrc to source',
      zsh: 'a script for ~/.zshrc to source, or a file named _create-pyproject in fpath',
      fish: 'a file for ~/.config/fish/completions',
    },
    help: 'print a completion script for a shell',
  },
  help: { type: 'boolean', short: 'h', help: 'print this help' },
  version: { type: 'boolean', short: 'V', help: 'print the version' },
  verbose: {
    type: 'boolean',
    help: 'with --version: also print the date of the pinned versions and the Node.js version',
  },
} as const satisfies Record<string, RunFlag>;

export type RunFlagName = keyof typeof RUN_FLAGS;

type ValueOf<F> = F extends { readonly choices: Readonly<Record<infer C, string>> }
  ? C
  : F extends { readonly list: true }
    ? readonly string[]
    : F extends { readonly type: 'string' }
      ? string
      : boolean;

/** Flags of a table as given; those not given are absent. */
export type FlagValues<T> = { readonly [K in keyof T]?: ValueOf<T[K]> };

/** The run flags as given. */
export type Run = FlagValues<typeof RUN_FLAGS>;

/** A shell whose completion can be printed. */
export type Shell = ValueOf<(typeof RUN_FLAGS)['completion']>;
