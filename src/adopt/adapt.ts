/** Fits the planned texts to a project that exists: a flat layout, build files, files that it does not have. */
import type { Layout } from './layout.js';

/** What the texts depend on. */
export interface Ground {
  readonly layout: Layout | undefined;
  /** The names at the top of the project after the run. */
  readonly names: ReadonlySet<string>;
  /** The lowest Python of the tools, if the project's metadata state another one: `3.11`. */
  readonly python?: string | undefined;
}

/** Files from which setuptools builds. */
const BUILD_FILES = ['setup.py', 'setup.cfg', 'MANIFEST.in'];

/** The planned text as this project needs it. */
export function adapted(path: string, text: string, ground: Ground): string {
  switch (path) {
    case 'pyproject.toml':
      return pyproject(text, ground);
    case 'Dockerfile':
      return dockerfile(text, ground);
    case '.dockerignore':
      return dockerignore(text, ground);
    case 'Makefile':
      return makefile(text, ground);
    case '.github/workflows/ci.yml':
    case '.github/workflows/publish.yml':
      return workflow(text, ground);
    case 'CHANGELOG.md':
      return text.replace('\n### Added\n\n- The first version.\n', '');
    default:
      return text;
  }
}

/** The code's place: `src`, `my_app` or `my_app.py`. */
const place = ({ layout }: Ground): string =>
  !layout || layout.root === 'src' ? 'src' : layout.single ? `${layout.module}.py` : layout.module;

function pyproject(text: string, ground: Ground): string {
  const { layout, names } = ground;
  const checked = ['scripts', place(ground), 'tests'].filter((name) => name === 'scripts' || names.has(name));
  const there = text
    .replace(
      'files = ["scripts", "src", "tests"]',
      `files = [${checked.map((name) => `"${name}"`).join(', ')}]`,
    )
    .replace(/^testpaths = \["tests"\]\n/m, (line) => (names.has('tests') ? line : ''))
    .replace(/^readme = "([^"]+)"\n/m, (line, file) => (names.has(file) ? line : ''))
    .replace(/^license-files = \[(.*)\]\n/m, (line, files: string) =>
      files.split(', ').every((file) => names.has(file.replaceAll('"', ''))) ? line : '',
    );
  if (!layout || (layout.root === 'src' && !layout.single)) return there;
  const { module, single, root } = layout;
  const from = root === '' ? '' : 'src/';
  const file = `${from}${module}${single ? '.py' : ''}`;
  return there
    .replace(
      `packages = ["src/${module}"]`,
      single
        ? `only-include = ["${file}"]${root === '' ? '' : '\nsources = ["src"]'}`
        : `packages = ["${file}"]`,
    )
    .replace('"/src", "/tests"', `"/${root === '' ? file : 'src'}", "/tests"`)
    .replace(
      /\[tool\.setuptools\.packages\.find\]\nwhere = \["src"\]/,
      single
        ? `[tool.setuptools]\npy-modules = ["${module}"]${root === '' ? '' : '\npackage-dir = { "" = "src" }'}`
        : `[tool.setuptools.packages.find]\ninclude = ["${module}", "${module}.*"]`,
    )
    .replace(
      `packages = [{ include = "${module}", from = "src" }]`,
      `packages = [{ include = "${module}${single ? '.py' : ''}"${root === '' ? '' : ', from = "src"'} }]`,
    )
    .replace(
      /(\[tool\.uv\.build-backend\]\nmodule-name = .*\n)/,
      root === '' ? '$1module-root = ""\n' : '$1',
    );
}

function dockerfile(text: string, ground: Ground): string {
  const code = place(ground);
  return text
    .replace(/^COPY (pyproject\.toml .*) \.\/$/gm, (_, words: string) => {
      const there = words.split(/\s+/).filter((word) => ground.names.has(word));
      return `COPY ${[...there, ...BUILD_FILES.filter((name) => ground.names.has(name))].join(' ')} ./`;
    })
    .replace(/^COPY src\/ src\/$/m, code.endsWith('.py') ? `COPY ${code} ./` : `COPY ${code}/ ${code}/`);
}

function dockerignore(text: string, ground: Ground): string {
  const code = place(ground);
  const more = BUILD_FILES.filter((name) => ground.names.has(name)).map((name) => `!${name}\n`);
  return text.replace(/^!src\/$/m, `${more.join('')}!${code.endsWith('.py') ? code : `${code}/`}`);
}

function makefile(text: string, ground: Ground): string {
  return imported(inImage(withOldest(cleaned(text, ground), ground.python), ground));
}

/** A program may not know `--version`, so the image's Python imports it instead. */
const inImage = (text: string, { layout }: Ground): string =>
  layout
    ? text.replace(
        /(--cap-drop ALL|--security-opt no-new-privileges) ([\w.-]+) --version$/gm,
        (_, before: string, image: string) =>
          `${before} --entrypoint python ${image} -I -c "import ${layout.module}"`,
      )
    : text;

/** A module may have no `__version__`. */
const imported = (text: string): string =>
  text.replace(/"import (\w+); print\(\1\.__version__\)"/g, '"import $1"');

/** What is built has the code where it is, and whether it can be imported is all that is known of it. */
function workflow(text: string, ground: Ground): string {
  const { layout } = ground;
  if (!layout) return text;
  const { module, single, isNamespace } = layout;
  const first = single ? `${module}.py ` : isNamespace ? `${module}/` : `${module}/__init__.py `;
  return imported(inImage(text, ground))
    .replaceAll(`grep "^${module}/__init__.py "`, () => `grep "^${first}"`)
    .replace(
      /^( +)(\.venv\/bin\/)?[\w.-]+ --version$/gm,
      (_, blanks: string, folder = '') => `${blanks}${folder}python -I -c "import ${module}"`,
    );
}

/** The Makefile takes the oldest Python from pyproject.toml, which may support older ones than the tools do. */
const withOldest = (text: string, python: string | undefined): string =>
  python === undefined
    ? text
    : text.replace(
        /^PYTHON_MIN := .*$/m,
        `# Of the tools and locks: requires-python in pyproject.toml is another one.\nPYTHON_MIN := ${python}`,
      );

function cleaned(text: string, ground: Ground): string {
  const code = place(ground);
  if (code === 'src') return text;
  const folders = ['tests', ...(code.endsWith('.py') ? [] : [code])].filter(
    (name) => ground.names.has(name) || name === code,
  );
  return text
    .replace('src/*.egg-info', '*.egg-info')
    .replace('find src tests', `find ${folders.sort().join(' ') || '.'}`);
}
