/** Tests how other programs are run. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import * as assert from 'uvu/assert';
import { ROOT } from '../../scripts/root.js';
import { suite } from '../harness.js';

const test = suite('running programs');

test('a program does not inherit standard input, so it cannot wait for an answer', async () => {
  const module = pathToFileURL(path.join(ROOT, 'build/src/host/node-exec.js')).href;
  const reader = 'process.stdin.pipe(process.stdout)';
  const script = `import { run } from ${JSON.stringify(module)};
const ran = await run([process.execPath, '-e', ${JSON.stringify(reader)}], { cwd: '/' });
process.stdout.write(JSON.stringify(ran));
process.exit();`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.on('error', () => {}).end('yes\n');
  let said = '';
  for await (const text of child.stdout.setEncoding('utf8')) said += text;
  assert.equal(JSON.parse(said), { code: 0, out: '', output: '' });
});
