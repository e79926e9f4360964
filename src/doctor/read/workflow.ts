/** Workflows of GitHub Actions: events, jobs, steps, and the commands of each step. */
import { type Command, commandsOf } from './shell.js';
import { at, type Node, textsOf } from './yaml.js';

/** A step of a job. */
export interface Step {
  readonly line: number;
  /** The action, as in `actions/checkout@v4`, with its line. */
  readonly uses: { readonly text: string; readonly line: number } | undefined;
  readonly with: Node | undefined;
  readonly env: Node | undefined;
  readonly guarded: boolean;
  /** The folder that it runs in; '' for that of the project. */
  readonly folder: string;
  /** The text of `run`; '' without one. */
  readonly script: string;
  /** Its commands; none for another shell than bash or sh. */
  readonly commands: readonly Command[];
  /** Where a command's name stands in the file; undefined if the script is not written line by line. */
  offsetOf(command: Command): number | undefined;
}

/** A job. */
export interface Job {
  readonly name: string;
  readonly line: number;
  readonly node: Node;
  readonly guarded: boolean;
  readonly needs: readonly string[];
  /** The label of its runner; '' if it is not a text. */
  readonly runner: string;
  /** A workflow that it calls. */
  readonly uses: { readonly text: string; readonly line: number } | undefined;
  readonly steps: readonly Step[];
}

/** A workflow. */
export interface Workflow {
  readonly file: string;
  readonly text: string;
  /** Its events -> the line of each. */
  readonly on: ReadonlyMap<string, number>;
  readonly jobs: readonly Job[];
  readonly env: Node | undefined;
}

/** The name of an action without its version, in small letters. */
export const actionOf = (uses: string): string => (uses.split('@')[0] ?? '').toLowerCase();

/** @returns undefined for a file that is no workflow */
export function workflowOf(file: string, text: string, node: Node): Workflow | undefined {
  const jobs = node.map.get('jobs');
  // YAML 1.1 reads the key `on` as true.
  const on = node.map.get('on') ?? node.map.get('true');
  if (!jobs || !on) return undefined;
  const events = new Map<string, number>([
    ...textsOf(on).map((event) => [event, on.line] as const),
    ...on.keyLines,
  ]);
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return {
    file,
    text,
    on: events,
    env: node.map.get('env'),
    jobs: [...jobs.map].map(([name, job]) => {
      const shell = settingOf('shell', job, node);
      const folder = settingOf('working-directory', job, node);
      return {
        name,
        line: jobs.keyLines.get(name) ?? job.line,
        node: job,
        guarded: job.map.has('if'),
        needs: textsOf(job.map.get('needs')),
        runner: job.map.get('runs-on')?.text ?? '',
        uses: usesOf(job),
        steps: (job.map.get('steps')?.list ?? []).map((step) =>
          stepOf(step, { shell, folder }, text, starts),
        ),
      };
    }),
  };
}

/** What a job, or else its workflow, sets for all its scripts. */
const settingOf = (name: string, ...nodes: readonly Node[]): string | undefined =>
  nodes.flatMap((node) => at(node, 'defaults', 'run', name)?.text ?? [])[0];

const usesOf = (node: Node): Step['uses'] => {
  const uses = node.map.get('uses');
  return uses?.text === undefined ? undefined : { text: uses.text, line: uses.line };
};

function stepOf(
  step: Node,
  { shell, folder }: { readonly shell: string | undefined; readonly folder: string | undefined },
  text: string,
  starts: readonly number[],
): Step {
  const run = step.map.get('run');
  const script = run?.text ?? '';
  const { block = false, plain = false } = run?.written ?? {};
  const line = run ? run.line + (block ? 1 : 0) : step.line;
  const lines = script.split('\n');
  const commands = /^(?:(?:ba)?sh\b|\s*$)/.test(step.map.get('shell')?.text ?? shell ?? '')
    ? commandsOf(script, line)
    : [];
  // A folded or quoted script has other lines than its file.
  const byLine = block || (plain && script === run?.written?.source && lines.length === 1);
  return {
    line: step.line,
    uses: usesOf(step),
    with: step.map.get('with'),
    env: step.map.get('env'),
    guarded: step.map.has('if'),
    folder: (step.map.get('working-directory')?.text ?? folder ?? '').replace(/^\.(?:\/|$)|\/$/g, ''),
    script,
    commands: byLine ? commands : commands.map((command) => ({ ...command, line: run?.line ?? step.line })),
    offsetOf: (command) => {
      if (!byLine) return undefined;
      const start = starts[command.line - 1] ?? 0;
      const before = script.slice(0, command.from);
      const column = command.from - (before.lastIndexOf('\n') + 1);
      if (!block) return (run?.from ?? 0) + command.from;
      const first = lines[command.line - line] ?? '';
      const indent = text.indexOf(first, start) - start;
      return indent < 0 || !/^[ ]*$/.test(text.slice(start, start + indent))
        ? undefined
        : start + indent + column;
    },
  };
}
