import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as assert from 'uvu/assert';
import { fail } from '../../src/cli/failure.js';
import { nodeHost } from '../../src/host/node-host.js';
import { pack } from '../golden.js';
import { suite } from '../harness.js';
import { directory, hostIn } from '../world.js';

const test = suite('the report of an internal error');

const ARGS = [
  '/home/canary/my-app',
  '--kind',
  'web',
  '--license=MIT',
  '--author',
  'Canary Bird',
  '--description=a canary sings',
  '--backend',
  'canary',
  '--repository=https://canary:hunter2@example.org/x',
  '--canary',
  '-y',
  '--no-docker',
];

const met = (error: unknown, over: Parameters<typeof hostIn>[1] = {}) => {
  const temporary = directory();
  const { host, said } = hostIn('/home/canary', {
    temporary,
    env: { HOME: '/home/canary', SECRET: 'hunter2', PATH: '/bin' },
    ...over,
  });
  const code = fail(error, host, { args: ARGS, options: pack.options, version: '1.2.3' });
  return { ...said, code, temporary, files: readdirSync(temporary) };
};

test('it is for its user alone, and says what the defect can be found with', () => {
  const error = new TypeError('x is not a function');
  error.stack = [
    'TypeError: x is not a function',
    '    at make (/home/canary/node_modules/create-pyproject/dist/library.cjs:12:34)',
    '    at async C:\\Users\\Canary Bird (x86)\\dist\\main.cjs:1:2',
    '    at node:internal/process/task_queues:95:5',
  ].join('\n');
  const { err, code, temporary, files } = met(error);
  assert.is(code, 1);
  assert.is(files.length, 1);
  const file = path.join(temporary, files[0] ?? '');
  assert.match(file, /create-pyproject-[0-9a-f-]{36}\.txt$/);
  assert.is(statSync(file).mode & 0o777, 0o600);
  assert.match(err, `with the file ${file}, which holds no answers of yours\n`);
  assert.is(err.split('\n').length, 2);
  assert.is(
    readFileSync(file, 'utf8'),
    [
      'create-pyproject 1.2.3',
      `Node.js ${nodeHost().node} on ${nodeHost().platform.name}`,
      'arguments: … --kind web --license=MIT --author … --description=… --backend … --repository=… … -y --no-docker',
      'TypeError: x is not a function',
      '    at make (library.cjs:12:34)',
      '    at async main.cjs:1:2',
      '    at node:internal/process/task_queues:95:5',
      '',
    ].join('\n'),
  );
});

test('it holds nothing of the user: no text, no path, no password, no environment', () => {
  const error = new Error(
    "Canary Bird: ENOENT, open '/home/canary/my-app/x' for https://canary:hunter2@example.org/x",
  );
  const { err, temporary, files } = met(error);
  const text = readFileSync(path.join(temporary, files[0] ?? ''), 'utf8');
  for (const said of [text, err]) assert.not.match(said, /canary|hunter2/i);
});

test('when it cannot be written that is said, in the same one line', () => {
  const { fs } = nodeHost();
  const refuse = (): never => {
    throw new Error('EROFS: read-only file system');
  };
  for (const over of [{ fs: { ...fs, open: refuse } }, { fs: { ...fs, write: refuse } }]) {
    const { err, code } = met(new Error('x'), over);
    assert.is(code, 1);
    assert.match(err, /^create-pyproject: [^\n]+no report could be written \(EROFS[^\n]+\n$/);
  }
});

test('whatever is thrown, and whatever else is broken then, there is no second error', () => {
  const deaf = {
    write: (): never => {
      throw new Error('ENOSPC');
    },
    isTTY: false,
    columns: 80,
  };
  for (const thrown of [undefined, null, 'a text', 3, {}, Object.create(null), Symbol('x')]) {
    assert.is(met(thrown).code, 1, String(typeof thrown));
    assert.is(met(thrown, { err: deaf, out: deaf }).code, 1);
  }
  const bare = new Error('x');
  delete (bare as Partial<Error>).stack;
  assert.match(met(bare).err, 'something nobody expected: Error: x;');
});
