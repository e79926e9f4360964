/** Team packs: what they change, what they refuse, and the commands that check and test them. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as assert from 'uvu/assert';
import { keysTable } from '../../scripts/pack-keys.js';
import { ROOT } from '../../scripts/root.js';
import { KEY, Terminal } from '../command.js';
import { suite } from '../harness.js';
import { contents, directory, environment, files, fill, git, run } from '../world.js';

const test = suite('team packs');

const NO_FAULTS = `data-team 2.0.0: no faults
  note: SECURITY.md is left out, and still named in pyproject.toml:115
`;

const DATA_TEAM = path.join(ROOT, 'test/packs/cases/data-team');

/** A pack with these lines in its manifest, and these files. */
function packOf(lines: string, more: Readonly<Record<string, string>> = {}, name = 'acme'): string {
  const folder = directory();
  fill(folder, { 'pack.toml': `name = "${name}"\nversion = "1.2.3"\ndescription = "x"\n${lines}`, ...more });
  return folder;
}

/** Makes a project with packs, and reads it. */
async function made(packs: readonly string[], ...args: readonly string[]) {
  const folder = directory();
  const sources = packs.flatMap((pack) => ['--pack', pack]);
  const result = await run(['my-app', '--yes', ...sources, ...args], folder);
  const project = path.join(folder, 'my-app');
  return { ...result, project, texts: existsSync(project) ? contents(project) : {} };
}

test('a pack with one of everything writes what its cases hold', async () => {
  const checked = await run(['pack', 'check', DATA_TEAM], ROOT);
  assert.is(checked.out + checked.err, NO_FAULTS);
  const tested = await run(['pack', 'test', DATA_TEAM], ROOT);
  assert.is(tested.out + tested.err, 'data-team 2.0.0: 2 cases as written\n');
});

test('the bytes and the mode of a copied file are kept', async () => {
  const { project } = await made([DATA_TEAM]);
  const [theirs, ours] = [
    path.join(DATA_TEAM, 'templates/base/assets/logo.png'),
    path.join(project, 'assets/logo.png'),
  ];
  assert.ok(readFileSync(theirs).equals(readFileSync(ours)));
  assert.is(statSync(path.join(project, 'ready.sh')).mode & 0o777, 0o755);
});

test('the record names the pack, and its own answers', async () => {
  const { texts } = await made([DATA_TEAM], '--tier', 'gold');
  const record = texts['.create-pyproject.toml'] ?? '';
  assert.match(record, 'tier = "gold"');
  assert.match(record, '[[packs]]\nname = "data-team"\nversion = "2.0.0"\n');
});

test('a second run changes nothing, and one without the pack is refused', async () => {
  const { project } = await made([DATA_TEAM], '--tier', 'gold');
  const again = await run(['.', '--yes', '--pack', DATA_TEAM], project);
  assert.match(again.out, /left unchanged \d+ files\n/);
  assert.not.match(again.out, 'renewed');
  const without = await run(['.', '--yes'], project);
  assert.is(without.code, 2);
  assert.match(without.err, 'the project in . was made with a pack: data-team 2.0.0');
});

test('a locked answer cannot be changed: exit 2, and the message names the pack and the value', async () => {
  const flag = await made([DATA_TEAM], '--license', 'MIT');
  assert.is(flag.code, 2);
  assert.match(flag.err, '--license: the pack data-team 2.0.0 has locked it to Apache-2.0; leave it out');
  assert.is((await made([DATA_TEAM], '--license', 'Apache-2.0')).code, 0);
  const folder = directory();
  writeFileSync(path.join(folder, 'a.toml'), 'license = "MIT"\n');
  const file = await run(['app', '--pack', DATA_TEAM, '--answers', 'a.toml'], folder);
  assert.match(file.err, 'a.toml:1: license: the pack data-team 2.0.0 has locked it');
});

test('a later pack wins, and a value that an earlier one has locked stays', async () => {
  const first = packOf('locked = ["license"]\n[answers]\nlicense = "ISC"\nkind = "library"\n');
  const second = packOf('[answers]\nkind = "web"\nlicense = "ISC"\n', {}, 'team');
  const { texts } = await made([first, second]);
  assert.match(texts['.create-pyproject.toml'] ?? '', 'kind = "web"');
  assert.match(texts['.create-pyproject.toml'] ?? '', 'license = "ISC"');
  const against = await made([first, packOf('[answers]\nlicense = "MIT"\n', {}, 'team')]);
  assert.is(against.code, 2);
  assert.match(against.err, 'pack.toml:5: answers.license: is locked by the pack acme 1.2.3');
});

