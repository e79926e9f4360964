import * as assert from 'uvu/assert';
import { parseArguments } from '../../src/cli/argv.js';
import { keptNote } from '../../src/cli/meant.js';
import { UserError } from '../../src/model/errors.js';
import { pack } from '../golden.js';
import { suite } from '../harness.js';

const test = suite('flags that npm keeps');

type Environment = Readonly<Record<string, string>>;

/** What npm 10 and 11 export when they run the command; see docs/notes/npm.md. */
const init = (settings: Environment = {}): Environment => ({
  npm_command: 'init',
  npm_lifecycle_event: 'npx',
  npm_lifecycle_script: "'create-pyproject'",
  ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [`npm_config_${name}`, value])),
});

const parse = (args: string, env: Environment) =>
  parseArguments(args.split(' ').filter(Boolean), pack.options, env);

function refusal(args: string, env: Environment): string {
  try {
    parse(args, env);
  } catch (error) {
    if (error instanceof UserError) return `${error.code}: ${error.message}; ${error.hint}`;
    throw error;
  }
  throw new Error(`${args} was accepted`);
}

const meant = (args: string, env: Environment): string => {
  const said = refusal(args, env);
  return said.slice(said.indexOf('npm create pyproject@latest') + 'npm create pyproject@latest'.length + 1);
};

test('a yes/no flag that npm kept is named, with the command that was meant', () => {
  assert.is(
    refusal('my-app', init({ docker: 'true' })),
    'E_FLAG: npm has kept --docker for itself; what is for create-pyproject goes behind --: npm create pyproject@latest my-app -- --docker',
  );
  assert.match(refusal('my-app', init({ docker: '' })), 'npm has kept --no-docker for itself');
  assert.match(refusal('my-app', init({ git: 'false' })), 'npm has kept --no-git for itself');
});

test('a run that was to write nothing writes nothing', () => {
  assert.match(refusal('my-app', init({ dry_run: 'true' })), 'npm has kept --dry-run for itself');
  assert.match(refusal('my-app', init({ diff: 'true' })), 'npm has kept --diff for itself');
});

test('a value behind an equals sign is kept with its flag', () => {
  assert.is(meant('my-app', init({ kind: 'library' })), 'my-app -- --kind library');
  assert.is(meant('my-app', init({ author: "Ann O'Neill" })), "my-app -- --author 'Ann O'\\''Neill'");
});

test('a value behind a blank came as a directory: a choice is found wherever it stands', () => {
  assert.is(meant('my-app library', init({ kind: 'true', yes: 'true' })), 'my-app -- --kind library --yes');
  assert.is(meant('library my-app', init({ kind: 'true' })), 'my-app -- --kind library');
  assert.is(meant('library', init({ kind: 'true' })), '-- --kind library');
  assert.is(
    meant('MIT my-app flit 3.12', init({ python: 'true', license: 'true', backend: 'true' })),
    'my-app -- --backend flit --license MIT --python 3.12',
  );
});

test('one free text is what remains behind the directory, and of several none is guessed', () => {
  assert.is(meant('my-app x', init({ module: 'true' })), 'my-app -- --module x');
  assert.is(
    meant('my-app x y', init({ module: 'true', author: 'true' })),
    'my-app -- --module VALUE --author VALUE --FLAG x --FLAG y',
  );
  assert.is(
    meant('my-app a', init({ keyword: 'true\n\nb', answers: 'x.toml' })),
    'my-app -- --keyword a --keyword b --answers x.toml',
  );
});

test('several values of one flag are put where they belong, when all of them are there', () => {
  const keywords = init({ keyword: 'true\n\ntrue' });
  assert.is(meant('my-app x y', keywords), 'my-app -- --keyword x --keyword y');
  assert.is(
    meant('my-app x y z', keywords),
    'my-app -- --keyword VALUE --keyword VALUE --FLAG x --FLAG y --FLAG z',
  );
  assert.is(meant('my-app x', keywords), 'my-app -- --keyword VALUE --keyword VALUE --FLAG x');
});

test('what may have been meant for npm is part of what was meant', () => {
  const settings = { module: 'foo', email: 'a@b.c', loglevel: 'warn', force: 'true', color: '' };
  assert.is(
    meant('my-app', init(settings)),
    'my-app -- --module foo --email a@b.c --force --quiet --no-color',
  );
  assert.is(
    meant('my-app --email=x@y.z', init({ module: 'foo', email: 'a@b.c' })),
    'my-app -- --module foo --email=x@y.z',
  );
});

