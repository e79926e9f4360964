/** What the bin knows without the command: it says what the command would say. */
import * as assert from 'uvu/assert';
import { textFor } from '../../src/entry/texts.js';
import { suite } from '../harness.js';
import { directory, run } from '../world.js';

const test = suite('what is known before a run');

test('help and version alone are known, and are what the command says', async () => {
  for (const flag of ['--help', '-h', '--version', '-V']) {
    const { code, out } = await run([flag], directory());
    assert.is(code, 0);
    assert.is(textFor([flag]), out, flag);
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
    assert.is(textFor(args), undefined, args.join(' '));
});
