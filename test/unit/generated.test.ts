/** Tests properties of generated files that a comparison with golden projects cannot show. */
import { parse } from 'smol-toml';
import * as assert from 'uvu/assert';
import { parse as parseYaml } from 'yaml';
import { VCS_BACKENDS } from '../../generators/project/parts.js';
import { pack, planFor } from '../golden.js';
import { suite } from '../harness.js';

const test = suite('generated files');

const KINDS = ['cli', 'library', 'web'] as const;

const filesOf = (answers: Parameters<typeof planFor>[0]): Record<string, string> =>
  Object.fromEntries(planFor(answers).files.map(({ path, content }) => [path, content]));

test("a given requirement replaces the kind's own requirement of that name, in any spelling", () => {
  const { 'pyproject.toml': pyproject = '', 'requirements.in': direct = '' } = filesOf({
    kind: 'web',
    dependency: ['Uvicorn>=0.41', 'httpx'],
  });
  const { project } = parse(pyproject) as { project: { dependencies: string[] } };
  assert.equal(project.dependencies, ['httpx', 'starlette>=1.7', 'Uvicorn>=0.41']);
  assert.not.match(direct, 'uvicorn');
});

test('the longest name that fits a line of 88 columns stays on it, a longer one does not', () => {
  const lines = (length: number): string[] =>
    (filesOf({ name: 'x'.repeat(length) })[`src/${'x'.repeat(length)}/__init__.py`] ?? '').split('\n');
  assert.is(Math.max(...lines(59).map((line) => line.length)), 88);
  assert.ok(lines(60).includes('    __version__ = version('));
  assert.ok(Math.max(...lines(60).map((line) => line.length)) <= 88);
});

for (const kind of KINDS)
  for (const backend of ['flit', 'maturin', 'scikit-build-core', 'meson-python'])
    test(`a ${kind} with ${backend} lists its example code, and no other file refers to that code`, () => {
      const planned = planFor({ kind, backend });
      const [line = ''] = pack.hints(planned.context).slice(-1);
      const named = (line.split(': ')[1] ?? '').split(', ');
      const readme = planned.files.find(({ path }) => path === 'README.md')?.content ?? '';
      assert.match(readme, named.map((path) => `\`${path}\``).join(', '));
      const code = planned.files.filter(({ path }) => /^(src|tests|rust)\//.test(path));
      assert.equal(
        named.filter((path) => !code.some((file) => file.path === path)),
        [],
      );
      // One of these files imports the example, and one describes it.
      const counting = code.filter(({ content }) => /\bcounts?\(|import .*counts?\b/.test(content));
      assert.equal(
        counting
          .map(({ path }) => path)
          .filter((path) => !named.includes(path) && !path.endsWith('__init__.py')),
        [],
      );
    });

interface Job {
  readonly steps: readonly { readonly run?: string; readonly with?: Readonly<Record<string, unknown>> }[];
}

for (const backend of VCS_BACKENDS)
  test(`a project with ${backend} and versions from git states no version, and its jobs fetch the tags`, () => {
    const files = filesOf({ kind: 'library', backend, docker: true, 'version-from': 'vcs' });
    const pyproject = files['pyproject.toml'] ?? '';
    const { project } = parse(pyproject) as { project: { version?: string; dynamic: string[] } };
    assert.equal([project.version, project.dynamic], [undefined, ['version']]);
    assert.match(pyproject, /^fallback[-_]version = "0\.0\.0"$/m);
    const variable = /^ENV (\w+)=\$\{VERSION\}$/m.exec(files.Dockerfile ?? '')?.[1] ?? 'none';
    assert.match(
      files['.github/workflows/publish.yml'] ?? '',
      `echo ${variable}="$VERSION" >> "$GITHUB_ENV"`,
    );
    // `git describe` may print a local part, and TestPyPI refuses it.
    assert.not.match(files['.github/workflows/publish.yml'] ?? '', 'git describe --tags --match');
    const fetching = ['ci', 'audit', 'publish'].flatMap((workflow) => {
      const { jobs } = parseYaml(files[`.github/workflows/${workflow}.yml`] ?? '') as {
        jobs: Record<string, Job>;
      };
      return Object.entries(jobs)
        .filter(([, { steps }]) => steps.some((step) => step.with?.['fetch-depth'] === 0))
        .map(([name]) => `${workflow} ${name}`);
    });
    // The job of the wheels is told the version, since its container has no tags.
    const compiled = backend === 'scikit-build-core' ? ['publish sdist'] : [];
    const always = ['ci test', 'ci lowest', 'ci build', 'ci image', 'publish version'];
    assert.equal(fetching, [...always, ...compiled, 'publish build']);
    const passed = compiled.length > 0 ? [variable] : undefined;
    const { tool } = parse(pyproject) as {
      tool: { cibuildwheel?: { linux?: { 'environment-pass'?: string[] } } };
    };
    assert.equal(tool.cibuildwheel?.linux?.['environment-pass'], passed);
  });

test('a project with a static version fetches no tags', () => {
  for (const [path, text] of Object.entries(filesOf({ publish: 'pypi', docker: true })))
    assert.not.match(text, /fetch-depth|git describe|dynamic = |SCM_|ARG VERSION/, path);
});
