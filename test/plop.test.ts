/** Tests the generators in plop itself: through the plop command, and from a plopfile that loads the package. */
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import nodePlop from 'node-plop';
import * as assert from 'uvu/assert';
import { ROOT } from '../scripts/root.js';
import { register } from '../src/entry/plop.js';
import { inTurn, KEY, Terminal } from './command.js';
import { pack } from './golden.js';
import { suite } from './harness.js';
import { contents, directory, environment, fill, hostIn, run, same } from './world.js';

const test = suite('plop');

/** Creates a directory with create-pyproject installed and a plopfile that loads it. */
function team(): string {
  const folder = directory();
  mkdirSync(path.join(folder, 'node_modules'));
  symlinkSync(ROOT, path.join(folder, 'node_modules/create-pyproject'), 'dir');
  fill(folder, { 'plopfile.mjs': "export default (plop) => plop.load('create-pyproject');\n" });
  return folder;
}

test('a plopfile that loads create-pyproject writes the same files as the command', async () => {
  const folder = team();
  const plop = await nodePlop(path.join(folder, 'plopfile.mjs'));
  const { changes, failures } = await plop
    .getGenerator('project')
    .runActions({ directory: 'my-app', kind: 'library' });
  assert.equal(failures, []);
  assert.is(changes.length, 1);

  const again = directory();
  const { code } = await run(
    ['my-app', '--kind', 'library', '--author', '', '--email', '', '--yes', '--no-git'],
    again,
  );
  assert.is(code, 0);
  same(contents(path.join(again, 'my-app')), contents(path.join(folder, 'my-app')));
});

test("with a team's pack plop writes the same files as the command with --pack", async () => {
  const folder = team();
  const pack = path.join(ROOT, 'test/packs/cases/data-team');
  const packs = JSON.stringify([pack]);
  fill(folder, {
    'plopfile.mjs': `export default (plop) => plop.load('create-pyproject', { packs: ${packs} });\n`,
  });
  const plop = await nodePlop(path.join(folder, 'plopfile.mjs'));
  const { failures } = await plop.getGenerator('project').runActions({ directory: 'my-app', tier: 'gold' });
  assert.equal(failures, []);
  const again = directory();
  const args = ['my-app', '--tier', 'gold', '--author', '', '--email', '', '--yes', '--no-git'];
  assert.is((await run([...args, '--pack', pack], again)).code, 0);
  same(contents(path.join(again, 'my-app')), contents(path.join(folder, 'my-app')));
});

test('the action refuses answers that the command refuses, and writes nothing', async () => {
  const folder = team();
  const plop = await nodePlop(path.join(folder, 'plopfile.mjs'));
  const { changes, failures } = await plop.getGenerator('project').runActions({ directory: 'class' });
  assert.equal(changes, []);
  assert.match(failures[0]?.error ?? '', 'class is a Python keyword');
  assert.equal(readdirSync(folder).sort(), ['node_modules', 'plopfile.mjs']);
});

test('the action refuses a directory that the command refuses', async () => {
  const folder = team();
  const plop = await nodePlop(path.join(folder, 'plopfile.mjs'));
  for (const name of ['.git/my-app', '~/my-app', 'https://example.org/my-app']) {
    const { failures } = await plop.getGenerator('project').runActions({ directory: name });
    assert.match(failures[0]?.error ?? '', /^the directory /, name);
  }
  assert.equal(readdirSync(folder).sort(), ['node_modules', 'plopfile.mjs']);
});

test('the action reports kept files', async () => {
  const folder = directory();
  fill(folder, { 'app/README.md': 'mine\n' });
  const { host, said } = hostIn(folder);
  const plop = await nodePlop('', { destBasePath: folder, force: false });
  register(plop, pack, host, '1.2.3');
  const { failures } = await plop.getGenerator('project').runActions({ directory: 'app' });
  assert.equal(failures, []);
  assert.is(said.err, 'README.md is kept; pyproject.toml refers to it\n');
});