test("--help, --schema and completion have a pack's options", async () => {
  for (const flag of ['--help', '--schema', '--completion=bash']) {
    const { out } = await run([flag, '--pack', DATA_TEAM], directory());
    assert.match(out, 'tier', flag);
    assert.match(out, 'gold', flag);
  }
});

test('an option with a condition is refused where the condition does not hold', async () => {
  const { code, err } = await made([DATA_TEAM], '--kind', 'cli', '--notebook');
  assert.is(code, 2);
  assert.match(err, '--notebook needs --kind library; leave out --notebook');
});

test('--json says where each answer comes from, and names the packs', async () => {
  const { out } = await made([DATA_TEAM], '--json', '--tier', 'gold', '--dry-run');
  const { origins, packs } = JSON.parse(out) as {
    origins: Record<string, string>;
    packs: { name: string }[];
  };
  assert.is(origins.license, 'the pack data-team 2.0.0');
  assert.is(origins.tier, '--tier');
  assert.is(origins.backend, 'default');
  assert.equal(
    packs.map(({ name }) => name),
    ['data-team'],
  );
});

test('--offline says, in the summary and in the JSON, that a pack is from the cache', async () => {
  const [repository, folder] = [packOf(''), directory()];
  git(repository, 'init', '--quiet');
  git(repository, 'add', '.');
  git(repository, '-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '--quiet', '--message=x');
  const env = environment({ XDG_CACHE_HOME: directory() });
  const pack = ['--pack', `git+${pathToFileURL(repository).href}`];
  const ran = async (...args: readonly string[]) => {
    const { code, out, err } = await run(['my-app', '--yes', ...pack, ...args], folder, { env });
    assert.is(code, 0, err);
    return out;
  };
  const said = 'the pack acme 1.2.3 is from the cache';
  assert.not.match(await ran('--dry-run'), said);
  assert.match((await ran('--dry-run', '--offline')).replace(/\s+/g, ' '), said);
  const { notes, packs } = JSON.parse(await ran('--json', '--offline')) as {
    notes: string[];
    packs: { cached?: boolean }[];
  };
  assert.ok(notes.some((note) => note.startsWith(said)));
  assert.is(packs[0]?.cached, true);
  assert.not.match(readFileSync(path.join(folder, 'my-app/.create-pyproject.toml'), 'utf8'), 'cached');
});

test('files that run later are named before they are written', async () => {
  const pack = packOf('', {
    'templates/docker/Dockerfile': 'FROM scratch\n',
    'templates/ci-github/.github/workflows/ci.yml': 'on: push\n',
    'templates/base/README.md': '# x\n',
  });
  const { out } = await made([pack]);
  assert.match(
    out.replace(/\s+/g, ' '),
    'brings files that run later, read them first: .github/workflows/ci.yml, Dockerfile',
  );
});

test("a user's configuration is between the pack's answers and the flags", async () => {
  const home = directory();
  fill(home, {
    '.config/create-pyproject/config.toml': 'backend = "flit"\nlicense = "ISC"\nauthor = "Bo"\n',
  });
  const folder = directory();
  const answersOf = async (...args: readonly string[]) => {
    const { out, err } = await run(['app', '--yes', '--json', '--dry-run', ...args], folder, {
      env: { HOME: home },
    });
    assert.is(err, '');
    return (JSON.parse(out) as { answers: Record<string, unknown> }).answers;
  };
  const pack = packOf('[answers]\nbackend = "setuptools"\nkind = "web"\n');
  assert.is((await answersOf()).backend, 'flit');
  assert.is((await answersOf('--backend', 'maturin')).backend, 'maturin');
  assert.is((await answersOf('--no-config')).backend, 'hatchling');
  assert.is((await answersOf('--pack', pack)).backend, 'flit');
  assert.is((await answersOf('--pack', pack)).kind, 'web');
  // A locked value stays, whatever a person prefers.
  assert.is((await answersOf('--pack', DATA_TEAM)).license, 'Apache-2.0');
  fill(home, { '.config/create-pyproject/config.toml': `pack = ${JSON.stringify(pack)}\n` });
  assert.is((await answersOf()).kind, 'web');
  fill(home, {
    '.config/create-pyproject/config.toml': 'author = "Bo"\npack = "./acme"\n',
    '.config/create-pyproject/acme/pack.toml':
      'name = "a"\nversion = "1.0.0"\ndescription = "x"\n[answers]\nkind = "library"\n',
  });
  assert.is((await answersOf()).kind, 'library');
  // A pack is not made from packs, and a person's own defaults are not its options.
  const init = await run(['pack', 'init', 'acme', '--yes'], folder, { env: { HOME: home } });
  assert.is(init.code, 0, init.err);
  fill(home, { '.config/create-pyproject/config.toml': 'licence = "MIT"\n' });
  const { err } = await run(['app', '--yes'], folder, { env: { HOME: home } });
  assert.match(err, 'config.toml:1: unknown key licence; did you mean license?');
});

test('pack init makes a pack that is without faults, passes its own test, and is a package for npm', async () => {
  const folder = directory();
  const init = await run(['pack', 'init', 'acme-python', '--npm', '--scope', '@acme', '--yes'], folder);
  assert.is(init.code, 0, init.err);
  const pack = path.join(folder, 'acme-python');
  assert.is((await run(['pack', 'check'], pack)).out, 'acme-python 0.1.0: no faults\n');
  assert.is((await run(['pack', 'test'], pack)).out, 'acme-python 0.1.0: 1 case as written\n');
  const manifest = JSON.parse(readFileSync(path.join(pack, 'package.json'), 'utf8')) as { name: string };
  assert.is(manifest.name, '@acme/create-pyproject');
  const same = await made([pack]);
  const plain = await made([]);
  const files_ = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).filter(([name]) => name !== '.create-pyproject.toml'));
  assert.equal(files_(same.texts), files_(plain.texts));
});

