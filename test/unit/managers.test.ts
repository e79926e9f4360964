import { parse } from 'smol-toml';
import * as assert from 'uvu/assert';
import type { ProjectContext } from '../../generators/project/context.js';
import { EXPORTING, exportSteps } from '../../generators/project/exports.js';
import { managers } from '../../generators/project/managers/index.js';
import type { ExportChoice, ManagerName, ProjectAnswers } from '../../generators/project/options.js';
import { condaSpec } from '../../generators/project/python/conda.js';
import { pipfileLine } from '../../generators/project/python/pipfile.js';
import { UserError } from '../../src/model/errors.js';
import { platformOf } from '../../src/model/platform.js';
import { planFor } from '../golden.js';
import { suite } from '../harness.js';

const test = suite('package managers');

const NAMES = Object.keys(managers) as ManagerName[];
const LINUX = platformOf('linux');
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
