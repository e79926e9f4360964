/** A pack that is made from a project gives the project back, and another project without a word of the first. */
import { appendFileSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'smol-toml';
import * as assert from 'uvu/assert';
import { VERSION } from '../../src/entry/version.js';
import { UserError } from '../../src/model/errors.js';
import type { Derived } from '../../src/packs/derive.js';
import { suite } from '../harness.js';
import { git, memory } from '../world.js';
import { derived, held, packIn, put, sameFiles, textIn, tracked, written } from './projects.js';

const test = suite('a pack made from a project');

const GIVEN = [
  '--author=Ann Example',
  '--email=ann@example.org',
  '--description=Counts "sheep" all night.',
  '--license=ISC',
  '--no-docker',
];
const LOGO = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 255, 13, 10]);
const TOKEN = `ghp_${'a1B2'.repeat(9)}`;

/** What GitHub fills in. */
const GITHUB = ['$', '{{ y }}'].join('');

/** The manifest, as plain data. */
const manifestOf = (pack: Derived): Record<string, unknown> =>
  JSON.parse(JSON.stringify(parse(textIn(pack, 'pack.toml')))) as Record<string, unknown>;

const change = (project: string, file: string, before: string, after: string): void => {
  const text = readFileSync(path.join(project, file), 'utf8');
  assert.ok(text.includes(before), `${file} has no ${before}`);
  put(
    project,
    file,
    text.replace(before, () => after),
  );
};

/** A project with all kinds of changes. */
async function changed(): Promise<string> {
  const project = await written(memory(), 'my-app', GIVEN);
  put(
    project,
    'deploy/my-app.service',
    `[Unit]\nDescription=My App, by Ann Example <ann@example.org>\nExecStart=/opt/my-app/bin/python -m my_app ${GITHUB}\nEnvironment=MY_APP=1\n`,
  );
  put(project, 'src/my_app/extra.py', 'from my_app.counts import count\n\nLABEL = "{{ x }}"  # {my_app}\n');
  put(project, 'docs/plain.txt', 'Nothing of its own.\n');
  put(project, 'logo.png', LOGO);
  put(project, 'bin/run', '#!/bin/sh\nexec my-app "$@"\n', 0o755);
  put(project, 'bin/tool', 'no script, but executable\n', 0o755);
  put(project, 'settings.txt', `token = ${TOKEN}\n`);
  put(project, 'windows.txt', 'my-app\r\n');
  rmSync(path.join(project, 'docs/releasing.md'));
  change(project, 'README.md', '## ', `My App has \`{{ x }}\` and \`${GITHUB}\`.\n\n## `);
  appendFileSync(path.join(project, 'Makefile'), '\n.PHONY: mine\nmine:\n\tmy-app --version\n');
  change(project, 'pyproject.toml', 'filterwarnings = ["error"]', 'filterwarnings = ["default"]');
  return project;
}

test('gives a changed project back, byte for byte and with its modes', async () => {
  const project = await changed();
  tracked(project);
  const pack = await derived(project);
  const wanted = held(project);
  delete wanted['settings.txt'];
  sameFiles(held(await written(memory(), 'my-app', [...GIVEN, '--pack', packIn(pack.files)])), wanted);
});

test('takes the answers that are no defaults, without those of one project', async () => {
  const pack = await derived(await changed(), 'acme', VERSION);
  const manifest = manifestOf(pack);
  assert.equal(manifest.answers, { license: 'ISC', docker: false });
  assert.is(manifest.name, 'acme');
  assert.is(manifest.version, '0.1.0');
  assert.is(manifest.requires, `>=${VERSION}`);
  assert.equal(manifest.remove, ['docs/releasing.md']);
  assert.equal(manifest.parts, [{ name: 'acme' }]);
});

test('states a changed value of TOML in the manifest', async () => {
  const pack = await derived(await changed());
  assert.equal(manifestOf(pack).toml, {
    'pyproject.toml': { tool: { pytest: { filterwarnings: ['default'] } } },
  });
  assert.not.ok(pack.files.some((file) => file.path.includes('pyproject.toml')));
});

test('replaces only the piece of a joined file that changed', async () => {
  const pack = await derived(await changed());
  const names = pack.files.map((file) => file.path).filter((name) => /README|Makefile/.test(name));
  assert.equal(names, ['templates/release/Makefile.hbs', 'templates/base/README.md.hbs']);
  assert.match(
    textIn(pack, 'templates/base/README.md.hbs'),
    `{{title name}} has \`\\{{ x }}\` and \`${GITHUB}\`.`,
  );
});

test('puts names back as whole words alone, and escapes what looks like a tag', async () => {
  const pack = await derived(await changed());
  assert.is(
    textIn(pack, 'templates/acme/deploy/{{name}}.service.hbs'),
    `[Unit]\nDescription={{title name}}, by{{#if author}} {{author}}{{/if}} <{{email}}>\nExecStart=/opt/{{name}}/bin/python -m {{module}} ${GITHUB}\nEnvironment={{upper module}}=1\n`,
  );
  assert.is(
    textIn(pack, 'templates/acme/src/{{module}}/extra.py.hbs'),
    'from {{module}}.counts import count\n\nLABEL = "\\{{ x }}"  # {{"{"}}{{module}}{{"}"}}\n',
  );
  assert.is(textIn(pack, 'templates/acme/docs/plain.txt'), 'Nothing of its own.\n');
  assert.ok(pack.notes.some((note) => /^deploy\/my-app\.service: added; .*\{\{name\}\} once/.test(note)));
});

