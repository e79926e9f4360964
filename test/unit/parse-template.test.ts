import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Handlebars from 'handlebars';
import * as assert from 'uvu/assert';
import { packFolder } from '../../scripts/root.js';
import { formats } from '../../src/model/formats.js';
import { parseTemplate } from '../../src/plan/parse-template.js';
import { rendererFor } from '../../src/plan/render.js';
import { cases, pack, planOfCase } from '../golden.js';
import { suite } from '../harness.js';

const test = suite('parsing templates');

const render = rendererFor(pack.formats);

test('every template renders as in Handlebars, with every golden answer', () => {
  const handlebars = Handlebars.create();
  for (const [name, format] of Object.entries({ ...formats, ...pack.formats }))
    handlebars.registerHelper(name, format);
  handlebars.registerHelper('join', (values: string[], separator: string) => values.join(separator));
  const folder = packFolder('project');
  const contexts = cases().map((name) => planOfCase(name).context);
  let compared = 0;
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.hbs')) continue;
    const text = readFileSync(path.join(folder, file), 'utf8');
    // GitHub's expressions stay unchanged, as in the templates of this project.
    const theirs = handlebars.compile(text.replaceAll('$'.concat('{{'), '$\\{{'), { noEscape: true });
    const ours = parseTemplate(text);
    for (const context of contexts) {
      assert.is(render(ours, context), theirs(context), file);
      compared += 1;
    }
  }
  assert.ok(compared > 100);
});

test('a comment is removed, and the text around it becomes one text', () => {
  assert.equal(parseTemplate('a {{! no }}b'), ['a b']);
  assert.equal(parseTemplate(''), []);
});

test('a call may contain a call', () => {
  const tree = parseTemplate('{{toml (join list "-")}}');
  assert.is(render(tree, { list: ['a', 'b'] }), '"a-b"');
});

test('unsupported syntax is refused with its line', () => {
  const refused: Readonly<Record<string, RegExp>> = {
    'a\n{{> other}}': /^line 2: PartialStatement is not supported/,
    '{{#> layout}}{{/layout}}': /^line 1: PartialBlockStatement/,
    '{{* decorate}}': /^line 1: Decorator/,
    '{{#with x}}{{/with}}': /^line 1: \{\{#with\}\} is unknown; only if, unless and each are supported/,
    '{{#if a b}}{{/if}}': /^line 1: \{\{#if\}\} takes one value/,
    '{{#if}}{{/if}}': /^line 1: \{\{#if\}\} takes one value/,
    '{{#if a b=1}}{{/if}}': /^line 1: \{\{#if\}\} takes no named argument/,
    '{{#each a as |b|}}{{/each}}': /^line 1: \{\{#each\}\} supports no block parameters/,
    '{{toml x a=1}}': /^line 1: a named argument/,
    '{{a.b x}}': /^line 1: a\.b cannot be called/,
    '{{join x 1}}': /^line 1: NumberLiteral/,
    '{{@root}}': /^line 1: @root is unknown; only @index, @first, @last are supported/,
    '{{@root.x}}': /is unknown/,
    '{{@../index}}': /is unknown/,
    '{{#if x}}': /^line 1: the end of the file is not expected here/,
    'a\n{{/if}}': /^line 2: a closing tag is not expected here/,
    'a\n{{#if x}}{{/each}}': /^line 2: if doesn't match each/,
  };
  for (const [text, reason] of Object.entries(refused))
    assert.throws(
      () => parseTemplate(text),
      (error: Error) => error instanceof SyntaxError && reason.test(error.message),
      text,
    );
});
