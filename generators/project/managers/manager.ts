/** What a package manager brings to a project: the words of its commands, and the steps of `--install`. */
import type { Platform, Step, Tools } from '../../../src/model/author.js';
import type { ProjectContext } from '../context.js';
import type { ExportFormat } from '../exports.js';

/** A fact for templates: the words and lines in which a project speaks of its package manager. */
export interface Commands {
  /** The name of the program, as people write it. */
  readonly name: string;
  /** The programs to install first, each with the page that says how; none if every Python has it. */
  readonly needs: readonly { readonly label: string; readonly url: string }[];
  /** Begins a command that runs a tool of the environment: `uv run`. */
  readonly tool: string;
  /** Begins a command that runs a module of the environment as a program: `uv run python -m`. */
  readonly module: string;
  /** Begins a command that runs a program of the environment, up to its name: `.venv/bin/`. */
  readonly start: string;
  /** Runs the environment's Python: `uv run python`. */
  readonly python: string;
  /** Whether the words above are the same on Windows. */
  readonly portable: boolean;
  /** Whether it reads the tools from pyproject.toml's dependency groups. */
  readonly groups: boolean;
  /** Whether it installs a Python into an environment, as conda does. */
  readonly ownPython: boolean;
  /** Whether it installs from requirements*.txt, which are written with the project. */
  readonly compiled: boolean;
  /** Its locks, as names or patterns. */
  readonly locks: readonly string[];
  /** The patterns of all its files, which the sdist leaves out. */
  readonly files: readonly string[];
  /** The locks that the image is built from. */
  readonly imageFiles: readonly string[];
  /** Creates an environment with pip; its path follows. */
  readonly venv: string;
  /** Writes the locks. */
  readonly lock: string;
  /** Writes the locks of a project whose version is that of git's tags, if that is another command. */
  readonly lockOfVcs?: string;
  /** The words that renew the lock after a new version of the project; none if no lock holds it. */
  readonly relock: readonly string[];
  /** Dependabot's name of its ecosystem; '' if Dependabot cannot renew its locks. */
  readonly ecosystem: string;
  /** Lines of workflow steps. */
  readonly workflow: {
    /** Create `.venv` with the locked tools. */
    readonly tools: readonly string[];
    /** Install the project itself after `tools`; none if `tools` does that, too. */
    readonly project: readonly string[];
    /** Create `.venv` with everything, on every system. */
    readonly everything: readonly string[];
    /** Run the tests after `everything`. */
    readonly test: readonly string[];
    /** Replace the locked run-time dependencies by the lowest that pyproject.toml allows; none if it cannot. */
    readonly lowest: readonly string[];
    /** Install the locked cibuildwheel, on every system; it needs requirements.txt and requirements-build.txt. */
    readonly wheelTools: readonly string[];
    /** Build wheels into dist/ after `wheelTools`; '' if it cannot install cibuildwheel and its locks like that. */
    readonly wheels: string;
    /** Install the locked run-time dependencies into the environment in `$VIRTUAL_ENV`, which has pip. */
    readonly dependencies: readonly string[];
  };
}

/** What a manager makes of its lock for other installers. */
export type Export =
  | {
      /** The command that prints it: the locked run-time dependencies with hashes, without the project. */
      readonly print: string;
      /** A pattern (POSIX, extended) of lines that change when somebody uploads another file of a locked version. */
      readonly changing?: string;
      /** The words of the command without make, if `print` has variables of the Makefile. */
      words?(python: string, lowest: string): readonly string[];
    }
  /** The reason why it cannot. */
  | { readonly refusal: string }
  /** It is one of its locks. */
  | 'lock';

/** The Python of a job. */
export interface JobPython {
  /** In YAML; undefined for the one in .python-version. */
  readonly version?: string;
  /** Whether a requirement of the build has a marker. */
  readonly marked?: boolean;
  /** Whether a pre-release will do. */
  readonly prereleases?: boolean;
  /** Whether downloads come from a cache that other workflows may write to. */
  readonly cached?: boolean;
}

export interface Manager {
  readonly commands: Commands;
  readonly exports: Readonly<Record<ExportFormat, Export>>;
  /** The lines of the workflow steps that provide Python and the manager. */
  setup(python: JobPython): readonly string[];
  /** The programs that `steps` looks for. */
  readonly tools: readonly string[];
  /** The steps of `--install`, without the tests; or what is missing, with a remedy. */
  steps(
    context: ProjectContext,
    tools: Tools,
    platform: Platform,
  ): readonly Step[] | { readonly missing: string; readonly hint: string };
  /** The commands that install everything on a system without make. */
  byHand(platform: Platform, context: ProjectContext): readonly string[];
}
