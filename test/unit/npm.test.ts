import * as assert from 'uvu/assert';
import { parseArguments } from '../../src/argv.js';
import { UserError } from '../../src/errors.js';
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

test('what did come behind -- is part of what was meant', () => {
  assert.is(
    meant('my-app --backend flit -y', init({ docker: 'true' })),
    'my-app -- --docker --backend flit -y',
  );
});

test('a flag that came behind -- too has not been lost', () => {
  assert.is(parse('my-app --kind web', init({ kind: 'web' })).given.kind?.value, 'web');
});

test('a surplus positional of npm create is explained without a flag that npm has told', () => {
  assert.is(
    refusal('my-app web', init()),
    'E_DIRECTORY: one directory is expected, not 2: "my-app" "web"; did you forget `--`? npm passes flags on only behind it: npm create pyproject@latest my-app -- --FLAG web',
  );
});

test('what may be a setting for npm, or of a user for npm, is no reason to refuse', () => {
  const settings = {
    yes: 'true',
    json: 'true',
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
