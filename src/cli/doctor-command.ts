/** `create-pyproject doctor`: finds the mistakes that break environments and releases, in any project. */
import { parseArgs } from 'node:util';
import type { Change } from '../disk/changes.js';
import { apply } from '../disk/disk.js';
import { applyEdits } from '../doctor/apply-edits.js';
import { diagnose } from '../doctor/diagnose.js';
import { Project } from '../doctor/project.js';
import { readProject } from '../doctor/read-project.js';
import type { Facts, Finding } from '../doctor/rule.js';
import { RULES } from '../doctor/rules.js';
import { settingsOf } from '../doctor/settings.js';
import { usageText } from '../doctor/usage.js';
import type { Host } from '../host/host.js';
import { EXIT, UserError } from '../model/errors.js';
import { modeOf } from '../model/platform.js';
import { visible } from '../model/redact.js';
import { suggest } from '../model/suggest.js';
import { replaceFile } from '../packs/tree.js';
import { rows } from './columns.js';
import { findingsJson, findingsText } from './doctor-report.js';
import { differences } from './report.js';
import { sarif } from './sarif.js';

const FLAGS = {
  json: { type: 'boolean', help: 'print one JSON object on standard output and nothing else' },
  sarif: { type: 'string', value: 'FILE', help: 'also write the findings to a file for code scanning' },
  ignore: { type: 'string', value: 'CODE', multiple: true, help: 'leave out a rule (repeatable)' },
  fix: { type: 'boolean', help: 'make the changes that are safe, and show them' },
  today: { type: 'string', value: 'DATE', help: 'the day for the ends of support, as in 2026-11-28' },
  color: { type: 'boolean', help: 'colors, also --no-color' },
  help: { type: 'boolean', short: 'h', help: 'print this help' },
} as const;

const flagRows = (): string[] =>
  rows(
    Object.entries<{ help: string; value?: string }>(FLAGS).map(
      ([name, { help, value }]) => [`--${name}${value ? ` ${value}` : ''}`, help] as const,
    ),
    2,
    { all: 80 },
  );

const ruleRows = (): string[] =>
  rows(
    RULES.map(({ code, summary }) => [code, summary.replaceAll('`', '')] as const),
    2,
    { all: 80 },
  );

interface Wish {
  readonly directory: string;
  readonly json: boolean;
  readonly sarif: string | undefined;
  readonly ignore: readonly string[];
  readonly fix: boolean;
  readonly today: string | undefined;
  readonly color: boolean | undefined;
  readonly help: boolean;
}

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
  const wish = wishOf(args);
  if (wish.help) {
    host.out.write(usageText(flagRows(), ruleRows()));
    return EXIT.done;
  }
  if (wish.color !== undefined) host.setColor(wish.color);
  const { path } = host.platform;
  const directory = path.resolve(host.cwd, wish.directory);
  if (!isDirectory(host, directory))
    throw new UserError(
      'E_DIRECTORY',
      `${wish.directory} is not a directory`,
      'name the folder of a project',
    );
  const facts = { today: wish.today ?? new Date().toISOString().slice(0, 10), endOfLife };
  const examine = async (): Promise<{ project: Project; findings: readonly Finding[]; note: string }> => {
    const source = await readProject(host, directory);
    const project = new Project(source);
    const settings = settingsOf(
      project,
      wish.ignore,
      RULES.map(({ code }) => code),
    );
    return { project, findings: diagnose(project, facts, settings, RULES), note: source.note };
  };
  let { project, findings, note } = await examine();
  if (note !== '') host.err.write(`create-pyproject: ${visible(note)}\n`);
  if (wish.fix) {
    const changes = changesOf(host, directory, project, findings);
    if (changes.length > 0) {
      apply(host, directory, 'full', changes);
      if (!wish.json) host.out.write(`${await differences(changes)}\n`);
      ({ project, findings, note } = await examine());
    }
  }
  if (wish.sarif !== undefined) writeSarif(host, wish.sarif, version, findings);
  if (wish.json) host.out.write(findingsJson(version, directory, findings));
  else if (findings.length === 0) host.out.write('no findings\n');
  else {
    const fixable = findings.filter(({ edits }) => (edits ?? []).length > 0).length;
    host.out.write(findingsText(host, findings, fixable));
  }
  return findings.length === 0 ? EXIT.done : EXIT.found;
}

/** @throws {@link UserError} E_FLAG, E_DIRECTORY, E_VALUE */
function wishOf(args: readonly string[]): Wish {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    allowNegative: true,
    tokens: true,
    options: FLAGS,
  });
  const hint = 'see create-pyproject doctor --help';
  const texts: Record<string, string[]> = {};
  const set: Record<string, boolean> = {};
  const directories: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') directories.push(token.value);
    if (token.kind !== 'option') continue;
    const name = token.rawName === '--no-color' ? 'color' : token.name;
    const flag = Object.hasOwn(FLAGS, name) ? FLAGS[name as keyof typeof FLAGS] : undefined;
    const near = suggest(name, Object.keys(FLAGS));
    if (!flag || (token.rawName.startsWith('--no-') && name !== 'color'))
      throw new UserError(
        'E_FLAG',
        `doctor: unknown flag ${token.rawName}`,
        near ? `did you mean --${near}?` : hint,
      );
    if (flag.type === 'boolean') {
      if (token.value !== undefined)
        throw new UserError('E_FLAG', `doctor: ${token.rawName} takes no value`, hint);
      set[name] = token.rawName !== '--no-color';
    } else if (!token.value || (token.inlineValue === false && /^-./.test(token.value)))
      throw new UserError('E_FLAG', `doctor: ${token.rawName} needs a value`, hint);
    else if (name !== 'ignore' && texts[name] !== undefined)
      throw new UserError('E_FLAG', `doctor: ${token.rawName} is given twice`, `give ${token.rawName} once`);
    else texts[name] = [...(texts[name] ?? []), token.value];
  }
  if (directories.length > 1)
    throw new UserError('E_DIRECTORY', `doctor takes one directory, not ${directories.length}`, hint);
  const [today] = texts.today ?? [];
  if (today !== undefined && (!/^\d{4}-\d\d-\d\d$/.test(today) || Number.isNaN(Date.parse(today))))
    throw new UserError('E_VALUE', `--today: ${JSON.stringify(today)} is no date`, 'write it as 2026-11-28');
  return {
    directory: directories[0] ?? '.',
    json: set.json ?? false,
    sarif: texts.sarif?.[0],
    ignore: texts.ignore ?? [],
    fix: set.fix ?? false,
    today,
    color: set.color,
    help: set.help ?? false,
  };
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

/** Replaces the file in one step. @throws {@link UserError} E_DISK */
function writeSarif(host: Host, file: string, version: string, findings: readonly Finding[]): void {
  const text = sarif(
    version,
    'doctor',
    RULES.map(({ code, summary, why, fix }) => ({ code, summary, help: `${why}\n\n${fix}` })),
    findings.map(({ rule, ...found }) => ({ ...found, code: rule.code })),
  );
  const target = host.platform.path.resolve(host.cwd, file);
  try {
    replaceFile(host, target, Buffer.from(text), 0o644);
  } catch (error) {
    throw new UserError('E_DISK', `--sarif: ${(error as Error).message}`, 'name a file that you may write');
  }
}