test('the prompts are an array, and plop can bypass each of them', async () => {
  const folder = team();
  const plop = await nodePlop(path.join(folder, 'plopfile.mjs'));
  const project = plop.getGenerator('project');
  const names = (project.prompts as unknown as { name: string }[]).map(({ name }) => name);
  assert.equal(names, [
    'directory',
    'kind',
    'manager',
    'backend',
    'license',
    'python',
    'docker',
    'description',
  ]);
  const given = ['my-app', 'library', 'pip', 'flit', 'isc', '3.13', 'y', 'Tells the time.'];
  assert.equal(await project.runPrompts(given), {
    directory: 'my-app',
    kind: 'library',
    manager: 'pip',
    backend: 'flit',
    license: 'ISC',
    python: '3.13',
    docker: true,
    description: 'Tells the time.',
  });
  for (const [wrong, reason] of [
    [['class'], /class is a Python keyword/],
    [['my-app', 'clI2'], /is not one of cli, library, web/],
  ] as const) {
    const refused = await project.runPrompts([...wrong, ...given.slice(wrong.length)]).then(
      () => '',
      (error: Error) => error.message,
    );
    assert.match(refused, reason);
  }
});

test("the prompt for a choice uses the type that plop's inquirer supports", async () => {
  const { host } = hostIn(directory());
  for (const known of ['list', 'select']) {
    const plop = await nodePlop('', { destBasePath: host.cwd, force: false });
    register({ ...plop, inquirer: { prompt: { prompts: { [known]: {} } } } } as never, pack, host, '1.2.3');
    const { prompts } = plop.getGenerator('project');
    assert.is((prompts as unknown as { type: string }[])[1]?.type, known);
  }
});

test('the action prints the next steps', async () => {
  const folder = team();
  const plop = await nodePlop(path.join(folder, 'plopfile.mjs'));
  const { changes } = await plop.getGenerator('project').runActions({ directory: 'my-app' });
  assert.match(changes[0]?.path ?? '', /^my-app\n\nNext:\n {2}cd .*my-app\n/);
});

test('a plopfile can reuse the generator with changed questions and answers', async () => {
  const folder = team();
  fill(folder, {
    'plopfile.mjs': `import createPyproject from 'create-pyproject';
export default (plop) => {
  createPyproject(plop);
  const project = plop.getGenerator('project');
  plop.setGenerator('service', {
    description: 'a web service of our team',
    prompts: project.prompts.filter(({ name }) => name === 'directory'),
    actions: (answers) => [
      ...project.actions({ ...answers, kind: 'web', license: 'none' }),
      { type: 'add', path: '{{directory}}/OWNERS', template: 'team-a' },
    ],
  });
};
`,
  });
  const plop = await nodePlop(path.join(folder, 'plopfile.mjs'));
  const service = plop.getGenerator('service');
  const { failures } = await service.runActions(await service.runPrompts(['clock']));
  assert.equal(failures, []);
  const written = contents(path.join(folder, 'clock'));
  assert.match(written['.create-pyproject.toml'] ?? '', /kind = "web"\n(.*\n)*license = "none"/);
  assert.is(written.OWNERS, 'team-a');
});

test('the plopfile of this repository has every generator, and writes nothing into the repository', async () => {
  const plop = await nodePlop(path.join(ROOT, 'plopfile.js'));
  assert.equal(plop.getGeneratorList(), [
    { name: 'project', description: 'a complete, ready-to-use Python project' },
    { name: 'module', description: 'a module with its test, in a Python project' },
    { name: 'command', description: 'a command with its module and its test, in a Python project' },
    { name: 'pack', description: "a pack: a team's own standard over the generator of projects" },
  ]);
  const { failures } = await plop.getGenerator('project').runActions({ directory: 'my-app' });
  assert.is(
    failures[0]?.error,
    'the directory is inside create-pyproject itself (E_DIRECTORY); give plop another one with --dest',
  );
});

