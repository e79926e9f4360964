/** `create-pyproject doctor`: finds the mistakes that break environments and releases, in any project. */
import type { Change } from '../disk/changes.js';
import { apply } from '../disk/disk.js';
import { applyEdits } from '../doctor/apply-edits.js';
import { diagnose } from '../doctor/diagnose.js';
import { Project } from '../doctor/project.js';
import { readProject } from '../doctor/read-project.js';
import type { Facts, Finding } from '../doctor/rule.js';
import { RULES } from '../doctor/rules.js';
import { settingsOf } from '../doctor/settings.js';
import { SETTINGS, USAGE } from '../doctor/usage.js';
import type { Host } from '../host/host.js';
import { EXIT, UserError } from '../model/errors.js';
import { modeOf } from '../model/platform.js';
import { visible } from '../model/redact.js';
import { rows } from './columns.js';
import { findingsJson, findingsText } from './doctor-report.js';
import { differences } from './report.js';
import { RUN_FLAGS } from './runflags.js';
import { sarif, writeSarif } from './sarif.js';
import { subcommandFlags, subcommandHelp } from './subcommand-flags.js';

const FLAGS = {
  json: RUN_FLAGS.json,
  sarif: { type: 'string', value: 'FILE', help: 'also write the findings to a file for code scanning' },
  ignore: { type: 'string', value: 'CODE', list: true, help: 'leave out a rule (repeatable)' },
  fix: { type: 'boolean', help: 'make the changes that are safe, and show them' },
  today: { type: 'string', value: 'DATE', help: 'the day for the ends of support, as in 2026-11-28' },
  color: RUN_FLAGS.color,
  help: RUN_FLAGS.help,
} as const;

const helpText = (width: number): string =>
  [
    subcommandHelp(USAGE, FLAGS, width),
    'Rules:',
    ...rows(
      RULES.map(({ code, summary }) => [code, summary.replaceAll('`', '')] as const),
      2,
      { all: width },
    ),
    '',
    SETTINGS,
  ].join('\n');

/**
 * @param args the arguments after `doctor`
 * @param endOfLife see {@link Facts}
 * @returns the exit code
 * @throws {@link UserError}
 */
export async function doctorCommand(
  args: readonly string[],
  host: Host,
  version: string,
  endOfLife: Facts['endOfLife'],
): Promise<number> {
  const { flags, positionals } = subcommandFlags('doctor', args, FLAGS);
  if (flags.help) {
    host.out.write(helpText(host.out.columns || 80));
    return EXIT.done;
  }
  if (flags.color !== undefined) host.setColor(flags.color);
  if (positionals.length > 1)
    throw new UserError('E_DIRECTORY', `doctor takes one directory, not ${positionals.length}`);
  const [shown = '.'] = positionals;
  const directory = host.platform.path.resolve(host.cwd, shown);
  if (!isDirectory(host, directory))
    throw new UserError('E_DIRECTORY', `${shown} is not a directory`, 'name the folder of a project');
  const facts = { today: dayOf(flags.today), endOfLife };
  const examine = async (): Promise<{ project: Project; findings: readonly Finding[]; note: string }> => {
    const source = await readProject(host, directory);
    const project = new Project(source);
    const settings = settingsOf(
      project,
      flags.ignore ?? [],
      RULES.map(({ code }) => code),
    );
    return { project, findings: diagnose(project, facts, settings, RULES), note: source.note };
  };
  let { project, findings, note } = await examine();
  if (note !== '') host.err.write(`create-pyproject: ${visible(note)}\n`);
  if (flags.fix) {
    const changes = changesOf(host, directory, project, findings);
    if (changes.length > 0) {
      apply(host, directory, 'full', changes);
      if (!flags.json) host.out.write(`${visibleLines(await differences(changes))}\n`);
      ({ project, findings, note } = await examine());
    }
  }
  if (flags.sarif !== undefined)
    writeSarif(
      host,
      flags.sarif,
      sarif(
        version,
        'doctor',
        RULES.map(({ code, summary, why, fix }) => ({ code, summary, help: `${why}\n\n${fix}` })),
        findings.map(({ rule, ...found }) => ({ ...found, code: rule.code })),
      ),
    );
  if (flags.json) host.out.write(findingsJson(version, directory, findings));
  else if (findings.length === 0) host.out.write('no findings\n');
  else {
    const fixable = findings.filter(({ edits }) => (edits ?? []).length > 0).length;
    host.out.write(findingsText(host, findings, fixable));
  }
  return findings.length === 0 ? EXIT.done : EXIT.findings;
}

/** A project may be anybody's: what would move the cursor is escaped, and lines and tabs stay. */
const visibleLines = (text: string): string =>
  text.replace(/[^\n\t]+/g, (part) => visible(part.replace(/\r$/, '')));

/** @throws {@link UserError} E_VALUE */
function dayOf(given: string | undefined): string {
  if (given === undefined) return new Date().toISOString().slice(0, 10);
  if (!/^\d{4}-\d\d-\d\d$/.test(given) || Number.isNaN(Date.parse(given)))
    throw new UserError('E_VALUE', `--today: ${JSON.stringify(given)} is no date`, 'write it as 2026-11-28');
  return given;
}

function isDirectory(host: Host, directory: string): boolean {
  try {
    return host.fs.lstat(host.fs.realpath(directory))?.isDirectory() === true;
  } catch {
    return false;
  }
}

const changesOf = (
  host: Host,
  directory: string,
  project: Project,
  findings: readonly Finding[],
): readonly Change[] =>
  applyEdits(project, findings).map(({ file, before, after }) => ({
    path: file,
    action: before === undefined ? 'create' : 'replace',
    before: before === undefined ? undefined : Buffer.from(before),
    after: Buffer.from(after),
    mode: modeIn(host, directory, file),
  }));

/** A file keeps its mode. */
function modeIn(host: Host, directory: string, file: string): string {
  const mode = host.fs.lstat(host.platform.path.join(directory, file))?.mode;
  return mode === undefined ? '0644' : modeOf(host.platform, mode);
}
