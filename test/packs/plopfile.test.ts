/** A team's own plopfile: its code runs only with --trust, on a copy, and its files are written with the project or not at all. */
import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import * as assert from 'uvu/assert';
import { ROOT } from '../../scripts/root.js';
import { suite } from '../harness.js';
import { contents, directory, fill, run } from '../world.js';

const test = suite('a plopfile of the team');

/** A folder with a plopfile, and node-plop beside it. */
function team(plopfile: string, withPlop = true): { folder: string; home: string } {
  const folder = directory();
  mkdirSync(path.join(folder, 'node_modules'));
  if (withPlop)
    symlinkSync(
      path.join(ROOT, 'node_modules/node-plop'),
      path.join(folder, 'node_modules/node-plop'),
      'dir',
    );
  fill(folder, { 'plopfile.mjs': plopfile, 'templates/owners.hbs': '* @{{name}}-team\n' });
  return { folder, home: directory() };
}

const OWNERS = `export default (plop) => {
  plop.setGenerator('owners', { prompts: [], actions: [
    { type: 'add', path: 'CODEOWNERS', templateFile: 'templates/owners.hbs' },
    { type: 'modify', path: 'README.md', pattern: /^# .*/, template: '# Ours: {{name}}' },
    (answers, config, plop) => 'asked for ' + answers.kind,
  ] });
};
`;

const ARGS = ['my-app', '--yes', '--kind', 'library', '--plopfile', './plopfile.mjs'];

test('it adds and changes files of the plan, and the record knows them', async () => {
  const { folder, home } = team(OWNERS);
  const { code, err, out } = await run([...ARGS, '--trust'], folder, { env: { HOME: home } });
  assert.is(code, 0, err);
  const texts = contents(path.join(folder, 'my-app'));
  assert.is(texts.CODEOWNERS, '* @my-app-team\n');
  assert.match(texts['README.md'] ?? '', /^# Ours: my-app\n/);
  assert.match(texts['.create-pyproject.toml'] ?? '', 'CODEOWNERS = "');
  assert.match(out, 'wrote');
  // A second run finds everything as it is.
  const again = await run(
    ['.', '--yes', '--plopfile', '../plopfile.mjs', '--trust'],
    path.join(folder, 'my-app'),
    {
      env: { HOME: home },
    },
  );
  assert.match(again.out, /left unchanged \d+ files\n/);
  assert.not.match(again.out, 'renewed');
  assert.equal(
    readdirSync(path.join(home, '.cache/create-pyproject/packs')).filter((name) => name.startsWith('.')),
    [],
  );
});

test("this package's own generators do not run, and one of the team may have the name of one", async () => {
  const load = JSON.stringify(path.join(ROOT, 'dist/index.mjs'));
  const own = OWNERS.replaceAll("'owners'", "'module'").replace(
    '(plop) => {',
    `async (plop) => {\n  await plop.load(${load});`,
  );
  const { folder, home } = team(own);
  const { code, err } = await run([...ARGS, '--trust'], folder, { env: { HOME: home } });
  assert.is(code, 0, err);
  const texts = contents(path.join(folder, 'my-app'));
  assert.is(texts.CODEOWNERS, '* @my-app-team\n');
  assert.not.ok(Object.keys(texts).some((file) => file.includes('pack.toml')));
});

test('without --trust it is not loaded, and nothing is written', async () => {
  const { folder, home } = team(`import { writeFileSync } from 'node:fs';
writeFileSync(${JSON.stringify(path.join(directory(), 'sentinel'))}, '');
export default () => {};
`);
  const { code, err } = await run(ARGS, folder, { env: { HOME: home } });
  assert.is(code, 2);
  assert.match(err, '--plopfile runs the code in ./plopfile.mjs; read it, and add --trust');
  assert.not.ok(existsSync(path.join(folder, 'my-app')));
  assert.match((await run(['my-app', '--yes', '--trust'], folder)).err, '--trust needs --plopfile');
});

test('when it fails nothing is written, and the message names the generator', async () => {
  const failing = OWNERS.replace("'templates/owners.hbs'", "'templates/nope.hbs'");
  const linking = `import { symlinkSync } from 'node:fs';
export default (plop) => plop.setGenerator('link', { prompts: [], actions: [
  () => { symlinkSync('/etc/passwd', plop.getDestBasePath() + '/link'); return 'x'; },
] });
`;
  for (const [plopfile, said] of [
    [failing, './plopfile.mjs: the generator owners: '],
    ['export default () => { throw new Error("no") };\n', './plopfile.mjs: no'],
    ['export default (\n', './plopfile.mjs: '],
    [linking, 'link: the plopfile has made a link, or a huge file'],
  ] as const) {
    const { folder, home } = team(plopfile);
    const { code, err } = await run([...ARGS, '--trust'], folder, { env: { HOME: home } });
    assert.is(code, 2, err);
    assert.match(err, said);
    assert.not.ok(existsSync(path.join(folder, 'my-app')));
  }
});

test('without plop beside it the message says what to install', async () => {
  const { folder, home } = team(OWNERS, false);
  const { code, err } = await run([...ARGS, '--trust'], folder, { env: { HOME: home } });
  assert.is(code, 1);
  assert.match(err, 'plop not found for ./plopfile.mjs; run npm install plop in the folder of the plopfile');
  assert.ok(statSync(folder).isDirectory());
});