test("on a terminal the pack's own questions are asked, and a locked one is not", async () => {
  const folder = directory();
  const terminal = new Terminal(['my-app', '--pack', DATA_TEAM, '--no-git'], folder);
  const code = await terminal.interview([
    ['? Kind', KEY.enter],
    ['? Package manager', KEY.enter],
    ['? Build backend', KEY.enter],
    ['? Lowest supported Python', KEY.enter],
    ['? Dockerfile', KEY.enter],
    ['? How critical is it?', KEY.up + KEY.enter],
    ['? Add an example notebook?', `y${KEY.enter}`],
    ['? Description', KEY.enter],
    ['? Team', `platform${KEY.enter}`],
    ['? Install', KEY.enter],
    ['? Write these', KEY.enter],
  ]);
  assert.is(code, 0, terminal.shown);
  assert.not.match(terminal.shown, '? License');
  const texts = contents(path.join(folder, 'my-app'));
  assert.is(texts.CODEOWNERS, '# gold\n* @platform\n');
  assert.match(
    terminal.shown.replace(/\s+/g, ' '),
    `--pack ${DATA_TEAM} --tier gold --team platform --notebook`,
  );
});

test('pack test names each file that differs, exits 1, and --update accepts', async () => {
  const pack = packOf('remove = ["SECURITY.md"]\n', {
    'test/one/answers.toml': 'name = "my-app"\n',
    'test/one/out/gone.txt': 'x\n',
  });
  const before = await run(['pack', 'test', pack], ROOT);
  assert.is(before.code, 1);
  assert.match(before.err, '  test/one/out/README.md: missing\n');
  assert.match(before.err, '  test/one/out/gone.txt: no longer written\n');
  assert.is((await run(['pack', 'test', pack, '--update'], ROOT)).code, 0);
  assert.is((await run(['pack', 'test', pack], ROOT)).out, 'acme 1.2.3: 1 case as written\n');
  assert.not.ok(files(pack).includes('test/one/out/gone.txt'));
  assert.not.ok(files(pack).includes('test/one/out/SECURITY.md'));
  writeFileSync(path.join(pack, 'test/one/out/README.md'), 'other\n');
  assert.match((await run(['pack', 'test', pack], ROOT)).err, '  test/one/out/README.md: differs\n');
});

