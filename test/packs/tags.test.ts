/** The words of a project in the texts of a pack: what is put back, and that the template gives the text back. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { packFolder } from '../../scripts/root.js';
import { inWords, isSource, noCounts, putBack } from '../../src/packs/put-back.js';
import { sourceOf, textOf } from '../../src/packs/tags.js';
import { isFaithful, pieceOf } from '../../src/packs/tree-source.js';
import { namesOf, wordsOf } from '../../src/packs/words.js';
import { parseTemplate } from '../../src/plan/parse-template.js';
import { rendererFor } from '../../src/plan/render.js';
import { pack } from '../golden.js';
import { suite } from '../harness.js';

const test = suite('words and tags');

const ANSWERS = { name: 'my-app', module: 'my_app', description: 'Says "hi".', author: '', email: '' };
const render = rendererFor(pack.formats);

/** What a text becomes. */
const put = (text: string, file = 'a.txt', answers = ANSWERS): string =>
  sourceOf(putBack(text, wordsOf(answers, pack, file), noCounts(), isSource(text)));

test('a template renders to the text that it was made of, whatever stands beside a tag', () => {
  const tag = fc.constantFrom({ tag: 'name', text: 'my-app' }, { tag: 'title name', text: 'My App' });
  const signs = [
    '\\',
    '{',
    '}',
    '{{',
    '}}',
    '$',
    '"',
    "'",
    '~',
    '!',
    '#',
    '/',
    '&',
    '>',
    '\n',
    ' ',
    'a',
    '--',
  ];
  const literal = fc.array(fc.constantFrom(...signs), { maxLength: 8 }).map((all) => all.join(''));
  fc.assert(
    fc.property(fc.array(fc.oneof(literal, tag), { maxLength: 8 }), (pieces) => {
      assert.is(render(parseTemplate(sourceOf(pieces)), ANSWERS), textOf(pieces));
    }),
    { numRuns: 3000 },
  );
});

test('whole words are put back, and no part of a longer one', () => {
  assert.is(
    put('my-app My App MyApp MY_APP my_app.x (my-app)'),
    '{{name}} {{title name}} {{pascal name}} {{upper module}} {{module}}.x ({{name}})',
  );
  const longer = 'my-app-2 a-my-app my_app_x MY_APP_HOME xMyApp $my_app жmy-app';
  assert.is(put(longer), longer);
});

test('what stays inside longer words is counted', () => {
  const counts = noCounts();
  putBack('my-app my-app-2 MY_APP_HOME', namesOf(ANSWERS), counts, true);
  assert.is(inWords(counts), '{{name}} once, 2 places inside longer words stay');
});

test("free text is put back in the file's format, the longest first", () => {
  assert.is(put('a = "Says \\"hi\\"."', 'a.toml'), 'a = {{toml description}}');
  assert.is(put('a: "Says \\"hi\\"."', 'a.yml'), 'a: {{yaml description}}');
  assert.is(put('Says "hi".', 'a.txt'), '{{description}}');
  assert.is(
    put('My-app-like my-app', 'a.md', { ...ANSWERS, description: 'like my-app' }),
    'My-app-like {{name}}',
  );
});

test('where nobody is named, no line ends in a blank', () => {
  const named = { ...ANSWERS, author: 'Ann Example', email: 'ann@example.org' };
  assert.is(
    put('By Ann Example ann@example.org\n', 'a.txt', named),
    'By{{#if author}} {{author}}{{/if}}{{#if email}} {{email}}{{/if}}\n',
  );
  assert.is(put('By Ann Example, <ann@example.org>', 'a.txt', named), 'By {{author}}, <{{email}}>');
  assert.is(render(parseTemplate(put('By Ann Example', 'a.txt', named)), ANSWERS), 'By');
});

test('every template of the generator is written again as it was', () => {
  for (const { part, file, content } of pack.templates()) {
    const pieces = content.map((node) => pieceOf(node, () => ''));
    const source = sourceOf(pieces);
    assert.ok(isFaithful(pieces, source), `${part}/${file}`);
    const template = path.join(packFolder('project'), part, `${file}.hbs`);
    if (existsSync(template)) assert.is(source, readFileSync(template, 'utf8'), `${part}/${file}`);
  }
});

test('what looks like a tag is escaped, and what is of GitHub stays', () => {
  const github = ['$', '{{ y }}'].join('');
  assert.is(put(`{{ x }} ${github}`), `\\{{ x }} ${github}`);
});

test('a name that is the module too is the module in code, and the name for people', () => {
  const same = { ...ANSWERS, name: 'widgets', module: 'widgets' };
  const code = 'import widgets\n\nprint("widgets", widgets.run, Widgets())\n';
  assert.is(
    put(code, 'a.py', same),
    'import {{module}}\n\nprint("{{name}}", {{module}}.run, {{pascal name}}())\n',
  );
  assert.is(
    put('# Widgets\n\nInstall widgets, see `src/widgets/` and `python -m widgets`.\n', 'a.md', same),
    '# {{title name}}\n\nInstall {{name}}, see `src/{{module}}/` and `python -m {{module}}`.\n',
  );
});

test('a name of two letters is no word of a text', () => {
  assert.is(put('x1 and x1', 'a.txt', { ...ANSWERS, name: 'x1', module: 'x1' }), 'x1 and x1');
});