/** The module generator, and a project to which it adds modules. */
async function inProject() {
  const folder = directory();
  assert.is((await run(['.', '--name', 'my-app', '--yes', '--no-git'], folder)).code, 0);
  const before = contents(folder);
  const plop = await nodePlop(path.join(ROOT, 'plopfile.js'), { destBasePath: folder, force: false });
  return { folder, before, module: plop.getGenerator('module'), command: plop.getGenerator('command') };
}

test('a module is added with its test and its missing packages, and nothing else changes', async () => {
  const { folder, before, module } = await inProject();
  const { failures } = await module.runActions(await module.runPrompts(['my_app/text/count']));
  assert.equal(failures, []);
  const { 'src/my_app/text/count.py': code, 'tests/test_text_count.py': tests, ...after } = contents(folder);
  assert.match(code ?? '', 'def double');
  assert.match(tests ?? '', 'from my_app.text.count import double\n');
  const { 'src/my_app/text/__init__.py': made, ...others } = after;
  assert.is(made, '');
  same(others, before);
});

test('a module needs a project and an importable name, and replaces no file', async () => {
  const { folder, before, module } = await inProject();
  for (const [name, reason] of [
    ['my_app.class', '"class" is a keyword of Python'],
    ['my_app.counts.lines', 'my_app.counts is a module'],
    ['my_app.Text', '"Text" is not a lower-case module name'],
    ['my_app.cli', '2 files already exist and differ: src/my_app/cli.py, tests/test_cli.py'],
  ] as const) {
    const { failures } = await module.runActions({ module: name });
    assert.match(failures[0]?.error ?? '', reason);
  }
  same(contents(folder), before);
  const empty = await nodePlop(path.join(ROOT, 'plopfile.js'), { destBasePath: directory(), force: false });
  const { failures } = await empty.getGenerator('module').runActions({ module: 'my_app.text' });
  assert.match(failures[0]?.error ?? '', 'has no pyproject.toml (E_DIRECTORY)');
});

test('a command is added with its test and its line in pyproject.toml, and not twice', async () => {
  const { folder, before, command } = await inProject();
  const { failures } = await command.runActions(await command.runPrompts(['sync-all']));
  assert.equal(failures, []);
  const {
    'src/my_app/sync_all.py': code,
    'tests/test_sync_all.py': tests,
    'pyproject.toml': about,
    ...others
  } = contents(folder);
  const { 'pyproject.toml': was = '', ...rest } = before;
  assert.match(code ?? '', 'def main');
  assert.match(tests ?? '', 'from my_app.sync_all import main\n');
  const line = 'my-app = "my_app.cli:main"\n';
  assert.is(about, was.replace(line, `${line}sync-all = "my_app.sync_all:main"\n`));
  same(others, rest);
  const again = await command.runActions({ command: 'sync-all' });
  assert.match(again.failures[0]?.error ?? '', 'there is a command sync-all already');
});

const played = inTurn(async () => {
  const cwd = directory();
  const program = [path.join(ROOT, 'node_modules/plop/bin/plop.js')];
  const plopfile = path.join(ROOT, 'dist/index.mjs');
  const terminal = new Terminal(
    ['--plopfile', plopfile, '--dest', cwd, 'project'],
    cwd,
    environment(),
    program,
  );
  const questions = [
    'Kind',
    'Package manager',
    'Build backend',
    'License',
    'Lowest supported Python',
    'Dockerfile',
    'Description',
  ];
  const code = await terminal.interview([
    ['Directory, or name', `my-app${KEY.enter}`],
    ...questions.map((one) => [one, KEY.enter] as const),
  ]);
  return { code, cwd, shown: terminal.shown };
});
played.catch(() => {});

test("plop's own command asks the same questions and writes the project", async () => {
  const { code, cwd, shown } = await played;
  assert.is(code, 0, shown);
  const names = Object.keys(contents(path.join(cwd, 'my-app')));
  for (const name of ['pyproject.toml', 'requirements-dev.txt', '.create-pyproject.toml'])
    assert.ok(names.includes(name), name);
});
