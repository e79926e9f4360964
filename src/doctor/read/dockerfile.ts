/** Dockerfiles as stages of instructions, with the commands of each RUN. */
import { type Dockerfile as Ast, type Instruction as AstInstruction, DockerfileParser } from 'dockerfile-ast';
import { lastOf } from './packages.js';
import { type Command, commandsOf } from './shell.js';

/** An instruction. */
export interface Instruction {
  /** In capitals. */
  readonly keyword: string;
  /** Its words after the flags; the strings of a JSON list. */
  readonly args: readonly string[];
  /** Its flags, as in `--from=builder`. */
  readonly flags: readonly string[];
  readonly line: number;
  /** The commands of RUN, CMD or ENTRYPOINT. */
  readonly commands: readonly Command[];
  /** What `from` of a command counts from. */
  readonly offset: number;
}

/** A build stage. */
export interface Stage {
  /** The image with resolved variables; undefined if one has no value. An earlier stage's name if it is one. */
  readonly image: string | undefined;
  readonly name: string | undefined;
  readonly line: number;
  readonly instructions: readonly Instruction[];
  /** The stage that it continues. */
  readonly parent: Stage | undefined;
}

/** A Dockerfile. */
export interface Dockerfile {
  readonly file: string;
  readonly text: string;
  readonly stages: readonly Stage[];
}

/** The instructions of a stage, after those of the stages that it continues. */
export const inherited = (stage: Stage): readonly Instruction[] => [
  ...(stage.parent ? inherited(stage.parent) : []),
  ...stage.instructions,
];

/** The image that a stage is at last made from; undefined if a variable decides. */
export const imageOf = (stage: Stage): string | undefined =>
  stage.parent ? imageOf(stage.parent) : stage.image;

/** Whether a USER is root. */
export const isRoot = ({ args }: Instruction): boolean => /^(?:root|0)(?::|$)/.test(args[0] ?? '');

/** The stage that `docker build` makes. */
export const lastStage = ({ stages }: Dockerfile): Stage | undefined => stages.at(-1);

/** What keeps a toolbox open: a shell, or a program that waits. */
const WAITS = /^(?:(?:\/(?:usr\/)?bin\/)?(?:ba|z|a|da)?sh|tail -f \/dev\/null|sleep infinity)$/;

/** Whether the image starts something: it is deployed, and not only a toolbox. */
export const starts = (stage: Stage): boolean => {
  const all = inherited(stage);
  return ['CMD', 'ENTRYPOINT'].some((wanted) => {
    const args = all.findLast(({ keyword }) => keyword === wanted)?.args ?? [];
    return args.length > 0 && !WAITS.test(args.join(' '));
  });
};

/** Names of stages, and what is added to the names of files, for development and tests. */
const ASIDE = /(?:^|[._-])(?:dev|devel|development|tests?|testing|ci|docs?|local|debug|lint)(?:[._-]|$)/i;

const ASIDE_FOLDER = /(?:^|\/)(?:dev|devel|development|ci|local|(?:[\w.-]+[._-])?tests?(?:[._-][\w.-]+)?)\//i;

/** The stage that is deployed: the last one, without what is added for development; undefined if it starts nothing. */
export function deployedStage({ file, stages }: Dockerfile): Stage | undefined {
  const aside = ASIDE_FOLDER.test(file) || ASIDE.test(lastOf(file));
  let stage = aside ? undefined : stages.at(-1);
  while (stage?.name !== undefined && ASIDE.test(stage.name)) stage = stage.parent;
  return stage && starts(stage) ? stage : undefined;
}

/** A stage with those that it continues or copies from. */
export function madeOf({ stages }: Dockerfile, stage: Stage): ReadonlySet<Stage> {
  const found = new Set([stage]);
  for (const one of found) {
    if (one.parent) found.add(one.parent);
    for (const flag of one.instructions.flatMap(({ flags }) => flags)) {
      const [, from] = /(?:^--|[=,])from=([^,]+)/.exec(flag) ?? [];
      const other = stages.find(
        ({ name }, i) => from !== undefined && [name, `${i}`].includes(from.toLowerCase()),
      );
      if (other) found.add(other);
    }
  }
  return found;
}

/** Parses a Dockerfile. @returns undefined for one that is no Dockerfile, or is for Windows */
export function dockerfileOf(file: string, text: string): Dockerfile | undefined {
  try {
    const ast = DockerfileParser.parse(text);
    if (ast.getEscapeCharacter() !== '\\') return undefined;
    return { file, text, stages: stagesOf(ast, text) };
  } catch {
    return undefined;
  }
}

