import * as assert from 'uvu/assert';
import { LICENSES, recognize } from '../../generators/project/python/licenses.js';
import { pythonString } from '../../generators/project/python/literal.js';
import { distributionName, moduleName, moduleOf } from '../../generators/project/python/names.js';
import { isStandardModule } from '../../generators/project/python/stdlib.js';
import { imagePython, pythonsFrom } from '../../generators/project/python/versions.js';
import { Refusal } from '../../src/model/errors.js';
import { pack } from '../golden.js';
import { suite } from '../harness.js';

const test = suite('names');

/** The accepted name, or "refused: " and the reason. */
const tried = (accept: (text: string) => string, text: string): string => {
  try {
    return accept(text);
  } catch (error) {
    if (error instanceof Refusal) return `refused: ${error.message}`;
    throw error;
  }
};

const refusedBy = (accept: (text: string) => string, names: readonly string[], reason: RegExp): void => {
  for (const name of names) assert.match(tried(accept, name), reason, JSON.stringify(name));
};

test('case, blanks and runs of separators are normalized (PEP 503)', () => {
  assert.is(distributionName('My Package'), 'my-package');
  assert.is(distributionName('a.b_c--D'), 'a-b-c-d');
  assert.is(distributionName('x'), 'x');
  assert.is(distributionName('x2-y3'), 'x2-y3');
  assert.is(moduleName('My Package'), 'my_package');
  assert.is(moduleName('my-package'), 'my_package');
  assert.is(moduleName('_private'), '_private');
  assert.is(moduleOf('my-package'), 'my_package');
});

test('a keyword is refused', () => {
  refusedBy(distributionName, ['class', 'Class', 'lambda', 'async', 'true', 'none'], /is a Python keyword/);
  refusedBy(moduleName, ['class', 'None', 'yield'], /is a Python keyword/);
});

test('a soft keyword is accepted', () => {
  assert.is(distributionName('match'), 'match');
  assert.is(moduleName('case'), 'case');
});

test('a standard library module of any Python version, including removed ones, is refused', () => {
  const names = [
    'json',
    'tomllib',
    'annotationlib',
    'distutils',
    'imp',
    'StringIO',
    'urllib2',
    'asyncore',
    'telnetlib',
  ];
  refusedBy(distributionName, names, /standard library/);
  refusedBy(distributionName, ['test', 'Test', 'this', 'antigravity'], /standard library/);
  refusedBy(moduleName, ['json', 'test', '_', '_thread', 'profiling', 'concurrent'], /standard library/);
});

test('_ alone is refused', () => {
  refusedBy(distributionName, ['_', '-', '.'], /PEP 508/);
});

test('a leading digit is refused', () => {
  refusedBy(distributionName, ['2fast', '1', '0-x'], /begins with a digit/);
  refusedBy(moduleName, ['2fast'], /not an import name/);
});

test('a name that cannot be imported is accepted if the module has another name', () => {
  for (const name of ['2fast', '1', 'class', 'tests']) assert.is(distributionName(name, true), name);
  const other = (text: string): string => distributionName(text, true);
  refusedBy(other, ['json', 'asyncore'], /standard library/);
  refusedBy(other, ['con'], /reserved on Windows/);
  refusedBy(other, ['pytest'], /package that/);
  refusedBy(other, ['simple'], /PyPI refuses/);
  refusedBy(other, ['_x'], /PEP 508/);
});

test('a name that violates PEP 508 is refused', () => {
  refusedBy(distributionName, ['-x', 'x-', '_x', 'x.', 'é', 'naïve', 'a+b', 'a@b', 'a!', '🚀'], /PEP 508/);
  refusedBy(distributionName, [''], /a name is required/);
  refusedBy(moduleName, ['', 'a.b', 'a+b', 'é'], /not an import name/);
});

test('a path is not a name', () => {
  refusedBy(distributionName, ['a/b', 'a\\b', '/x', './x'], /path separator/);
  refusedBy(distributionName, ['..', 'a..b', '...'], /has ".."/);
  refusedBy(moduleName, ['a/b', '..'], /not an import name/);
});

test('a name that is too long is refused, the longest valid name is accepted', () => {
  const longest = `a${'b'.repeat(63)}`;
  assert.is(distributionName(longest), longest);
  assert.is(moduleName(longest), longest);
  refusedBy(distributionName, [`${longest}c`], /longer than 64/);
  refusedBy(moduleName, [`${longest}c`], /longer than 64/);
});

