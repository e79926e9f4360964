/** The generator of commands: a console script with its module and its test, in a Python project with a src layout. */
import {
  type Answers,
  type Pack,
  plainPack,
  Refusal,
  Taken,
  type Template,
  text,
} from '../../src/model/author.js';
import { newPackages, packageFor, refuseModuleName } from '../module/src-layout.js';
import { pythonString } from '../project/python/literal.js';
import { lockedNames } from '../project/python/lock-names.js';
import { isProgram, moduleOf, SHELL_WORDS } from '../project/python/names.js';

/** The form of the names of projects, which are the names of their first commands. */
function commandName(typed: string): string {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(typed))
    throw new Refusal(`${JSON.stringify(typed)} is not a name in lower case, such as sync-all`);
  refuseModuleName(moduleOf(typed));
  if (SHELL_WORDS.has(typed))
    throw new Refusal(`${typed} is a shell keyword or built-in: the shell would not run the command`);
  if (isProgram(typed) || lockedNames.has(typed))
    throw new Refusal(`${typed} is a program of the project's environment: the command would replace it`);
  return typed;
}

const options = {
  command: text({
    value: 'COMMAND',
    help: 'command to add: sync-all runs main() in src/my_app/sync_all.py',
    defaultText: 'none',
    question: { message: 'Command, such as sync-all', required: true },
    accept: commandName,
    standard: () => '',
  }),
};

type CommandAnswers = Answers<typeof options> & { readonly package?: string };

/** Reads and edits TOML. Each method throws when the text is no TOML. */
export interface TomlEditor {
  read(text: string): Readonly<Record<string, unknown>>;
  /** The text with one more key, and the rest as it was. */
  set(text: string, keys: readonly string[], value: string): string;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const tableIn = (
  table: Readonly<Record<string, unknown>>,
  key: string,
): Readonly<Record<string, unknown>> => {
  const inner = Object.hasOwn(table, key) ? table[key] : undefined;
  return typeof inner === 'object' && inner !== null ? (inner as Readonly<Record<string, unknown>>) : {};
};

/**
 * Adds a console script to the text of a pyproject.toml.
 * @param target the function that it runs: `my_app.sync_all:main`
 * @throws {@link Refusal}
 * @see https://packaging.python.org/en/latest/specifications/pyproject-toml/#entry-points
 */
function addScript(editor: TomlEditor, text: string, name: string, target: string): string {
  let about: Readonly<Record<string, unknown>>;
  try {
    about = editor.read(text);
  } catch (error) {
    throw new Refusal(`pyproject.toml is no TOML: ${reasonOf(error)}`);
  }
  const project = tableIn(about, 'project');
  if (!Object.hasOwn(about, 'project'))
    throw new Refusal('pyproject.toml has no table [project], whose scripts are the commands (PEP 621)');
  if (Array.isArray(project.dynamic) && project.dynamic.includes('scripts'))
    throw new Refusal(
      'pyproject.toml says that its scripts are dynamic: add the command where they come from',
    );
  const there = tableIn(project, 'scripts');
  if (Object.hasOwn(there, name)) throw new Taken(`there is a command ${name} already: ${there[name]}`);
  try {
    return editor.set(text, ['project', 'scripts', name], target);
  } catch (error) {
    throw new Refusal(`pyproject.toml cannot be edited: ${reasonOf(error)}`);
  }
}

/** The names that templates may use. */
function context({ command, package: name = '' }: CommandAnswers) {
  const module = moduleOf(command);
  return { command, module, package: name, target: `${name}.${module}:main` };
}

type CommandPack = Pack<CommandAnswers, Record<string, never>, ReturnType<typeof context>>;

/**
 * @param read reads templates/command; called when a command is planned
 * @param load loads the editor; called when the pack is made ready
 */
export function commandPack(read: () => readonly Template[], load: () => Promise<TomlEditor>): CommandPack {
  let editor: TomlEditor | undefined;
  const withScript = (pyproject: string, name: string, target: string): string => {
    if (!editor) throw new Error('the pack is not ready');
    return addScript(editor, pyproject, name, target);
  };
  return {
    ...plainPack,
    name: 'command',
    description: 'a command with its module and its test, in a Python project',
    addsTo: 'pyproject.toml',
    options,
    parts: [{ name: 'command' }],
    templates: read,
    formats: { py: pythonString },
    ready: async () => {
      editor ??= await load();
    },
    mayStandIn: (name) => name === 'pyproject.toml',
    inProject: ({ command }, project) => {
      const made = { command, package: packageFor(project) };
      const { module, target } = context(made);
      newPackages(`${made.package}.${module}`, project);
      withScript(project.text('pyproject.toml') ?? '', command, target);
      return made;
    },
    context,
    computed: ({ command, target }, present) => {
      const madeFrom = present.get('pyproject.toml') ?? '';
      const content = withScript(madeFrom, command, target);
      return [{ path: 'pyproject.toml', content, part: 'command', madeFrom }];
    },
    hints: (names) => [
      `The command is in the environment after the next installation, such as make install.`,
      `Example code, to replace with your own: src/${names.package}/${names.module}.py, tests/test_${names.module}.py`,
    ],
  };
}
