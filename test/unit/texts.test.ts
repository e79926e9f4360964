/** Checks that the texts built into the bin equal the command's output. */
import * as assert from 'uvu/assert';
import { textFor } from '../../src/entry/texts.js';
import { suite } from '../harness.js';
import { directory, run } from '../world.js';

const test = suite('texts known at build time');

test("only --help and --version are known, and equal the command's output", async () => {
  for (const flag of ['--help', '-h', '--version', '-V']) {
    const { code, out } = await run([flag], directory());
    assert.is(code, 0);
    assert.is(textFor([flag]), out, flag);
  }
});

test('every other run is passed to the command', () => {
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