test("Windows's reserved names are refused", () => {
  refusedBy(distributionName, ['con', 'NUL', 'aux', 'com1', 'lpt9', 'prn'], /reserved on Windows/);
  refusedBy(moduleName, ['con', 'com0'], /reserved on Windows/);
});

test('the name of a locked package, or of its module, is refused', () => {
  const names = ['pytest', 'PyTest', 'typing_extensions', 'markdown-it-py'];
  refusedBy(distributionName, names, /is a package that the project's own tools/);
  const modules = ['boolean', 'Boolean', 'markdown-it', 'cyclonedx', 'packageurl', 'py', 'pkg_resources'];
  const imported = ['pytest', '_pytest', 'markdown_it', '_cffi_backend', 'mypyc', 'jaraco', 'win32ctypes'];
  refusedBy(distributionName, modules, /is a module that the project's own tools/);
  refusedBy(moduleName, [...modules, ...imported], /is a module that the project's own tools/);
  assert.is(tried(distributionName, 'markdown-it').split(' ')[1], 'markdown_it');
});

test('folder names of the project are refused', () => {
  refusedBy(distributionName, ['tests', 'src', 'docs', 'dist'], /folder of the project/);
  refusedBy(moduleName, ['tests', 'Scripts'], /folder of the project/);
});

test('names that PyPI refuses are refused', () => {
  refusedBy(distributionName, ['requirements.txt', 'index', 'pypi'], /PyPI refuses/);
});

test("a name with double underscores, as Python's own, is refused", () => {
  refusedBy(moduleName, ['__init__', '__main__', '__x'], /two underscores/);
});

test('an accepted name is accepted again, unchanged', () => {
  const tries = ['My Package', 'a.b_c--D', 'x', 'match', 'K2', ' a ', 'a - b', 'X__y', 'foo.', 'a\tb'];
  for (const accept of [distributionName, moduleName]) {
    for (const text of tries) {
      const once = tried(accept, text);
      if (!once.startsWith('refused')) assert.is(tried(accept, once), once);
    }
  }
});

test('the module of an accepted name is accepted unchanged', () => {
  for (const text of ['My Package', 'a.b_c--D', 'x', 'match', 'a1']) {
    const module = moduleOf(distributionName(text));
    assert.is(moduleName(module), module);
  }
});

test('every text option accepts an accepted value again, unchanged', () => {
  const values: Readonly<Record<string, string>> = {
    name: 'My Package',
    module: 'My Package',
    description: 'a "b" \\ c',
    author: "O'Reilly",
    email: 'o.reilly+x@example.org',
    repository: 'https://github.com/acme/x.git/',
    keyword: 'a b',
    dependency: 'attrs >= 24 ; python_version < "3.13"',
  };
  for (const [name, option] of Object.entries(pack.options)) {
    if (option.type !== 'text' && option.type !== 'list') continue;
    const once = option.accept(values[name] ?? '');
    assert.is(option.accept(once), once, name);
  }
});

test('standard library modules are recognized in any case', () => {
  assert.ok(isStandardModule('ConfigParser'));
  assert.not.ok(isStandardModule('my_package'));
});

test('the license of a text is recognized', () => {
  const texts = new Map<string, string>();
  for (const template of pack.templates()) {
    if (template.part.startsWith('license-') && /^LICENSE/.test(template.file))
      texts.set(template.part, template.content.filter((node) => typeof node === 'string').join(''));
  }
  for (const license of Object.keys(LICENSES).filter((name) => name !== 'none'))
    assert.is(recognize(texts.get(`license-${license.toLowerCase()}`) ?? ''), license);
  assert.is(recognize('all rights reserved'), undefined);
});

test('all Pythons from the lowest up are supported, and the image uses one of them', () => {
  assert.equal(pythonsFrom('3.13'), ['3.13', '3.14', '3.15']);
  assert.is(imagePython('3.11'), '3.13');
  assert.is(imagePython('3.15'), '3.15');
});

test('a Python literal uses the quotes that need fewer escapes', () => {
  assert.is(pythonString('a'), '"a"');
  assert.is(pythonString('say "hi"'), `'say "hi"'`);
  assert.is(pythonString(`"it's"`), `'"it\\'s"'`);
  assert.is(pythonString('it\'s "x'), `"it's \\"x"`);
  assert.is(pythonString('a\\b\u2028'), '"a\\\\b\\u2028"');
});