function stagesOf(ast: Ast, text: string): readonly Stage[] {
  const starts = lineStarts(text);
  const defaults = new Map(
    ast.getInitialARGs().flatMap((arg) => {
      const property = arg.getProperty();
      return property ? [[property.getName(), property.getValue() ?? undefined] as const] : [];
    }),
  );
  const stages: { -readonly [K in keyof Stage]: Stage[K] }[] = [];
  let instructions: Instruction[] = [];
  for (const instruction of ast.getInstructions()) {
    const made = instructionOf(instruction, text, starts);
    if (made.keyword !== 'FROM') {
      if (stages.length > 0) instructions.push(made);
      continue;
    }
    const [written = '', as = '', name] = made.args;
    const image = resolved(written, defaults);
    const parent = stages.find((stage) => stage.name !== undefined && stage.name === image?.toLowerCase());
    instructions = [];
    stages.push({
      image,
      name: /^as$/i.test(as) ? name?.toLowerCase() : undefined,
      line: made.line,
      instructions,
      parent,
    });
  }
  return stages;
}

/** A text with the defaults of build arguments in place of variables; undefined if one has none. */
function resolved(text: string, defaults: ReadonlyMap<string, string | undefined>): string | undefined {
  let known = true;
  const value = text.replace(
    /\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))/g,
    (_, braced: string | undefined, instead: string | undefined, bare: string | undefined) => {
      const found = defaults.get(braced ?? bare ?? '') ?? instead;
      if (found === undefined) known = false;
      return found ?? '';
    },
  );
  return known && !value.includes('$') ? value : undefined;
}

const lineStarts = (text: string): readonly number[] => [
  0,
  ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1),
];

function instructionOf(instruction: AstInstruction, text: string, starts: readonly number[]): Instruction {
  const keyword = instruction.getKeyword();
  const range = instruction.getRange();
  const offset = (starts[range.start.line] ?? 0) + range.start.character;
  const end = (starts[range.end.line] ?? 0) + range.end.character;
  const [flags, body] = split(text.slice(offset, end), instruction.getInstruction().length);
  const json = /^\s*\[/.test(body) ? jsonOf(body) : undefined;
  const words =
    json ??
    plain(body)
      .split(/\s+/)
      .filter((word) => word !== '');
  const line = range.start.line + 1;
  return {
    keyword,
    flags,
    args: words,
    line,
    offset,
    commands: RUNNING.has(keyword) ? (json ? direct(json, line) : commandsOf(scriptOf(body), line)) : [],
  };
}

const RUNNING = new Set(['RUN', 'CMD', 'ENTRYPOINT']);

/** A command without a shell. */
const direct = ([name, ...args]: readonly string[], line: number): readonly Command[] => {
  if (name === undefined) return [];
  if (/^(?:\/bin\/)?(?:ba)?sh$/.test(name) && /^-\w*c$/.test(args[0] ?? ''))
    return commandsOf(args[1] ?? '', line).map((command) => ({ ...command, line }));
  return [{ name, args, line, from: 0, sudo: false, dynamic: false, conditional: false, set: [] }];
};

/** Takes the keyword and the flags away. @returns the flags, and the rest with the same length and lines */
function split(text: string, keyword: number): readonly [readonly string[], string] {
  const flags: string[] = [];
  const rest = text.slice(keyword).replace(/^(?:(?:\s|\\\r?\n)+--[a-z][\w-]*(?:=\S*)?)+(?=\s|$)/, (found) => {
    flags.push(...found.split(/\s+/).filter((word) => word.startsWith('--')));
    return blank(found);
  });
  return [flags, blank(text.slice(0, keyword)) + rest];
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** One line, without comments. */
const plain = (text: string): string => text.replace(/^\s*#.*$/gm, '').replace(/\\\r?\n/g, ' ');

/** Comments between continued lines are no part of the command. A heredoc is the script itself. */
function scriptOf(body: string): string {
  const heredoc = /^(\s*<<-?\s*(["']?)(\w+)\2[ \t]*\r?\n)([\s\S]*?)\n\s*\3\s*$/.exec(body);
  if (heredoc) return blank(heredoc[1] ?? '') + (heredoc[4] ?? '');
  return body.replace(/(\\\r?\n)((?:[ \t]*(?:#[^\n]*)?\r?\n)+)/g, (_, before: string, comments: string) => {
    // Each line becomes a continuation of the same length; an empty one has no room for it.
    const lines = comments.split('\n').slice(0, -1);
    return before + lines.map((line) => (line === '' ? '\n' : `${' '.repeat(line.length - 1)}\\\n`)).join('');
  });
}

function jsonOf(body: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(body.replace(/\\\r?\n/g, ' '));
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}
