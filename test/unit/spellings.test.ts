/** Other spellings of a name. */
import * as assert from 'uvu/assert';
import { pascal, title, upper } from '../../src/model/spellings.js';
import { parseTemplate } from '../../src/plan/parse-template.js';
import { rendererFor } from '../../src/plan/render.js';
import { suite } from '../harness.js';

const test = suite('spellings');

test('a name is spelled as a title, a class and a variable', () => {
  assert.equal(
    [title, pascal, upper].map((spell) => spell('my-big_app')),
    ['My Big App', 'MyBigApp', 'MY_BIG_APP'],
  );
  assert.equal(
    [title, pascal, upper].map((spell) => spell('')),
    ['', '', ''],
  );
});

test('a template may call them', () => {
  const tree = parseTemplate('{{title name}} {{pascal name}} {{upper name}}');
  assert.is(rendererFor({})(tree, { name: 'my-app' }), 'My App MyApp MY_APP');
});
