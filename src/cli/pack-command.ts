/** `create-pyproject pack`: starts, checks and tests a team's pack. */
import type { Host } from '../host/host.js';
import { EXIT, UserError } from '../model/errors.js';
import type { Pack } from '../model/pack.js';
import { noneOf } from '../model/suggest.js';
import type { Generator } from './cli.js';
import { paragraph } from './columns.js';
import { withPacks } from './layers.js';

const USAGE = `Usage:
  create-pyproject pack init DIRECTORY   a pack that changes nothing yet, with a test case and CI
                                         (--npm, --scope @acme: also a package for npm create)
  create-pyproject pack from PROJECT DIRECTORY
                                         a pack that makes the changes of this project again
  create-pyproject pack check [FOLDER]   the faults of a pack, with their file and line
  create-pyproject pack test [FOLDER]    compares the cases in test/ with what the pack writes
                                         (--update accepts what it writes now)
  create-pyproject pack files            the files that a pack can replace, as part and path

FOLDER is the current directory if it is left out. --pack SOURCE puts it over another pack; pack from
takes a project that was made with that pack.
A directory that is called pack is ./pack.
`;

const ACTIONS = ['init', 'from', 'check', 'test', 'files', 'help'];

/** Runs the command itself with other arguments and another generator. */
type Run = (args: readonly string[], generator: Generator) => Promise<number>;

/**
 * @param args the arguments after `pack`
 * @returns the exit code
 * @throws {@link UserError}
 */
export async function packCommand(
  args: readonly string[],
  host: Host,
  generator: Generator,
  run: Run,
): Promise<number> {
  const [action = '', ...rest] = args;
  if (args.length === 0 || action === 'help' || action === '--help' || action === '-h') {
    host.out.write(USAGE);
    return EXIT.done;
  }
  if (!ACTIONS.includes(action))
    throw new UserError('E_FLAG', `pack: ${noneOf(action, ACTIONS)}`, 'see create-pyproject pack help');
  if (action === 'init') {
    if (!generator.teamPacks) throw new Error('there is no generator of packs');
    return run(rest, await generator.teamPacks());
  }
  if (action === 'files') {
    const templates = (await generator.load()).templates();
    host.out.write(
      templates
        .map(({ part, file }) => `templates/${part}/${file}\n`)
        .sort()
        .join(''),
    );
    return EXIT.done;
  }
  if (action === 'from') {
    const { from } = await import('./pack-from.js');
    const { folders, below } = parsed(action, rest, 2);
    return from(host, generator, folders, below);
  }
  const { folders, below, update } = parsed(action, rest, 1);
  const [folder = '.'] = folders;
  const base = await generator.load();
  const pack = await withPacks(host, generator, [...below, folder], { offline: false, all: true });
  if (action === 'check') await check(host, pack, base, folder, generator.version);
  else await test(host, pack, folder, update, generator.version);
  return EXIT.done;
}

interface Parsed {
  readonly folders: readonly string[];
  /** The packs below it. */
  readonly below: readonly string[];
  readonly update: boolean;
}

/** @throws {@link UserError} E_FLAG, E_DIRECTORY */
function parsed(action: string, args: readonly string[], most: number): Parsed {
  const below: string[] = [];
  const rest: string[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    if (arg === '--pack') below.push(args[++i] ?? '');
    else rest.push(arg);
  }
  const update = action === 'test' && rest.includes('--update');
  const others = update ? rest.filter((arg) => arg !== '--update') : rest;
  return { folders: positionalsOf(action, others, most), below, update };
}

/** @throws {@link UserError} E_FLAG for a flag, E_DIRECTORY for one folder too many */
function positionalsOf(action: string, args: readonly string[], most: number): readonly string[] {
  const flag = args.find((arg) => arg.startsWith('-'));
  const hint = 'see create-pyproject pack help';
  if (flag !== undefined) throw new UserError('E_FLAG', `pack ${action}: unknown flag ${flag}`, hint);
  if (args.length > most)
    throw new UserError(
      'E_DIRECTORY',
      `pack ${action} takes ${most === 1 ? 'one folder' : 'two folders'}`,
      hint,
    );
  return args;
}

const named = ({ layers }: Pack): string =>
  layers.map(({ name, version }) => `${name} ${version}`).join(', ');

async function check(host: Host, pack: Pack, base: Pack, folder: string, version: string): Promise<void> {
  const { checkPack } = await import('../packs/check-pack.js');
  const { faults, notes } = checkPack(pack, base, version);
  if (faults.length > 0)
    throw new UserError(
      'E_PACK',
      [`the pack ${folder} has faults`, ...faults.map((fault) => `  ${fault}`)].join('\n'),
    );
  host.out.write(`${named(pack)}: no faults\n`);
  for (const note of notes) host.out.write(`  ${paragraph(host.out, `note: ${note}`, '    ')}\n`);
}

async function test(host: Host, pack: Pack, folder: string, update: boolean, version: string): Promise<void> {
  const { casesOf, refuseDifferences, testCase } = await import('../packs/test-pack.js');
  const where = host.platform.path.resolve(host.cwd, folder);
  const cases = casesOf(host, where);
  if (cases.length === 0)
    throw new UserError(
      'E_TEST',
      `${folder} has no test case`,
      'write test/default/answers.toml, then pack test --update',
    );
  const differences = cases.flatMap((name) => testCase(host, pack, where, name, update, version));
  if (!update) refuseDifferences(differences);
  for (const { file, difference } of differences) host.out.write(`${file}: ${difference}\n`);
  const count = cases.length === 1 ? '1 case' : `${cases.length} cases`;
  host.out.write(`${named(pack)}: ${count} ${update ? 'accepted' : 'as written'}\n`);
}