test("what npm's own --diff has swallowed is part of what was meant", () => {
  assert.is(meant('.', init({ diff: '--json' })), '. -- --diff --json');
  assert.is(meant('', init({ diff: 'my-app' })), 'my-app -- --diff');
  assert.is(meant('. web', init({ diff: '--kind' })), '. -- --diff --kind web');
  assert.is(meant('.', init({ diff: '--no-git' })), '. -- --diff --no-git');
  assert.is(meant('.', init({ diff: '--author=-x y' })), "--diff --author='-x y'".replace(/^/, '. -- '));
});

test('what did come behind -- is part of what was meant', () => {
  assert.is(
    meant('my-app --backend flit -y', init({ docker: 'true' })),
    'my-app -- --docker --backend flit -y',
  );
});

test('a flag that came behind -- too has not been lost', () => {
  assert.is(parse('my-app --kind web', init({ kind: 'web' })).given.kind?.value, 'web');
});

test('a surplus positional is explained without a flag that npm has told', () => {
  const two = 'E_DIRECTORY: one directory is expected, not 2: "my-app" "web"; ';
  const command = 'npm create pyproject@latest my-app -- --FLAG web';
  assert.is(
    refusal('my-app web', init()),
    `${two}did you forget \`--\`? npm passes flags on only behind it: ${command}`,
  );
  const exec = { ...init(), npm_command: 'exec' };
  assert.is(
    refusal('my-app web', exec),
    `${two}quote a name with a blank in it; npm exec passes flags on only behind --: ${command}`,
  );
  // npx has passed this one on.
  assert.is(
    refusal('my-app web --yes', exec),
    `${two}quote a name with a blank in it; a value stands behind its flag, as in --kind web`,
  );
});

test('JSON was asked of this command: npm create has none to print', () => {
  assert.is(
    refusal('my-app', init({ json: 'true' })),
    'E_FLAG: npm has kept --json (npm_config_json) for itself; what is for create-pyproject goes behind --: npm create pyproject@latest my-app -- --json',
  );
  assert.is(parse('my-app --json', init({ json: 'true' })).run.json, true);
  assert.is(parse('my-app', init({ json: '' })).run.json, undefined);
});

test("an address behind a blank is the author's", () => {
  assert.is(meant('my-app a@b.c', init({ email: 'true' })), 'my-app -- --email a@b.c');
});

test('of what may be for npm, for this command or for both --force alone is noted', () => {
  const notes = (args: string, env: Environment): string[] => parse(args, env).doubtful.map(keptNote);
  const settings = { yes: 'true', force: 'true', loglevel: 'warn', color: '', email: 'ann@example.org' };
  const note = (flag: string): string =>
    `note: npm has kept ${flag}: if it was meant for this command, write it behind --`;
  assert.equal(notes('my-app', init(settings)), [note('--force')]);
  assert.equal(notes('my-app --email=a@b.c --force --quiet --color', init(settings)), []);
  assert.equal(notes('my-app', { ...init(settings), npm_command: 'run' }), []);
  assert.equal(
    notes('my-app', init({ force: '', loglevel: 'notice', color: 'always', email: 'https://a:b@c' })),
    [],
  );
});

test('what may be a setting for npm, or of a user for npm, is no reason to refuse', () => {
  const settings = {
    yes: 'true',
    json: '',
    force: 'true',
    color: '',
    loglevel: 'warn',
    email: 'ann@example.org',
    git: '/usr/bin/git',
    python: '/usr/bin/python3',
    install: '',
    dry_run: '',
    registry: 'http://localhost:4873/',
    cidr: '127.0.0.1/32',
  };
  assert.is(parse('my-app', init(settings)).directory, 'my-app');
  assert.match(refusal('my-app', init({ python: '3.12' })), '-- --python 3.12');
  assert.match(refusal('my-app', init({ cidr: 'none' })), '-- --ci none');
});

test('npm exec is npm too; what it runs, a script or another manager is none of its business', () => {
  assert.match(
    refusal('my-app', { ...init({ docker: 'true' }), npm_command: 'exec' }),
    /^E_FLAG: npm has kept/,
  );
  for (const other of [
    { npm_lifecycle_script: 'create-other' },
    { npm_lifecycle_event: 'test' },
    { npm_command: 'run' },
  ])
    assert.is(parse('my-app', { ...init({ docker: 'true' }), ...other }).directory, 'my-app');
});
