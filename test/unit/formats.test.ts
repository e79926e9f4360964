import { execFileSync } from 'node:child_process';
import { parse as parseToml } from 'smol-toml';
import * as assert from 'uvu/assert';
import { parseAllDocuments, parse as parseYaml } from 'yaml';
import { json, md, sh, toml, yaml } from '../../src/model/formats.js';
import { suite } from '../harness.js';

const test = suite('formats');

const NASTY = [
  '',
  'plain',
  ' two  blanks ',
  'O\'Reilly & "Söns" \\ 🚀',
  `''' """ \\" \\n`,
  `$${'{{ x }} {{ y }}'} %0a $(sh) \`sh\` $HOME`,
  '# no comment: [a, b] {c: d} - e, *f &g !h |i >j @k %l',
  'yes',
  'null',
  '1.10',
  '2026-11-20',
  '-x',
  '~',
  '\u00a0\u0085\u2028\u2029\ufeff\u007f',
  '\t\n\r\b',
  "it''s; rm -rf / && echo $((1+1)) !!",
  '\u{10ffff}é',
];

const TABLE = NASTY.map((value, i) => [`k${i}`, value] as const);

test('every value is read back unchanged from TOML', () => {
  const source = TABLE.map(([key, value]) => `${key} = ${toml(value)}`).join('\n');
  assert.equal({ ...parseToml(source) }, Object.fromEntries(TABLE));
});

test('every value is read back unchanged from YAML, 1.2 and 1.1', () => {
  const source = TABLE.map(([key, value]) => `${key}: ${yaml(value)}`).join('\n');
  assert.equal(parseYaml(source), Object.fromEntries(TABLE));
  assert.equal(parseYaml(source, { version: '1.1' }), Object.fromEntries(TABLE));
  assert.is(parseAllDocuments(source).length, 1);
});

test('every value is read back unchanged from JSON', () => {
  for (const [, value] of TABLE) assert.is(JSON.parse(json(value)), value);
});

test('every value is read back from a shell as one word', () => {
  const words = NASTY.filter((value) => !value.includes('\0'));
  const said = execFileSync('sh', ['-c', `printf '%s\\0' ${words.map(sh).join(' ')}`], { encoding: 'utf8' });
  assert.equal(said.split('\0').slice(0, -1), words);
});

test('a word that needs no quotes gets none', () => {
  assert.is(sh('my-app'), 'my-app');
  assert.is(sh('https://example.org/a@b:c=d'), 'https://example.org/a@b:c=d');
  assert.is(sh(''), "''");
  assert.is(sh('~'), "'~'");
});

test('a value is a single line in each format', () => {
  for (const value of NASTY)
    for (const format of [toml, yaml, json])
      assert.not.match(format(value), /[\n\r\u0085\u2028\u2029\ufeff]/);
});

test('Markdown text contains no active markup, links, HTML or mentions', () => {
  assert.is(
    md('*a* _b_ `c` [d](e) <f> #g |h ~i !j &amp; $k'),
    '\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f\\> \\#g \\|h \\~i \\!j \\&amp; \\$k',
  );
  assert.is(md('- item'), '\\- item');
  assert.is(md('+ item'), '\\+ item');
  assert.is(md('1. item'), '1\\. item');
  assert.is(md('a - b'), 'a - b');
  assert.is(md('https://x.org www.x.org a@b'), 'https\\://x.org www\\.x.org a&#64;b');
  assert.is(md('plain words, with a comma.'), 'plain words, with a comma.');
});
