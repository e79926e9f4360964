/** Checks that the README's picture matches the current output of the command. */
import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { textOf } from '../scripts/picture/svg.js';
import { draw, PICTURE } from '../scripts/picture.js';
import { suite } from './harness.js';

const test = suite('the picture in the README');

test('has the text of a current session (npm run picture updates it)', async () => {
  assert.equal(textOf(readFileSync(PICTURE, 'utf8')), textOf(await draw()));
});
