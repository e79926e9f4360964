/** The generator of modules: a module with its test, in a Python project with a src layout. */
import { type Answers, type Pack, plainPack, Refusal, type Template, text } from '../../src/model/author.js';
import { KEYWORDS } from '../project/python/names.js';

/** @param typed an import path, or a path below src: `my_app.text.count`, `my_app/text/count` */
function dotted(typed: string): string {
  const parts = typed.replaceAll('/', '.').replace(/\.py$/, '').split('.');
  if (parts.length < 2) throw new Refusal('a package and a module are required, such as my_app.text');
  const bad = parts.find((part) => !/^[a-z][a-z0-9_]*$/.test(part) || KEYWORDS.has(part));
  if (bad !== undefined) throw new Refusal(`${JSON.stringify(bad)} is not a lower-case module name`);
  return parts.join('.');
}

const options = {
  module: text({
    value: 'MODULE',
    help: 'module to add, as it is imported: my_app.text.count is src/my_app/text/count.py',
    defaultText: 'none',
    question: { message: 'Module, such as my_app.text', required: true },
    accept: dotted,
    standard: () => '',
  }),
};

/** The names that templates may use. */
function context({ module }: Answers<typeof options>) {
  const parts = module.split('.');
  return { path: parts.join('/'), leaf: parts.at(-1) ?? '', parent: parts.slice(0, -1).join('.') };
}

type ModulePack = Pack<Answers<typeof options>, Record<string, never>, ReturnType<typeof context>>;

/** @param read reads templates/module; called when a module is planned */
export const modulePack = (read: () => readonly Template[]): ModulePack => ({
  ...plainPack,
  name: 'module',
  description: 'a module with its test, in a Python project',
  addsTo: 'pyproject.toml',
  options,
  parts: [{ name: 'module' }],
  templates: read,
  context,
  // The packages that contain the module, outermost first.
  computed: ({ parent }) =>
    parent.split('.').map((_, i, names) => ({
      path: `src/${names.slice(0, i + 1).join('/')}/__init__.py`,
      content: '',
      part: 'module',
    })),
  merged: ['__init__.py'],
  hints: ({ path, leaf }) => [
    `Example code, to replace with your own: src/${path}.py, tests/test_${leaf}.py`,
  ],
});
