/** The generator of modules: a module with its test, in a Python project with a src layout. */
import { type Answers, type Pack, plainPack, type Template, text } from '../../src/model/author.js';
import { newPackages, ownPackage, packageFor, refuseModuleName } from './src-layout.js';

/** @param typed an import path, or a path below src: `my_app.text.count`, `my_app/text/count.py` */
function dotted(typed: string): string {
  const parts = typed
    .replace(/^src\//, '')
    .replace(/\.py$/, '')
    .replaceAll('/', '.')
    .split('.');
  for (const part of parts) refuseModuleName(part);
  return parts.join('.');
}

const options = {
  module: text({
    value: 'MODULE',
    help: "module to add: text.count is src/my_app/text/count.py, in the project's own package",
    defaultText: 'none',
    question: { message: 'Module, such as text.count', required: true },
    accept: dotted,
    standard: () => '',
  }),
};

type ModuleAnswers = Answers<typeof options> & {
  /** The packages that are made for it, outermost first. */
  readonly packages?: readonly string[];
  /** The name of its test: its path, without the project's own package. */
  readonly test?: string;
};

/** The names that templates may use. */
function context({ module, packages = [], test = '' }: ModuleAnswers) {
  const parts = module.split('.');
  return {
    module,
    path: parts.join('/'),
    leaf: parts.at(-1) ?? '',
    test,
    packages,
  };
}

type ModulePack = Pack<ModuleAnswers, Record<string, never>, ReturnType<typeof context>>;

/** @param read reads templates/module; called when a module is planned */
export const modulePack = (read: () => readonly Template[]): ModulePack => ({
  ...plainPack,
  name: 'module',
  description: 'a module with its test, in a Python project',
  addsTo: 'pyproject.toml',
  options,
  parts: [{ name: 'module' }],
  templates: read,
  inProject: ({ module }, project) => {
    const [first = '', ...rest] = module.split('.');
    const isWhole = rest.length > 0 && project.names('src').includes(first);
    const whole = isWhole ? module : `${packageFor(project)}.${module}`;
    const own = `${ownPackage(project)}.`;
    const test = whole.startsWith(own) ? whole.slice(own.length) : whole;
    return { module: whole, packages: newPackages(whole, project), test: test.replaceAll('.', '_') };
  },
  context,
  computed: ({ packages }) =>
    packages.map((name) => ({
      path: `src/${name.replaceAll('.', '/')}/__init__.py`,
      content: '',
      part: 'module',
    })),
  hints: ({ path, test }) => [
    `Example code, to replace with your own: src/${path}.py, tests/test_${test}.py`,
  ],
});
