/** `create-pyproject check`: says whether a project is as its standard has it. */
import type { Change } from '../disk/changes.js';
import { MANAGED } from '../follow/follow-file.js';
import type { Host } from '../host/host.js';
import { paint } from '../host/paint.js';
import { EXIT, UserError } from '../model/errors.js';
import { RECORD } from '../model/paths.js';
import type { Generator } from './cli.js';
import { type FollowedProject, followProject } from './follow-project.js';
import { openProject } from './opened-project.js';
import { changesByFolder, UPDATE_WORDS } from './report.js';
import { RUN_FLAGS } from './runflags.js';
import { sarif, writeSarif } from './sarif.js';
import { subcommandFlags, subcommandHelp } from './subcommand-flags.js';
import { closing, noteLines } from './summary.js';

const USAGE = `Usage: create-pyproject check [DIRECTORY] [FLAGS]

Says whether a project that create-pyproject has made is up to date: what an update would change, which
managed files were edited, and which conflicts of an update were left. Writes nothing in the project.

The exit code is 0 if nothing is to be done, else 4.
`;

const FLAGS = {
  pack: { ...RUN_FLAGS.pack, help: 'compare with this pack instead of those in the record (repeatable)' },
  offline: RUN_FLAGS.offline,
  json: RUN_FLAGS.json,
  sarif: { type: 'string', value: 'FILE', help: 'also write the findings to a file for code scanning' },
  quiet: { type: 'boolean', help: 'only the exit code' },
  color: RUN_FLAGS.color,
  help: RUN_FLAGS.help,
} as const;

/** Something that is to be done. */
interface Finding {
  readonly code: 'behind' | 'managed' | 'unresolved';
  readonly path: string;
  readonly message: string;
}

const RULES: Readonly<Record<Finding['code'], { readonly summary: string; readonly help: string }>> = {
  behind: {
    summary: 'The standard has something else',
    help: 'Run create-pyproject update, and commit what it changes.',
  },
  managed: {
    summary: 'A managed file was edited',
    help: 'Run create-pyproject update, which replaces it; propose the change to the standard.',
  },
  unresolved: {
    summary: 'A conflict of an update is left',
    help: 'Keep what is right, and remove the markers.',
  },
};

/** @param args the arguments after `check` @returns the exit code @throws {@link UserError} */
export async function checkCommand(
  args: readonly string[],
  host: Host,
  generator: Generator,
): Promise<number> {
  const { flags, positionals } = subcommandFlags('check', args, FLAGS);
  if (flags.help) {
    host.out.write(subcommandHelp(USAGE, FLAGS, host.out.columns));
    return EXIT.done;
  }
  if (positionals.length > 1)
    throw new UserError('E_DIRECTORY', `check takes one directory, not ${positionals.length}`);
  if (flags.color !== undefined) host.setColor(flags.color);
  const [shown = '.'] = positionals;
  const opened = await openProject(host, generator, {
    shown,
    packs: flags.pack ?? [],
    offline: flags.offline === true,
  });
  const project = await followProject(host, generator.version, opened, {
    set: {},
    fetchBase: false,
    conflicts: 'markers',
    asking: undefined,
  });
  const findings = findingsOf(project);
  if (flags.sarif !== undefined) {
    const rules = Object.entries(RULES).map(([code, rule]) => ({ code, ...rule }));
    const found = findings.map(({ path, ...finding }) => ({ ...finding, file: path, line: 1 }));
    writeSarif(host, flags.sarif, sarif(generator.version, 'check', rules, found));
  }
  if (flags.json) {
    const { directory, record } = project;
    const told = {
      version: generator.version,
      from: record.version,
      directory,
      findings,
      next: findings.some(({ code }) => code !== 'unresolved') ? [updateOf(host, shown)] : [],
    };
    host.out.write(`${JSON.stringify(told, null, 2)}\n`);
  } else if (!flags.quiet) host.out.write(report(host, shown, generator.version, project, findings));
  return findings.length === 0 ? EXIT.done : EXIT.findings;
}

function findingsOf({ changes, conflicts, unresolved }: FollowedProject): readonly Finding[] {
  // An update leaves these as they are, and says so.
  const left = conflicts.filter(
    (path) =>
      !unresolved.includes(path) &&
      !changes.some((change) => change.path === path && change.action !== 'kept'),
  );
  return [
    ...unresolved.map(
      (path): Finding => ({ code: 'unresolved', path, message: 'both sides of a conflict stand in it' }),
    ),
    ...changes.flatMap((change): Finding[] => {
      const message = messageOf(change);
      if (message === undefined || unresolved.includes(change.path)) return [];
      return [{ code: change.remark === MANAGED ? 'managed' : 'behind', path: change.path, message }];
    }),
    ...left.map(
      (path): Finding => ({
        code: 'behind',
        path,
        message: 'the standard changed it, and the project has something else',
      }),
    ),
  ];
}

function messageOf({ action, path, remark }: Change): string | undefined {
  if (path === RECORD) return undefined;
  switch (action) {
    case 'create':
      return 'the standard has this file';
    case 'delete':
      return 'the standard has this file no longer';
    case 'renew':
      return 'the standard has another text';
    case 'merged':
      return 'the standard has another text, which an update merges';
    case 'marked':
      return 'the standard changed lines that the project changed, too';
    case 'replace':
      return remark === MANAGED ? 'a managed file was edited' : 'the standard has another text';
    default:
      return undefined;
  }
}

const updateOf = ({ platform: { word } }: Host, shown: string): string =>
  `create-pyproject update${shown === '.' ? '' : ` ${word(shown)}`}`;

function report(
  host: Host,
  shown: string,
  version: string,
  project: FollowedProject,
  findings: readonly Finding[],
): string {
  if (findings.length === 0) return `${shown} is as create-pyproject ${version} has it\n`;
  const unresolved = findings.filter(({ code }) => code === 'unresolved').map(({ path }) => path);
  const behind = findings.length - unresolved.length;
  return [
    noteLines(
      host.out,
      unresolved.length === 0 ? [] : [`conflicts of an update are left in ${unresolved.join(', ')}`],
    ),
    behind === 0
      ? ''
      : changesByFolder(
          shown,
          project.changes.filter(({ path }) => path !== RECORD),
          host.out.columns,
          UPDATE_WORDS,
        ),
    behind === 0 ? '' : closing(host.out, [], [updateOf(host, shown)], [], paint(host, host.out)),
  ].join('');
}