test('pack check tries every pair of values of the options that the pack depends on', async () => {
  const options = `[options.queue]
type = "choice"
choices = { none = "x", redis = "x", nats = "x" }
[options.ticket]
type = "text"
default = "X-1"
[[parts]]
name = "worker"
when = { queue = ["redis", "nats"] }
`;
  const checked = (worker: string) =>
    run(['pack', 'check', packOf(options, { 'templates/worker/w.md.hbs': worker })], ROOT);
  assert.is((await checked('{{queue}} {{ticket}}\n')).err, '');
  const { err } = await checked('x\n{{#if docker}}x{{else}}{{nope}}{{/if}}\n');
  assert.match(err, /w\.md\.hbs:2: nope is not known \(with docker = false, queue = "(redis|nats)"\)\n/);
  assert.match((await checked('{{#unless ticket}}{{nope}}{{/unless}}\n')).err, 'ticket = ""');
});

test('pack check says who still names a file that the pack leaves out', async () => {
  const { code, out } = await run(
    ['pack', 'check', packOf('remove = ["LICENSE", "src/{{module}}/py.typed"]\n')],
    ROOT,
  );
  assert.is(code, 0);
  assert.match(out.replace(/\s+/g, ' '), /note: LICENSE is left out, and still named in .*Dockerfile:\d+/);
});

test('a subcommand that does not exist is refused, and ./pack is a directory', async () => {
  const folder = directory();
  assert.match((await run(['pack', 'chekc'], folder)).err, 'did you mean check?');
  assert.match((await run(['pack', 'check', '--nope'], folder)).err, 'pack check: unknown flag --nope');
  assert.is((await run(['./pack', '--name', 'my-app', '--yes'], folder)).code, 0);
});

