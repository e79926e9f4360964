import * as assert from 'uvu/assert';
import { parseArguments } from '../../src/cli/argv.js';
import { UserError } from '../../src/model/errors.js';
import { pack } from '../golden.js';
import { suite } from '../harness.js';

const test = suite('flags that npm took');

type Environment = Readonly<Record<string, string>>;

/** The variables that npm 10 and 11 export when they run the command; see docs/notes/npm.md. */
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

test('flags that npm took are named, with the correct command', () => {
  assert.is(
    refusal('my-app', init({ docker: 'true', kind: 'web' })),
    'E_FLAG: npm has kept --kind, --docker for itself; write -- before the flags: npm create pyproject@latest DIRECTORY -- FLAGS',
  );
  assert.match(refusal('my-app', init({ docker: '' })), 'npm has kept --no-docker for itself');
  assert.match(refusal('my-app', init({ git: 'false' })), 'npm has kept --no-git for itself');
  assert.match(refusal('my-app x', init({ keyword: 'true\n\nb' })), 'npm has kept --keyword for itself');
  assert.match(refusal('my-app', init({ python: '3.12' })), 'npm has kept --python for itself');
  assert.match(refusal('my-app', init({ cidr: 'none' })), 'npm has kept --ci for itself');
});

test('a lost flag that prevents writing is refused', () => {
  assert.match(refusal('my-app', init({ dry_run: 'true' })), 'npm has kept --dry-run for itself');
  assert.match(refusal('my-app', init({ diff: 'true' })), 'npm has kept --diff for itself');
  assert.match(refusal('.', init({ diff: '--json' })), 'npm has kept --diff for itself');
  assert.match(refusal('my-app', init({ json: 'true' })), 'npm has kept --json for itself');
});

test('a flag that is also given after -- is not lost', () => {
  assert.is(parse('my-app --kind web', init({ kind: 'web' })).given.kind?.value, 'web');
  assert.is(parse('my-app --json', init({ json: 'true' })).run.json, true);
});

test('an extra positional argument is explained', () => {
  assert.is(
    refusal('my-app foo', init()),
    'E_DIRECTORY: one directory is expected, not 2: "my-app" "foo"; did you forget --? npm passes on only flags after it: npm create pyproject@latest DIRECTORY -- FLAGS',
  );
  assert.match(refusal('my app', {}), 'quote a name that contains a blank');
});

test('values that may be npm settings are not refused', () => {
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
});

test('npm exec is recognized; other scripts and package managers are ignored', () => {
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
