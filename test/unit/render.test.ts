import * as assert from 'uvu/assert';
import { parseTemplate } from '../../src/plan/parse-template.js';
import { rendererFor } from '../../src/plan/render.js';
import { suite } from '../harness.js';

const test = suite('rendering');

const renderTree = rendererFor({ shout: (value) => value.toUpperCase() });
const render = (text: string, context: Record<string, unknown>): string =>
  renderTree(parseTemplate(text), context);

test('a value is inserted without HTML escapes', () => {
  assert.is(render('{{x}}', { x: `<&'"\`=>` }), `<&'"\`=>`);
});

test('a GitHub expression stays literal', () => {
  const dollar = '$';
  const at = (x: string): string => `a: ${dollar}{{ github.ref }} ${x} ${dollar}{{y}}`;
  assert.is(render(at('{{x}}'), { x: 1 }), at('1'));
});

test('an unknown name throws an error that names it', () => {
  assert.throws(() => render('{{typo}}', { x: 1 }), /typo/);
  assert.throws(() => render('{{#each list}}{{typo}}{{/each}}', { list: [{ a: 1 }] }), /typo/);
  assert.throws(() => render('{{typo x}}', { x: '1' }), /typo/);
});

test('a value is not parsed as a template', () => {
  assert.is(render('{{x}}', { x: '{{y}}' }), '{{y}}');
});

test('a tag on its own line leaves no blank line', () => {
  assert.is(
    render('a\n{{#if yes}}\nb\n{{else}}\nc\n{{/if}}\n{{#each list}}\n  - {{this}}\n{{/each}}\nd\n', {
      yes: true,
      list: [1, 2],
    }),
    'a\nb\n  - 1\n  - 2\nd\n',
  );
  assert.is(render('a\n{{#if no}}\nb\n{{/if}}\nc\n', { no: false }), 'a\nc\n');
});

test("templates can use the engine's formats and the pack's own", () => {
  assert.is(render('{{toml x}} {{yaml x}} {{json x}}', { x: '"' }), '"\\"" "\\"" "\\""');
  assert.is(render('{{shout x}}', { x: 'a' }), 'A');
  assert.is(render('{{join list ", "}}', { list: ['a', 'b'] }), 'a, b');
});

test('a format accepts only strings', () => {
  assert.throws(() => render('{{toml x}}', { x: 3 }), /\{\{toml\}\} takes a string, got number/);
  assert.throws(() => render('{{toml x}}', {}), /x/);
});

test("a template cannot access an object's prototype", () => {
  for (const name of ['constructor', 'x.__proto__', 'x.constructor', 'text.length', 'list.length'])
    assert.throws(() => render(`{{${name}}}`, { x: {}, text: 'a', list: ['a'] }), /is not known/, name);
});

test("a template cannot use another pack's formats", () => {
  assert.throws(() => rendererFor({})(parseTemplate('{{shout x}}'), { x: 'a' }), /shout is not a format/);
});
