import { createHash } from 'node:crypto';
import * as assert from 'uvu/assert';
import { type GivenAnswers, settle } from '../../src/answers/settle.js';
import { fileReport } from '../../src/cli/document.js';
import { equivalent } from '../../src/cli/equivalent.js';
import { fail } from '../../src/cli/failure.js';
import { changesByFolder, differences } from '../../src/cli/report.js';
import { closing, noteLines, wrote } from '../../src/cli/summary.js';
import type { Action, Change } from '../../src/disk/changes.js';
import type { Host } from '../../src/host/host.js';
import { CODES, UserError } from '../../src/model/errors.js';
import { platformOf } from '../../src/model/platform.js';
import { progress } from '../../src/setup/progress.js';
import { pack } from '../golden.js';
import { suite } from '../harness.js';
import { hostIn } from '../world.js';

const test = suite('reporting');

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

const change = (path: string, action: Action, after = 'x\n', before?: string): Change => ({
  path,
  action,
  after: bytes(after),
  before: before === undefined ? undefined : bytes(before),
  mode: '0644',
});

test('changed files are listed by folder with their actions, and no line is too long', () => {
  const actions: Action[] = ['create', 'renew', 'replace', 'same', 'kept', 'merged', 'conflict'];
  const changes = [
    ...actions.map((action) => change(`src/${action}`, action)),
    change('a', 'create'),
    change('b', 'same'),
  ];
  assert.is(
    changesByFolder('x', changes, 44),
    [
      'x/',
      '  src/  create, renew (renewed),',
      '        replace (replaced), kept (kept),',
      '        merged (missing lines are added),',
      '        conflict (conflict)',
      '  ./    a',
      '  unchanged: 2 files',
      '',
    ].join('\n'),
  );
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

test('the report of a file describes the bytes on disk', () => {
  assert.equal(fileReport(change('a', 'create', 'söns\n')), {
    path: 'a',
    action: 'create',
    bytes: 6,
    sha256: sha256('söns\n'),
    mode: '0644',
  });
  assert.is(fileReport(change('a', 'conflict', 'ours\n', 'theirs\n')).sha256, sha256('theirs\n'));
  assert.is(fileReport(change('a', 'replace', 'ours\n', 'theirs\n')).sha256, sha256('ours\n'));
  assert.is(fileReport(change('a', 'conflict', 'ours\n')).bytes, 0);
});

test('--diff shows a unified diff of every existing file that would change, and of no other', async () => {
  const said = await differences([
    change('new', 'create', 'one\n'),
    change('theirs', 'conflict', 'a\nb\n', 'a\nc\n'),
    change('kept', 'kept', 'k\n', 'k\n'),
    change('same', 'same', 's\n', 's\n'),
    change('folder', 'conflict', 'f\n'),
  ]);
  assert.is(said, ['--- a/theirs', '+++ b/theirs', '@@ -1,2 +1,2 @@', ' a', '-c', '+b', ''].join('\n'));
});

test('the summary counts the written files, names the important ones, and lists the next steps', () => {
  const { out } = hostIn('/').host;
  const said = wrote('my-app', [
    change('a', 'create'),
    change('b', 'create'),
    change('c', 'same'),
    change('d', 'renew'),
    change('README.md', 'kept'),
    change('.gitignore', 'merged'),
    change('Makefile', 'replace'),
  ]);
  const ending = closing(
    out,
    [
      { name: 'first commit', ok: true, skipped: true, seconds: 0, command: '', output: 'nobody is known' },
      { name: 'git init', ok: true, skipped: false, seconds: 0, command: 'git init', output: '' },
    ],
    ['cd my-app', 'make install'],
    ['It is an example.'],
    (_, text) => text,
  );
  assert.is(
    `${said}\n${noteLines(out, ['README.md is kept', ''])}${ending}`,
    [
      'my-app: wrote 2 files; renewed 1 file; replaced Makefile; added lines to .gitignore; left unchanged 1 file; kept README.md',
      '  note: README.md is kept',
      '  note: first commit: skipped, nobody is known',
      '',
      'Next:',
      '  cd my-app',
      '  make install',
      '',
      'It is an example.',
      '',
    ].join('\n'),
  );
});

/** The standard error output of one step, on a terminal or not. */
const shown = (over: Partial<Host['err']>, quiet = false, env: Record<string, string> = {}): string => {
  let said = '';
  const { host } = hostIn('/', { env });
  const write = (text: string): void => {
    said += text;
  };
  const err = { ...host.err, ...over, write };
  const show = progress({ ...host, err }, quiet);
  show.start('install');
  show.end('install', true, 1.25);
  show.start('tests');
  show.end('tests', false, 0);
  return said;
};

test('progress is plain lines without a terminal', () => {
  const plain = '  install …\n✔ install (1.3 s)\n  tests …\n✖ tests (0.0 s)\n';
  assert.is(shown({}), plain);
  assert.is(shown({ isTTY: true }, false, { TERM: 'dumb' }), plain);
});

test('progress clears its line on a terminal, and stops its spinner', () => {
  const clear = '\r\u001b[2K';
  assert.is(
    shown({ isTTY: true }, false, { NO_COLOR: '1' }),
    `${clear}✔ install (1.3 s)\n${clear}✖ tests (0.0 s)\n`,
  );
  // Only standard error decides about colors; standard output is a pipe in tests.
  assert.is(
    shown({ isTTY: true }),
    `${clear}\u001b[32m✔\u001b[39m install (1.3 s)\n${clear}\u001b[31m✖\u001b[39m tests (0.0 s)\n`,
  );
});

test('a spinner shows the name of the step', async () => {
  const { host } = hostIn('/');
  let end = (): void => {};
  const said = await new Promise<string>((resolve) => {
    const show = progress({ ...host, err: { ...host.err, isTTY: true, write: resolve } }, false);
    show.start('install');
    end = () => show.end('install', true, 0);
  });
  end();
  assert.is(said.slice(0, 5), '\r\u001b[2K');
  assert.match(said.slice(5), /^\S install $/);
});

test('--quiet shows no progress', () => {
  assert.is(shown({ isTTY: true }, true), '');
});

/** The result of an error: exit code, standard output, standard error. */
const failed = (error: unknown, json = false, more: readonly string[] = []) => {
  const { host, said } = hostIn('/');
  const args = [...(json ? ['--json'] : []), ...more];
  return { code: fail(error, host, { args, version: '1.2.3' }), ...said };
};

test('an error is one line with a hint, on standard error', () => {
  assert.equal(failed(new UserError('E_VALUE', 'x is wrong', 'write y')), {
    code: 2,
    out: '',
    err: 'create-pyproject: x is wrong; write y\n',
  });
  assert.is(failed(new UserError('E_VALUE', 'x is wrong')).err, 'create-pyproject: x is wrong\n');
});

test('an error is one object on standard output with --json', () => {
  const { code, out, err } = failed(new UserError('E_EXISTS', 'in the way', 'move it'), true);
  assert.is(code, 3);
  assert.is(err, '');
  assert.equal(JSON.parse(out), { error: { code: 'E_EXISTS', message: 'in the way', hint: 'move it' } });
});

test('with --json conflicts are a list, in addition to the message', () => {
  const { out } = failed(new UserError('E_EXISTS', 'in the way', 'move it', ['a', 'b/c']), true);
  assert.equal(JSON.parse(out), {
    error: { code: 'E_EXISTS', message: 'in the way', hint: 'move it', files: ['a', 'b/c'] },
  });
});

test('an internal error exits 1, with the details for a report, but without folders, typed text or passwords', () => {
  const error = new TypeError('Canary Bird: /home/canary/x is not for https://canary:hunter2@example.org');
  error.stack = [
    `TypeError: ${error.message}`,
    '    at make (/home/canary/node_modules/create-pyproject/dist/library.cjs:12:34)',
    '    at async C:\\Users\\Canary Bird (x86)\\dist\\main.cjs:1:2',
    '    at async file:///home/canary/main.mjs:1:2',
    '    at node:internal/process/task_queues:95:5',
  ].join('\n');
  const { code, err } = failed(error, false, ['/home/canary/x', '--author=Canary Bird', '--kind', 'web']);
  assert.is(code, 1);
  assert.match(err, /^create-pyproject: internal error: TypeError: …: … is not for /);
  assert.not.match(err, /canary|hunter2/i);
  assert.match(
    err,
    '\n    at make (library.cjs:12:34)\n    at async main.cjs:1:2\n    at async main.mjs:1:2\n',
  );
  assert.match(err, /please report it with these lines .*\ncreate-pyproject 1\.2\.3, Node\.js [\d.]+, \w+\n/);
});

test('any thrown value is reported without a second error', () => {
  for (const thrown of [undefined, null, 'a text', 3, {}, Object.create(null), Symbol('x')])
    assert.is(failed(thrown).code, 1, typeof thrown);
  const bare = new Error('x');
  delete (bare as Partial<Error>).stack;
  assert.match(failed(bare).err, 'internal error: Error: x\n');
});

test('every error code has one of the exit codes in --help', () => {
  assert.equal(
    [...new Set(Object.values(CODES))].sort((a, b) => a - b),
    [1, 2, 3, 130],
  );
});

const commandOf = (
  values: Readonly<Record<string, string | boolean | readonly string[]>>,
  shown = 'my-app',
  run = {},
) => {
  const given: GivenAnswers = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value, from: '' }]),
  );
  const machine = { directory: shown, user: '', email: '' };
  const answers = settle(pack, given, machine);
  return equivalent(pack.options, {
    shown,
    answers,
    given,
    recorded: {},
    machine,
    packs: [],
    force: false,
    git: undefined,
    install: false,
    platform: platformOf('linux'),
    ...run,
  });
};

const COMMAND = 'npm create pyproject@latest';

test('the equivalent command contains the answers that differ from the defaults, and nothing else', () => {
  assert.is(commandOf({ kind: 'cli', docker: true }), `${COMMAND} my-app -- --yes`);
  assert.is(commandOf({ kind: 'library', docker: false }), `${COMMAND} my-app -- --yes --kind library`);
  assert.is(
    commandOf({ kind: 'library', docker: true }),
    `${COMMAND} my-app -- --yes --kind library --docker`,
  );
  assert.is(commandOf({ keyword: ['a b', '-c'] }), `${COMMAND} my-app -- --yes --keyword 'a b' --keyword=-c`);
  assert.is(commandOf({ description: `it's` }), `${COMMAND} my-app -- --yes --description 'it'\\''s'`);
});

test('the equivalent command contains the flags for git, installation and --force', () => {
  const run = { force: true, git: false, install: true };
  assert.is(commandOf({}, 'my-app', run), `${COMMAND} my-app -- --yes --force --no-git --install`);
});

test('the equivalent command contains a valid directory or --name', () => {
  assert.is(commandOf({ name: 'x-y' }, 'json'), `${COMMAND} json -- --yes --name x-y`);
});