test('gives a project of another name without a word of the first', async () => {
  const project = await changed();
  rmSync(path.join(project, 'windows.txt'));
  const { files } = await derived(project);
  const other = await written(memory(), 'other-thing', [
    '--author=Bob Smith',
    '--email=bob@example.com',
    '--description=Does more.',
    '--pack',
    packIn(files),
  ]);
  for (const [name, { bytes }] of Object.entries(held(other)))
    assert.not.match(`${name}\n${bytes}`, /my[-_ ]?app|ann example|ann@|sheep/i, name);
  assert.is(
    readFileSync(path.join(other, 'deploy/other-thing.service'), 'utf8'),
    `[Unit]\nDescription=Other Thing, by Bob Smith <bob@example.com>\nExecStart=/opt/other-thing/bin/python -m other_thing ${GITHUB}\nEnvironment=OTHER_THING=1\n`,
  );
});

test('works for a project of another kind', async () => {
  const { files } = await derived(await changed());
  const other = await written(memory(), 'other-thing', ['--kind=web', '--docker', '--pack', packIn(files)]);
  const readme = readFileSync(path.join(other, 'README.md'), 'utf8');
  assert.match(readme, 'Other Thing has');
  assert.match(readme, 'docker');
});

test('keeps a comment beside a changed value, and one that was added', async () => {
  const project = await written(memory(), 'my-app');
  change(project, 'pyproject.toml', 'log_level = "INFO"', '# noisy\nlog_level = "DEBUG" # really');
  const pack = await derived(project);
  assert.equal(
    pack.files.map((file) => file.path),
    ['pack.toml', 'templates/tools/pyproject.toml.hbs'],
  );
  assert.match(pack.notes.at(-1) ?? '', 'byte for byte');
});

const LEFT: Readonly<Record<string, string | Uint8Array>> = {
  '.env': 'A=1\n',
  '.env.example': 'A=\n',
  'certs/site.pem': 'x\n',
  'certs/site.key': 'x\n',
  id_rsa: 'x\n',
  'requirements-docs.txt': 'mkdocs==1\n',
  '.ruff_cache/x': 'x\n',
  'src/my_app/__pycache__/x.pyc': 'x\n',
  '.venv/pyvenv.cfg': 'home = /usr\n',
  'large.bin': new Uint8Array(1024 * 1024 + 1),
  'a.txt': `x ${TOKEN}\n`,
  'b.txt': `github_pat_${'1A'.repeat(20)}\n`,
  'c.txt': `AKIA${'IOSFODNN7EXAMPLE'}\n`,
  'd.txt': `xoxb-${'1234567890'}-abc\n`,
  'e.txt': `npm_${'a1'.repeat(18)}\n`,
  'f.txt': `pypi-${'AgEIcHlwaS5vcmc'.repeat(3)}\n`,
  'g.txt': `-----BEGIN OPENSSH ${'PRIVATE'} KEY-----\n`,
  'h.txt': 'https://ann:secret@example.org/\n',
};

for (const where of ['in a repository', 'without a repository'])
  test(`never takes secrets, caches, locks and large files, ${where}`, async () => {
    const project = await written(memory(), 'my-app');
    for (const [name, bytes] of Object.entries(LEFT)) put(project, name, bytes);
    appendFileSync(path.join(project, 'requirements.txt'), '# mine\n');
    appendFileSync(path.join(project, 'CHANGELOG.md'), `${TOKEN}\n`);
    if (where === 'in a repository') {
      tracked(project);
      git(project, 'add', '--force', ...Object.keys(LEFT));
    }
    const { files, notes } = await derived(project);
    assert.equal(
      files.map((file) => file.path),
      ['pack.toml'],
    );
    const left = notes.filter((note) => note.startsWith('left out')).join('\n');
    const silent = /^\.venv|_cache|__pycache__/;
    for (const name of ['requirements.txt', 'CHANGELOG.md', ...Object.keys(LEFT)])
      if (where === 'in a repository' || !silent.test(name)) assert.ok(left.includes(name), name);
    assert.match(notes.at(-1) ?? '', 'CHANGELOG.md has other bytes');
  });

test('takes what git tracks, and names what it does not', async () => {
  const project = await written(memory(), 'my-app');
  put(project, 'taken.txt', 'x\n');
  tracked(project);
  put(project, 'loose.txt', 'x\n');
  const { files, notes } = await derived(project);
  assert.equal(
    files.map((file) => file.path),
    ['pack.toml', 'templates/acme/taken.txt'],
  );
  assert.ok(notes.includes('left out (git does not track it): loose.txt'));
});

