/** Whether the README's picture shows what the command does today. */
import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { textOf } from '../scripts/picture/svg.js';
import { draw, PICTURE } from '../scripts/picture.js';
import { suite } from './harness.js';

const test = suite('the picture in the README');

test('it has the text of a session of today (npm run picture renews it)', async () => {
  assert.equal(textOf(readFileSync(PICTURE, 'utf8')), textOf(await draw()));
});
