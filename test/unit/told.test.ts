/** What the bin knows without the command: it says what the command would say. */
import * as assert from 'uvu/assert';
import { told } from '../../src/entry/told.js';
import { suite } from '../harness.js';
import { directory, run } from '../world.js';

const test = suite('what is known before a run');

test('help and version alone are known, and are what the command says', async () => {
  for (const flag of ['--help', '-h', '--version', '-V']) {
    const { code, out } = await run([flag], directory());
    assert.is(code, 0);
    assert.is(told([flag]), out, flag);
  }
});

test('every other run is left to the command', () => {
  for (const args of [
    [],
    ['--help', '--json'],
    ['app'],
    ['--version', '--verbose'],
    ['--', '--help'],
    ['--hepl'],
  ])
    assert.is(told(args), undefined, args.join(' '));
});