async function refusedFor(project: string, name = 'acme'): Promise<UserError> {
  try {
    await derived(project, name);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('accepted');
}

test('refuses a folder without a record, a project made with packs, and a name that is none', async () => {
  const bare = memory();
  assert.is((await refusedFor(bare)).code, 'E_ANSWERS');
  put(bare, '.create-pyproject.toml', 'x = [\n');
  assert.is((await refusedFor(bare)).code, 'E_ANSWERS');
  const project = await changed();
  assert.is((await refusedFor(project, 'No Name')).code, 'E_VALUE');
  const pack = packIn((await derived(project)).files);
  const made = await written(memory(), 'my-app', ['--pack', pack]);
  const { code, message } = await refusedFor(made);
  assert.is(code, 'E_ANSWERS');
  assert.match(message, /was made with packs: acme 0\.1\.0 from/);
});

test('a project without changes gives a pack that only has answers', async () => {
  const { files, notes } = await derived(await written(memory(), 'my-app'), 'acme', VERSION);
  assert.equal(
    files.map((file) => file.path),
    ['pack.toml'],
  );
  assert.equal(notes, ['with the same answers the pack gives this project back, byte for byte']);
});

test('a pack that is called like a part of the generator has a part of another name', async () => {
  const { files } = await derived(await changed(), 'base');
  assert.ok(files.some((file) => file.path === 'templates/base-pack/logo.png'));
});

const OTHERS = [
  '--author=Bob "Bobby" Smith',
  '--email=bob@example.com',
  '--description=Does `more` & more.',
  '--license=BSD-3-Clause',
];

/** A project in which a line was added in the middle of every text. */
async function commented(name: string, args: readonly string[]): Promise<string> {
  const project = await written(memory(), name, args);
  for (const [file, { bytes, executable }] of Object.entries(held(project))) {
    if (/^requirements.*\.txt$/.test(file)) continue;
    const lines = Buffer.from(bytes, 'latin1').toString('utf8').split('\n');
    lines.splice(Math.floor(lines.length / 2), 0, '# ours');
    put(project, file, lines.join('\n').replace(/\n*$/, '\n'), executable ? 0o755 : 0o644);
  }
  return project;
}

for (const kind of ['cli', 'library', 'web'])
  for (const name of ['my-app', 'counts', 'text'])
    test(`what the generator writes follows the name in a changed file: ${kind} ${name}`, async () => {
      const args = [`--kind=${kind}`, ...(kind === 'web' ? ['--backend=maturin'] : [])];
      const first = await commented(name, [
        ...args,
        ...GIVEN.filter((flag) => !/license|docker/.test(flag)),
        '--license=BSD-3-Clause',
      ]);
      const { files } = await derived(first);
      const made = await written(memory(), 'third-one', [...args, ...OTHERS, '--pack', packIn(files)]);
      sameFiles(held(made), held(await commented('third-one', [...args, ...OTHERS])));
    });

test('keeps the conditions of a template in what did not change: another kind is as it was', async () => {
  /** Files that every project has, each with a line of the team's after its first. */
  const ours = async (name: string, args: readonly string[]): Promise<string> => {
    const project = await written(memory(), name, args);
    for (const file of ['README.md', 'SECURITY.md', '.pre-commit-config.yaml', 'Makefile', 'LICENSE']) {
      const [first, ...lines] = readFileSync(path.join(project, file), 'utf8').split('\n');
      put(project, file, [first, '# ours', ...lines].join('\n'));
    }
    change(project, 'pyproject.toml', '\n[project]\n', '\n# ours\n[project]\n');
    return project;
  };
  const { files } = await derived(
    await ours(
      'my-app',
      GIVEN.filter((flag) => !flag.includes('license')),
    ),
  );
  const other = ['--kind=web', '--backend=maturin', '--docker', '--repository=https://github.com/o/p'];
  const made = await written(memory(), 'other-thing', [...other, '--pack', packIn(files)]);
  sameFiles(held(made), held(await ours('other-thing', other)));
});

test('takes what was kept instead of a planned file, and follows no link', async () => {
  const root = memory();
  put(path.join(root, 'my-app'), 'README.rst', 'Mine\n====\n');
  put(path.join(root, 'my-app'), 'LICENCE.txt', 'MIT License\n');
  const project = await written(root, 'my-app');
  put(root, 'secret.txt', 'x\n');
  symlinkSync('../secret.txt', path.join(project, 'link.txt'));
  const { files, notes } = await derived(project);
  assert.ok(notes.includes('left out (a link, or no plain file): link.txt'));
  rmSync(path.join(project, 'link.txt'));
  sameFiles(held(await written(memory(), 'my-app', ['--pack', packIn(files)])), held(project));
});

test('takes only the files below the project, in a repository that holds more', async () => {
  const root = memory();
  const project = await written(root, 'my-app');
  put(root, 'other.txt', 'x\n');
  put(project, 'gone.txt', 'x\n');
  put(project, 'taken.txt', 'x\n');
  tracked(root);
  rmSync(path.join(project, 'gone.txt'));
  const { files } = await derived(project);
  assert.equal(
    files.map((file) => file.path),
    ['pack.toml', 'templates/acme/taken.txt'],
  );
});