test('docs/packs.md has the keys of today (npm run docs renews them), and its examples are packs', async () => {
  const page = readFileSync(path.join(ROOT, 'docs/packs.md'), 'utf8');
  assert.is(/<!-- keys -->\n\n([\s\S]*?)\n<!-- \/keys -->/.exec(page)?.[1], keysTable());
  const examples = [...page.matchAll(/```toml\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  assert.ok(examples.length >= 3);
  for (const text of examples) {
    const pack = packOf('');
    if (text.startsWith('name')) writeFileSync(path.join(pack, 'pack.toml'), text);
    else appendFileSync(path.join(pack, 'pack.toml'), text);
    const { out, err } = await run(['pack', 'check', pack], ROOT);
    assert.match(out, 'no faults', `${text}\n${err}`);
  }
});

test('pack from makes a pack that makes the project again, and writes into no directory with other files', async () => {
  const { project } = await made([], '--kind', 'library', '--author', '', '--email', '');
  fill(project, { 'deploy/run.sh': 'echo my-app\n', 'README.md': '# Ours: my-app\n' });
  const folder = path.dirname(project);
  const derived = await run(['pack', 'from', 'my-app', 'our-pack'], folder);
  assert.is(derived.code, 0, derived.err);
  assert.match(derived.out, 'deploy/run.sh: added; {{name}} once');
  assert.is((await run(['pack', 'check', 'our-pack'], folder)).out, 'our-pack 0.1.0: no faults\n');
  assert.is((await run(['pack', 'test', 'our-pack'], folder)).out, 'our-pack 0.1.0: 1 case as written\n');
  assert.is(
    readFileSync(path.join(folder, 'our-pack/test/default/out/deploy/run.sh'), 'utf8'),
    'echo my-app\n',
  );
  const args = ['other-app', '--yes', '--pack', './our-pack', '--author', '', '--email', ''];
  assert.is((await run(args, folder)).code, 0);
  const other = contents(path.join(folder, 'other-app'));
  assert.is(other['deploy/run.sh'], 'echo other-app\n');
  assert.is(other['README.md'], '# Ours: other-app\n');
  assert.is((await run(['pack', 'from', 'my-app', 'our-pack'], folder)).code, 0);
  fill(folder, { 'our-pack/pack.toml': 'x' });
  assert.is((await run(['pack', 'from', 'my-app', 'our-pack'], folder)).code, 3);
  assert.match(
    (await run(['pack', 'from', 'my-app'], folder)).err,
    'pack from needs a project and a directory',
  );
});

test('pack from takes a project that was made with a pack, for a pack over that one', async () => {
  const { project } = await made([DATA_TEAM], '--tier', 'gold', '--author', '', '--email', '');
  const folder = path.dirname(project);
  const toml = readFileSync(path.join(project, 'pyproject.toml'), 'utf8');
  assert.match(toml, 'line-length = 100');
  fill(project, {
    'deploy/run.sh': 'echo my-app\n',
    CODEOWNERS: '# of my-app\n* @others\n',
    'pyproject.toml': toml.replace('line-length = 100', 'line-length = 99'),
  });
  rmSync(path.join(project, 'ready.sh'));
  const wanted = contents(project);
  const without = await run(['pack', 'from', 'my-app', 'over'], folder);
  assert.is(without.code, 2);
  assert.match(without.err, 'was made with packs: data-team 2.0.0 from');
  assert.match(without.err, 'name them in this order: pack from PROJECT DIRECTORY --pack SOURCE');
  const below = ['--pack', DATA_TEAM];
  const derived = await run(['pack', 'from', 'my-app', 'over', ...below], folder);
  assert.is(derived.code, 0, derived.err);
  assert.match(derived.out.replace(/\s+/g, ' '), 'gives this project back, byte for byte');
  assert.match(derived.out, `create-pyproject my-app --pack ${DATA_TEAM} --pack over`);
  assert.is((await run(['pack', 'check', 'over', ...below], folder)).code, 0);
  assert.match((await run(['pack', 'test', 'over', ...below], folder)).out, '1 case as written');
  const again = directory();
  const args = [
    'my-app',
    '--yes',
    ...below,
    '--pack',
    path.join(folder, 'over'),
    '--author',
    '',
    '--email',
    '',
  ];
  assert.is((await run(args, again)).code, 0);
  const RECORD = '.create-pyproject.toml';
  assert.equal({ ...contents(path.join(again, 'my-app')), [RECORD]: '' }, { ...wanted, [RECORD]: '' });
  const plain = await made([]);
  const other = await run(['pack', 'from', 'my-app', 'over', ...below], path.dirname(plain.project));
  assert.match(other.err, 'was made without a pack; leave out --pack');
});

test('what a pack below changes in a file of TOML is left to it', async () => {
  const { project } = await made([DATA_TEAM], '--author', '', '--email', '');
  const folder = path.dirname(project);
  appendFileSync(path.join(project, 'pyproject.toml'), '\n# A comment of the project alone.\n');
  const { code, out } = await run(['pack', 'from', 'my-app', 'over', '--pack', DATA_TEAM], folder);
  assert.is(code, 0);
  assert.match(
    out.replace(/\s+/g, ' '),
    'left out (a pack below changes its values, and the project more than values): pyproject.toml',
  );
  assert.match(out.replace(/\s+/g, ' '), 'gives this project back, but for: pyproject.toml has other bytes');
});

test('pack init takes a scope only for a package', async () => {
  const folder = directory();
  const { code, err } = await run(['pack', 'init', 'acme', '--yes', '--scope', '@acme'], folder);
  assert.is(code, 2);
  assert.match(err, '--scope is of a package for npm; add --npm, or leave out --scope');
  assert.equal(files(folder), []);
});

test('two packs may remove the same file, and add the same to a list', async () => {
  const lines =
    'remove = ["SECURITY.md"]\n[toml."pyproject.toml"]\ntool.ruff.lint.select = { append = ["TID"] }\n';
  const { texts, code, err } = await made([packOf(lines), packOf(lines, {}, 'team')]);
  assert.is(code, 0, err);
  assert.is((texts['pyproject.toml'] ?? '').split('"TID"').length, 2);
  assert.match((await made([packOf(''), packOf('')])).err, 'a pack of this name is there already');
});

test('an option depends on the condition of the option that it depends on', async () => {
  const pack = packOf(`[options.runbook]
type = "flag"
default = true
when = { kind = "web" }
[options.on-call]
type = "text"
when = { runbook = true }
`);
  assert.match((await made([pack], '--on-call', 'bob')).err, '--on-call needs --kind web and --runbook');
  assert.is((await made([pack], '--kind', 'web', '--on-call', 'bob')).code, 0);
});

test('locks that lack a requirement of the pack stay once somebody has locked again', async () => {
  const pack = packOf('[[parts]]\nname = "more"\nfacts = { devTools = ["tox"] }\n');
  const { project } = await made([pack]);
  fill(project, { 'requirements-dev.txt': 'tox==4.0.0\n' });
  const again = await run(['.', '--yes', '--pack', pack], project);
  assert.is(again.code, 0, again.err);
  assert.match(again.out, 'kept requirements-dev.txt');
  assert.is(contents(project)['requirements-dev.txt'], 'tox==4.0.0\n');
});

test('a clone with the line ends of Windows is the same pack, and files of editors are left out', async () => {
  const pack = packOf('', {
    'templates/base/CONTRIBUTING.md.hbs': '# {{name}}\r\n\r\nx\r\n',
    'templates/base/.DS_Store': 'x',
    'templates/base/a~': 'x',
  });
  const { texts } = await made([pack]);
  assert.is(texts['CONTRIBUTING.md'], '# my-app\n\nx\n');
  assert.not.ok('.DS_Store' in texts || 'a~' in texts);
});

test('a pack over another one is checked and tested with it', async () => {
  const company = packOf('[[parts]]\nname = "legal"\n', {}, 'company');
  const team = packOf('', { 'templates/legal/NOTICE': 'x\n', 'test/one/answers.toml': 'name = "my-app"\n' });
  assert.match((await run(['pack', 'check', team], ROOT)).err, 'there is no part legal');
  assert.is(
    (await run(['pack', 'check', team, '--pack', company], ROOT)).out,
    'company 1.2.3, acme 1.2.3: no faults\n',
  );
  assert.is((await run(['pack', 'test', team, '--pack', company, '--update'], ROOT)).code, 0);
  assert.ok(files(team).includes('test/one/out/NOTICE'));
});

test('an empty --pack is refused: a variable may be unset', async () => {
  assert.is((await made([''])).code, 2);
});

const refused = suite('packs that are refused');

/** Manifest lines -> what is said, with the line. */
const FAULTS: readonly (readonly [lines: string, said: string])[] = [
  ['nmae = "x"\n', 'pack.toml:4: nmae: "nmae" is not one of name, version,'],
  ['remove = "x"\n', 'pack.toml:4: remove: takes a list'],
  [
    'remove = ["SECRUITY.md"]\n',
    'pack.toml:4: remove.0: "SECRUITY.md" is no file of a template; did you mean SECURITY.md?',
  ],
  ['[answers]\nlicense = "MTI"\n', 'pack.toml:5: answers.license: "MTI" is not one of'],
  ['[answers]\ntier = "x"\n', 'pack.toml:5: answers.tier: "tier" is not one of'],
  ['locked = ["licence"]\n', 'pack.toml:4: locked.0: "licence" is not one of'],
  ['[choices]\nbackend = ["poetry"]\n', 'pack.toml:5: choices.backend.0: "poetry" is not one of'],
  ['[choices]\nname = ["x"]\n', 'pack.toml:5: choices.name: has no choices'],
  ['[choices]\nbackend = []\n', 'pack.toml:5: choices.backend: is empty'],
  ['[options.json]\ntype = "flag"\n', 'pack.toml:4: options.json: a flag of this name exists already'],
  ['[options.kind]\ntype = "flag"\n', 'pack.toml:4: options.kind: a flag of this name exists already'],
  ['[options.no-x]\ntype = "flag"\n', 'pack.toml:4: options.no-x: a name that begins with no-'],
  ['[options.x]\ntype = "number"\n', 'pack.toml:5: options.x.type: "number" does not match'],
  ['[options.x]\ntype = "choice"\n', 'pack.toml:4: options.x: a choice needs choices'],
  [
    '[options.x]\ntype = "text"\npattern = "("\n',
    'pack.toml:6: options.x.pattern: is not a regular expression',
  ],
  [
    '[options.x]\ntype = "text"\npattern = "a+"\ndefault = "b"\n',
    'pack.toml:7: options.x.default: "b" does not match a+',
  ],
  ['[options.x]\ntype = "text"\ndefault = "{{#if}}"\n', 'pack.toml:6: options.x.default: line 1:'],
  ['[options.x]\ntype = "flag"\nwhen = { kind = "webb" }\n', 'options.x.when.kind: "webb" is not one of'],
  ['[options.this]\ntype = "flag"\n', 'pack.toml:4: options.this: templates have a word of this name'],
  ['locked = ["author"]\n', 'pack.toml:4: locked.0: has no value: give author one in [answers]'],
  [
    '[answers]\nlocked = ["license"]\n',
    'answers.locked: is no option: write this line above the first table',
  ],
  ['[[parts]]\nname = "a"\n[[parts]]\nname = "a"\n', 'two parts have the same name'],
  ['[toml.Makefile]\na = 1\n', 'pack.toml:4: toml.Makefile: is no TOML file'],
  ['[toml."pyproject.toml"]\ntool.x = "{{name}}"\n', 'has a tag: values here are the same in every project'],
  ['remove = [".vscode"]\n', 'did you mean .vscode/?'],
  ['[options.__proto__]\ntype = "flag"\n', 'the name "__proto__" does not match'],
  ['[[parts]]\nname = "base"\n', 'pack.toml:5: parts.0.name: a part base exists already'],
  [
    '[[parts]]\nname = "a"\n[[parts]]\nname = "b"\nfacts = { dependencis = [] }\n',
    'pack.toml:8: parts.1.facts.dependencis: "dependencis" is not one of',
  ],
  [
    '[[parts]]\nname = "b"\nfacts = { dependencies = ["git+https://x/y"] }\n',
    'parts.0.facts.dependencies: URLs are refused',
  ],
  ['[toml."nope.toml"]\na = 1\n', 'pack.toml:4: toml.nope.toml: is no file of a project'],
  ['requires = "soon"\n', 'pack.toml:4: requires: "soon" is no range of versions'],
  [
    '[options.a]\ntype = "text"\ndefault = "{{b}}"\n[options.b]\ntype = "text"\ndefault = "x {{upper c}}"\n' +
      '[options.c]\ntype = "text"\ndefault = "{{#if name}}{{b}}{{/if}}"\n',
    'has a fault\n  pack.toml:9: options.b.default: needs its own value: b -> c -> b\n',
  ],
  [
    '[options.a]\ntype = "text"\ndefault = "{{a}}"\n',
    'pack.toml:6: options.a.default: needs its own value: a -> a\n',
  ],
  ['requires = "1.x"\n', 'pack.toml:4: requires: "1.x" is no range of versions, such as >=0.2 or ^1.2'],
  ['requires = ">=0.1 <0.1.0"\n', 'needs create-pyproject >=0.1 <0.1.0, and this is'],
  ['requires = "^0.2 || ^1"\n', 'needs create-pyproject ^0.2 || ^1, and this is'],
  ['requires = ">=99"\nmagic = true\n', 'needs create-pyproject >=99, and this is'],
  ['a = \n', 'pack.toml:4: '],
];

refused('every fault of a manifest is told with its line, exit 2, and nothing is written', async () => {
  for (const [lines, said] of FAULTS) {
    const folder = directory();
    const { code, err, out } = await run(['my-app', '--yes', '--pack', packOf(lines)], folder);
    assert.is(code, 2, lines);
    assert.is(out, '', lines);
    assert.ok(err.includes(said), `${lines}\n${err}`);
    assert.equal(files(folder), [], lines);
  }
});

refused('all faults are told at once, one in each line', async () => {
  const pack = packOf('remove = ["nope"]\nlocked = ["nope"]\n', {
    'templates/base/x.hbs': '{{#if}}\n',
    'templates/nope/y': '',
  });
  const { err } = await run(['pack', 'check', pack], ROOT);
  assert.is(err.trimEnd().split('\n').length, 5, err);
});

refused('a template that the project does not use is checked by pack check alone', async () => {
  const pack = packOf('[[parts]]\nname = "spare"\nwhen = { docker = false }\n', {
    'templates/spare/a.md.hbs': 'x\n{{#if}}\n',
  });
  writeFileSync(path.join(pack, 'templates/spare/b.md.hbs'), Buffer.from([0x7b, 0xff]));
  assert.is((await made([pack])).code, 0);
  const said = ['a.md.hbs:3: the end of the file is not expected here', 'b.md.hbs: is not UTF-8'];
  for (const { code, err } of [await made([pack], '--no-docker'), await run(['pack', 'check', pack], ROOT)]) {
    assert.is(code, 2);
    for (const one of said) assert.match(err, `templates/spare/${one}`);
  }
});

/** Files of a pack -> what is said. */
const TEMPLATES: readonly (readonly [files: Readonly<Record<string, string>>, said: string])[] = [
  [
    { 'templates/base/a.hbs': 'x\n{{#if name}}\n' },
    'templates/base/a.hbs:3: the end of the file is not expected here',
  ],
  [{ 'templates/base/a.hbs': 'x\n\n{{nope}}\n' }, 'templates/base/a.hbs:3: nope is not known'],
  [
    { 'templates/base/a.hbs': 'x\n{{#if name}}\n{{#if nope}}\n{{/if}}{{/if}}\n' },
    'a.hbs:3: nope is not known',
  ],
  [{ 'templates/base/{{nope}}/a.hbs': 'x\n' }, 'templates/base/{{nope}}/a.hbs: nope is not known'],
  [{ 'templates/base/a.hbs': '{{name.constructor}}\n' }, 'is not known'],
  [{ 'templates/base/a.hbs': '{{__proto__}}\n' }, 'is not known'],
  [{ 'templates/base/a.hbs': '{{lookup this "name"}}\n' }, 'templates/base/a.hbs:1: lookup'],
  [{ 'templates/base/a.hbs': '{{modul}}\n' }, 'modul is not known; did you mean module?; correct the pack'],
  [{ 'template/base/a.hbs': 'x\n' }, 'template/: the folder is called templates/'],
  [
    { 'templates/bsae/a': 'x\n' },
    'templates/bsae/: there is no part bsae; did you mean base? Add it to [[parts]]',
  ],
  [{ 'templates/a': 'x\n' }, 'templates/a: lies in no folder of a part'],
  [{ 'templates/base/CON': 'x\n' }, 'templates/base/CON: is reserved on Windows'],
  [{ 'templates/base/.git/config': 'x\n' }, 'templates/base/.git: is reserved by git'],
  [{ 'templates/base/a b ': 'x\n' }, 'ends in a dot or a space'],
  [{ 'templates/base/Readme': 'x\n', 'templates/base/README': 'x\n' }, 'only by case'],
  [{ 'templates/base/{{description}}.hbs': 'x\n' }, ''],
];

refused('every fault of a template is told with its file', async () => {
  for (const [more, said] of TEMPLATES) {
    const { code, err } = await made([packOf('', more)], '--description', '../../x');
    assert.is(code, 2, JSON.stringify(more));
    assert.ok(err.includes(said), `${JSON.stringify(more)}\n${err}`);
  }
});

refused('links and other files that are not plain are not read', async () => {
  const secret = path.join(directory(), 'secret');
  writeFileSync(secret, 'hunter2\n');
  for (const place of ['templates/base/a', 'templates/base', 'templates', 'pack.toml']) {
    const pack = directory();
    mkdirSync(path.join(pack, 'templates/base'), { recursive: true });
    if (place !== 'pack.toml')
      fill(pack, { 'pack.toml': 'name = "a"\nversion = "1.0.0"\ndescription = "x"\n' });
    const at = path.join(
      pack,
      place === 'templates/base' ? 'templates/link' : place === 'templates' ? 'templates/base/folder' : place,
    );
    symlinkSync(
      place.startsWith('templates') && place !== 'templates/base/a' ? path.dirname(secret) : secret,
      at,
    );
    const { code, err, texts } = await made([pack]);
    assert.is(code, 2, place);
    assert.not.match(err + JSON.stringify(texts), 'hunter2');
  }
});

refused('a pack with too many files, or a folder that cannot be read, is refused', async () => {
  const many = Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`templates/base/${i}`, '']));
  assert.match((await made([packOf('', many)])).err, 'more than 2000 files');
  const pack = packOf('');
  writeFileSync(path.join(pack, 'pack.toml'), Buffer.from([0xff, 0xfe, 0x00]));
  assert.is((await made([pack])).code, 2);
});

refused('an option with the name of something that templates know is refused when it is used', async () => {
  const { code, err } = await made([packOf('[options.pythons]\ntype = "text"\ndefault = "x"\n')]);
  assert.is(code, 2);
  assert.match(err, 'the option pythons has the name of something that templates know already');
});

refused('a change of TOML that does not fit is refused', async () => {
  for (const [line, said] of [
    ['tool.nope = { remove = true }', 'pyproject.toml: tool.nope cannot be removed'],
    ['project.name = { append = ["x"] }', 'pyproject.toml: project.name is no list'],
    ['project.name.x = 1', 'pyproject.toml: project.name is no table'],
    ['tool = 1', 'pyproject.toml: tool is a table'],
  ] as const) {
    const { code, err } = await made([packOf(`[toml."pyproject.toml"]\n${line}\n`)]);
    assert.is(code, 2, line);
    assert.ok(err.includes(said), `${line}\n${err}`);
  }
});
