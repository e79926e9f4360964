import { parse } from 'smol-toml';
import * as assert from 'uvu/assert';
import type { ProjectContext } from '../../generators/project/context.js';
import { managers } from '../../generators/project/managers/index.js';
import type { ManagerName } from '../../generators/project/options.js';
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

test('a lock that is not written yet is told, with its command', () => {
  for (const manager of NAMES) {
    const { compiled, locks, lock } = managers[manager].commands;
    const wanted = compiled ? [] : [`${locks} is not written yet: run ${lock}, and commit it`];
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
