import * as assert from 'uvu/assert';
import { parseArguments } from '../../src/cli/argv.js';
import { UserError } from '../../src/model/errors.js';
import { pack } from '../golden.js';
import { suite } from '../harness.js';

const test = suite('arguments');

const parse = (...args: string[]) => parseArguments(args, pack.options);

const given = (...args: string[]) =>
  Object.fromEntries(Object.entries(parse(...args).given).map(([name, { value }]) => [name, value]));

/** The error for refused arguments: "code: message; hint". */
function refusal(...args: string[]): string {
  try {
    parse(...args);
  } catch (error) {
    if (error instanceof UserError) return `${error.code}: ${error.message}; ${error.hint}`;
    throw error;
  }
  throw new Error(`${args.join(' ')} was accepted`);
}

test('the first positional argument is the directory, in any position', () => {
  assert.is(parse('--yes', 'app').directory, 'app');
  assert.is(parse('app', '--kind', 'web').directory, 'app');
  assert.is(parse('--docker', 'app').directory, 'app');
  assert.is(parse('.').directory, '.');
  assert.is(parse().directory, undefined);
});

test('after --, a name may look like a flag', () => {
  assert.is(parse('--', '--app').directory, '--app');
});

test('a value follows a blank or an equals sign', () => {
  assert.equal(given('--kind', 'web'), { kind: 'web' });
  assert.equal(given('--kind=web'), { kind: 'web' });
  assert.equal(given('--description=a = b'), { description: 'a = b' });
  assert.equal(given('--author='), { author: '' });
});

test('a value records the flag that it came from', () => {
  assert.is(parse('--kind', 'web').given.kind?.from, '--kind');
});

test('a repeatable flag collects its values in order', () => {
  assert.equal(given('--keyword', 'b', '--keyword=a'), { keyword: ['b', 'a'] });
  assert.equal(given('--dependency', 'attrs'), { dependency: ['attrs'] });
});

test('a yes/no option is --x or --no-x', () => {
  assert.equal(given('--docker'), { docker: true });
  assert.equal(given('--no-docker'), { docker: false });
});

test('a run flag is not an answer', () => {
  const { given, run } = parse('-y', '--no-git', '--install', '--answers', '-', '--dry-run');
  assert.equal(given, {});
  assert.equal(run, { yes: true, git: false, install: true, answers: '-', 'dry-run': true });
});

test('the short flags are those of --help', () => {
  assert.equal(parse('-y').run, { yes: true });
  assert.equal(parse('-h').run, { help: true });
  assert.equal(parse('-V').run, { version: true });
});

test('an unknown flag is refused, and the nearest flag is suggested', () => {
  assert.is(refusal('--bakend', 'flit'), 'E_FLAG: unknown flag --bakend; did you mean --backend?');
  assert.is(refusal('--licence=MIT'), 'E_FLAG: unknown flag --licence; did you mean --license?');
  assert.is(refusal('--no-dokcer'), 'E_FLAG: unknown flag --no-dokcer; did you mean --no-docker?');
  assert.is(refusal('--zzzzzz'), 'E_FLAG: unknown flag --zzzzzz; see --help for all flags');
  assert.is(refusal('-z'), 'E_FLAG: unknown flag -z; see --help for all flags');
  assert.is(refusal('--constructor'), 'E_FLAG: unknown flag --constructor; see --help for all flags');
});

test('--no- is only for yes/no flags', () => {
  assert.match(refusal('--no-kind'), /^E_FLAG: unknown flag --no-kind;/);
  assert.match(refusal('--no-yes'), /^E_FLAG: unknown flag --no-yes;/);
});

test('a yes/no flag with a value is refused', () => {
  assert.is(refusal('--docker=no'), 'E_FLAG: --docker takes no value; write --docker or --no-docker');
  assert.is(refusal('--no-git=1'), 'E_FLAG: --no-git takes no value; write --git or --no-git');
  assert.is(refusal('--yes=1'), 'E_FLAG: --yes takes no value; write --yes');
});

test('a flag without its value is refused', () => {
  assert.is(refusal('--name'), 'E_FLAG: --name needs a value; write --name VALUE');
  assert.is(
    refusal('--name', '--kind', 'web'),
    'E_FLAG: --name needs a value, and --kind looks like a flag; if it is the value, write --name=--kind',
  );
  assert.equal(given('--description=-x'), { description: '-x' });
});

test('a flag that is given twice must have the same value', () => {
  assert.is(
    refusal('--kind', 'cli', '--kind', 'web'),
    'E_FLAG: --kind is given twice, with different values; give --kind once',
  );
  assert.match(refusal('--docker', '--no-docker'), /^E_FLAG: --docker is given twice/);
  assert.equal(given('--kind', 'cli', '--kind', 'cli'), { kind: 'cli' });
});

test('an extra positional argument is refused', () => {
  assert.is(
    refusal('app', 'web'),
    'E_DIRECTORY: one directory is expected, not 2: "app" "web"; quote a name that contains a blank; a value follows its flag, as in --kind web',
  );
});

test('an empty directory is refused', () => {
  assert.match(refusal(''), /^E_DIRECTORY: the directory is empty;/);
});
