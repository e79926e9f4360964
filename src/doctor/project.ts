/** A project as the rules see it: its files, each parsed at most once and only when a rule asks. */

import { type Dockerfile, dockerfileOf } from './read/dockerfile.js';
import { isUsual } from './read/limits.js';
import { type PythonFile, pythonOf } from './read/python.js';
import { type Configuration, configurationOf } from './read/setup-cfg.js';
import { type SetupScript, setupScriptOf } from './read/setup-script.js';
import { type Command, commandsOf } from './read/shell.js';
import { type Table, tableOf } from './read/toml.js';
import { type Workflow, workflowOf } from './read/workflow.js';
import { type Node, yamlOf } from './read/yaml.js';

/** Where the files come from: a folder, or a list in memory. */
export interface Source {
  /** "/"-separated, sorted. */
  readonly paths: readonly string[];
  /** The paths that git tracks; undefined outside a repository. */
  readonly tracked: ReadonlySet<string> | undefined;
  /** The text of a file; undefined for one that is binary, too large or cannot be read. */
  text(path: string): string | undefined;
}

/** Larger files of a kind are not parsed: no hand writes them, and they could take seconds. */
const LIMITS = { python: 500_000, other: 60_000, toml: 4_000_000 };

const remembered = <T>(make: (path: string) => T): ((path: string) => T) => {
  const made = new Map<string, T>();
  return (path) => {
    if (!made.has(path)) made.set(path, make(path));
    return made.get(path) as T;
  };
};

/** Files of these folders are inputs of tests and samples, and not the project. */
const ASIDE =
  /(?:^|\/)(?:tests?|testing|testdata|fixtures?|examples?|samples?|demos?|docs?|vendor|_vendor|third_party|(?:\w+_)?templates?|\.devcontainer|node_modules|[^/]*\{\{[^/]*)\//i;

/** A project. Files that cannot be parsed are undefined, and the rules about them stay silent. */
export class Project {
  readonly paths: readonly string[];
  readonly tracked: ReadonlySet<string> | undefined;
  readonly text: (path: string) => string | undefined;
  readonly toml: (path: string) => Table | undefined;
  readonly yaml: (path: string) => Node | undefined;
  readonly python: (path: string) => PythonFile | undefined;
  private readonly names: ReadonlySet<string>;
  private readonly dockerfile: (path: string) => Dockerfile | undefined;
  private readonly workflow: (path: string) => Workflow | undefined;
  private setup: SetupScript | undefined | null = null;

  constructor(source: Source) {
    this.paths = source.paths;
    this.names = new Set(source.paths);
    this.tracked = source.tracked;
    this.text = remembered((path) => (this.names.has(path) ? source.text(path) : undefined));
    const parsed = <T>(
      fits: (text: string) => boolean,
      parse: (text: string, path: string) => T | undefined,
    ) =>
      remembered((path) => {
        const text = this.text(path);
        return text !== undefined && fits(text) ? parse(text, path) : undefined;
      });
    const usual = (text: string): boolean => isUsual(text, LIMITS.other);
    this.toml = parsed((text) => text.length <= LIMITS.toml, tableOf);
    this.yaml = parsed(usual, yamlOf);
    this.python = parsed((text) => text.length <= LIMITS.python, pythonOf);
    this.dockerfile = parsed(usual, (text, path) => dockerfileOf(path, text));
    this.workflow = remembered((path) => {
      const [node, text] = [this.yaml(path), this.text(path)];
      return node && text !== undefined ? workflowOf(path, text, node) : undefined;
    });
  }

  has(path: string): boolean {
    return this.names.has(path);
  }

  /** Whether any file is below this folder. */
  hasFolder(folder: string): boolean {
    return this.paths.some((path) => path.startsWith(`${folder}/`));
  }

  /** The paths that belong to the project itself and match. */
  own(pattern: RegExp): readonly string[] {
    return this.paths.filter((path) => pattern.test(path) && !ASIDE.test(path));
  }

  /** Dockerfiles of the project, not those of its tests, samples or development containers. */
  dockerfiles(): readonly Dockerfile[] {
    return this.own(/(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[\w-]+)?$|\.Dockerfile$/)
      .filter((path) => !/\.(?:j2|jinja2?|tmpl|template|erb|in|md|py|sh)$/.test(path))
      .flatMap((path) => this.dockerfile(path) ?? []);
  }

  /** The workflows of GitHub Actions. */
  workflows(): readonly Workflow[] {
    return this.paths
      .filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path))
      .flatMap((path) => this.workflow(path) ?? []);
  }

  /** The commands of a shell script. */
  script(path: string): readonly Command[] {
    const text = this.text(path);
    return text !== undefined && isUsual(text, LIMITS.other) ? commandsOf(text) : [];
  }

  /** pyproject.toml in the project's folder. */
  get pyproject(): Table | undefined {
    return this.toml('pyproject.toml');
  }

  /** The literal arguments of setup.py. */
  get setupScript(): SetupScript | undefined {
    if (this.setup === null) {
      const file = this.python('setup.py');
      this.setup = file && setupScriptOf(file);
    }
    return this.setup;
  }

  /** setup.cfg. */
  get configuration(): Configuration | undefined {
    const text = this.text('setup.cfg');
    return text === undefined ? undefined : configurationOf(text);
  }
}
