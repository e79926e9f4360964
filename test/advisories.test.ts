/**
 * Checks that known vulnerabilities and bugs of similar tools do not affect this one: one test per advisory, named
 * after it.
 * Tests of links and paths during writing are in the disk tests. Advisories about third-party templates (trust,
 * manifests, archives, updates) do not apply here.
 */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholder syntax is part of the test data
import { spawnSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parse as parseToml } from 'smol-toml';
import * as assert from 'uvu/assert';
import { parse as parseYaml } from 'yaml';
import { packFolder, ROOT } from '../scripts/root.js';
import { parseAnswers } from '../src/answers/answers.js';
import type { Host } from '../src/host/host.js';
import { parseTemplate } from '../src/plan/parse-template.js';
import { rendererFor } from '../src/plan/render.js';
import { cases, pack, planFor, planOfCase } from './golden.js';
import { suite } from './harness.js';
import { contents, directory, environment, fill, hostIn, runCommand } from './world.js';

const test = suite('advisories');

/** Runs the command and records every program that it starts. No program really runs; each reports success. */
async function spied(args: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const cwd = directory();
  fill(cwd, files);
  const ran: (readonly string[])[] = [];
  const exec: Host['exec'] = async (command) => {
    ran.push(command);
    return { code: 0, out: '', output: '' };
  };
  const { host, said } = hostIn(cwd, { exec, which: (program) => `/bin/${program}` });
  const code = await runCommand(args, host);
  return { code, ran, cwd, ...said };
}

const HOSTILE_ARGS = [
  '--name=my-app',
  '--author=--upload-pack=touch sentinel',
  '--description=$(touch sentinel) `touch sentinel` ; touch sentinel',
  '--keyword=--config=core.sshCommand=touch',
  '--keyword=-c',
];

test('CVE-2022-24065, CVE-2022-24433: no answer becomes an argument of git', async () => {
  const { code, ran } = await spied(['./--upload-pack=touch sentinel', ...HOSTILE_ARGS, '--git']);
  assert.is(code, 0);
  assert.ok(ran.length > 3);
  for (const command of ran) {
    assert.is(command[0], 'git');
    const end = command.indexOf('--');
    for (const word of end < 0 ? command : command.slice(0, end))
      assert.not.match(word, /sentinel|sshCommand/);
  }
  const add = ran.find((command) => command.includes('add')) ?? [];
  assert.is(add[add.indexOf('--') + 1], '.create-pyproject.toml', 'names of files come behind --');
});

test('CVE-2022-25912, GHSA-8jmw-wjr8-2x66: a URL that runs a command or reads a local file is refused', async () => {
  for (const url of [
    'ext::sh -c touch% sentinel',
    'file:///etc',
    'fd::7',
    '--upload-pack=x',
    'ssh://-oProxyCommand=x/y',
  ]) {
    assert.is((await spied(['app', `--repository=${url}`])).code, 2, url);
    assert.is((await spied(['app', `--dependency=x @ ${url}`])).code, 2, url);
  }
});

const OUTSIDE = [
  '../x',
  '/abs',
  'a/../../x',
  'C:\\x',
  'C:x',
  '\\\\srv\\x',
  'x\0y',
  'CON',
  '.git/hooks/x',
  'x.',
  '..',
  '~',
];

test('CVE-2025-55214, CVE-2026-88937: no answer creates a file outside the project', () => {
  for (const answer of OUTSIDE) {
    for (const option of ['name', 'module']) {
      try {
        for (const file of planFor({ name: 'my-app', [option]: answer }).files)
          assert.match(file.path, /^(?!\/)(?!.*(?:^|\/)\.\.?(?:\/|$))[\w./-]+$/);
      } catch (error) {
        assert.is((error as { code?: string }).code, 'E_VALUE', `${option} = ${answer}`);
      }
    }
  }
});

function onlyData(value: unknown, where: string): void {
  if (['string', 'boolean', 'number'].includes(typeof value)) return;
  assert.is(typeof value, 'object', where);
  assert.is.not(value, null, where);
  const prototype = Object.getPrototypeOf(value) as unknown;
  assert.ok(prototype === Object.prototype || prototype === Array.prototype || prototype === null, where);
  for (const [key, inner] of Object.entries(value as object)) onlyData(inner, `${where}.${key}`);
}

test('CVE-2025-55201: templates receive only strings, numbers, booleans and lists of them; answers are frozen', () => {
  for (const name of cases()) {
    onlyData(planOfCase(name).context, name);
    assert.ok(Object.isFrozen(planOfCase(name).answers));
  }
});

test("copier's sandbox, CVE-2024-56201, CVE-2025-27516: no expression reaches a prototype, a function or an operator", () => {
  const render = rendererFor(pack.formats);
  const context = { name: 'x', list: ['a'], table: { a: 'b' } };
  for (const expression of [
    ...['constructor', '__proto__', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'].flatMap((one) => [
      one,
      `name.${one}`,
      `list.${one}`,
      `table.${one}`,
      `table.${one}.${one}`,
      `this.${one}`,
      `toml ${one}`,
      `${one} name`,
      `#if ${one}}}x{{/if`,
      `#each list}}{{this.${one}}}{{/each`,
    ]),
    ...[
      'process',
      'globalThis',
      'require',
      'list.length',
      'list.[0]',
      'name.length',
      '7*7',
      'name()',
      'lookup table "a"',
      'log name',
      '> name',
    ],
    ...['@root', '../name', '#with table}}{{a}}{{/with', '#name}}{{/name', 'join list', '(join list "")'],
  ]) {
    let text: string | undefined;
    try {
      text = render(parseTemplate(`{{${expression}}}`), context);
    } catch (error) {
      assert.ok(
        error instanceof SyntaxError || error instanceof ReferenceError || error instanceof TypeError,
        expression,
      );
    }
    assert.is(text, undefined, expression);
  }
});

test('YAML tags in copier, js-yaml and others: answers are TOML, and no key reaches a prototype', () => {
  const read = (source: string) => parseAnswers(source, 'a.toml', pack.options);
  for (const key of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '"__proto__"'])
    for (const source of [
      `${key} = "polluted"`,
      `${key}.polluted = "x"`,
      `[${key}]\npolluted = "x"`,
      `[[${key}]]\npolluted = "x"`,
      `[kind.${key}]\npolluted = "x"`,
      `kind = { ${key} = { polluted = "x" } }`,
      `files = 1\n[answers.${key}]\npolluted = "x"`,
      `files = 1\n[answers]\n${key} = "x"`,
    ])
      assert.throws(
        () => read(source),
        (error: { code?: string }) => error.code === 'E_ANSWERS',
        source,
      );
  assert.throws(() => read('kind: !!js/function "x"'));
  assert.is(({} as Record<string, unknown>).polluted, undefined);
  assert.is(([] as unknown as Record<string, unknown>).polluted, undefined);
});

test('CVE-2026-23968: no template is a link, and an error about an invalid answers file does not quote its content', async () => {
  for (const name of readdirSync(packFolder('project'), { recursive: true, encoding: 'utf8' }))
    assert.not.ok(lstatSync(path.join(packFolder('project'), name)).isSymbolicLink(), name);
  for (const secret of [
    'hunter2',
    'machine x password hunter2',
    'TOKEN = "hunter2"',
    'TOKEN=hunter2',
    '-----BEGIN KEY-----\nhunter2',
    'a: hunter2\n',
  ]) {
    const said = await spied(['app', '--answers', 'secret'], { secret });
    assert.is(said.code, 2);
    assert.not.match(said.out + said.err, 'hunter2');
  }
});

const SOMEBODYS = {
  'package.json': '{"scripts": {"preinstall": "touch sentinel"}}',
  '.npmrc': 'init-module=./x.js\n',
  '.plop.js': 'x',
  'plopfile.js': 'throw new Error("it was loaded")',
  'setup.py': 'open("sentinel", "w")',
  '.pre-commit-config.yaml.orig': 'x',
  '.yo-rc.json': '{"generator-x": {}}',
  '.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = ext::touch sentinel\n',
};

test('CVE-2026-42089: nothing in the target directory is loaded, installed or run', async () => {
  const { code, ran, cwd } = await spied(['.', '--name=my-app', '--git'], SOMEBODYS);
  assert.is(code, 0);
  for (const [program, ...words] of ran) {
    assert.is(program, 'git');
    assert.not.match(words.join(' '), /submodule|clone|fetch|pull|checkout/);
  }
  for (const [name, text] of Object.entries(SOMEBODYS)) assert.is(contents(cwd)[name], text);
});

const built = readdirSync(path.join(ROOT, 'dist')).filter((name) => /\.[cm]?js$/.test(name));

test('CVE-2024-45390: no string is evaluated as code in the built files', () => {
  const cwd = directory();
  assert.ok(built.length > 4);
  for (const name of built) {
    const text = readFileSync(path.join(ROOT, 'dist', name), 'utf8');
    assert.not.match(
      text,
      /\beval\s*\(|\bnew Function\b|\bFunction\s*\(|["'`](?:node:)?vm["'`]|\bimport\s*\(\s*[a-z]/,
      name,
    );
  }
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      '--disallow-code-generation-from-strings',
      path.join(ROOT, 'dist/main.cjs'),
      'app',
      '--no-git',
      '--quiet',
    ],
    { cwd, env: environment(), encoding: 'utf8' },
  );
  assert.is(status, 0, stderr);
});

test('no built file can access a network, as SECURITY.md promises', () => {
  for (const name of built)
    assert.not.match(
      readFileSync(path.join(ROOT, 'dist', name), 'utf8'),
      /(?:\b(?:require|import|getBuiltinModule)\s*\(\s*|\bfrom\s*)["'`](?:node:)?(?:https?|http2|net|tls|dns|dgram|dns\/promises|inspector|worker_threads|cluster)["'`]|\bfetch\s*\(|\bWebSocket\b|XMLHttpRequest/,
      name,
    );
});

test('CVE-2024-35242: no answer is passed to a shell while a project is created', async () => {
  const cwd = directory();
  const { host, said } = hostIn(cwd, { env: { HOME: cwd } });
  assert.is(await runCommand(['app', ...HOSTILE_ARGS, '--git'], host), 0, said.err);
  const names = readdirSync(cwd, { recursive: true, encoding: 'utf8' });
  assert.equal(
    names.filter((name) => name.includes('sentinel')),
    [],
  );
});

interface Workflow {
  readonly on: unknown;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions?: Readonly<Record<string, string>>;
        readonly steps?: readonly Readonly<Record<string, unknown>>[];
      }
    >
  >;
}

/** The jobs that have write permissions, and those permissions. */
const WRITES: Readonly<Record<string, readonly [string, string][]>> = {
  'publish.yml testpypi': [['id-token', 'write']],
  'publish.yml pypi': [['id-token', 'write']],
  'publish.yml release': [['contents', 'write']],
  'template-update.yml propose': [
    ['contents', 'write'],
    ['pull-requests', 'write'],
  ],
};

test('GHSA-7x29-qqmq-v6qc: generated workflows run no expression, pin every action and grant minimal permissions', () => {
  let looked = 0;
  for (const name of cases())
    for (const file of planOfCase(name).files.filter((one) => one.path.startsWith('.github/workflows/'))) {
      looked += 1;
      const workflow = parseYaml(file.content) as Workflow;
      assert.not.match(JSON.stringify(workflow.on), /pull_request_target|workflow_run|issue_comment/);
      assert.ok(
        Object.values(workflow.permissions ?? { missing: 'write' }).every(
          (level) => level === 'read' || level === 'none',
        ),
        file.path,
      );
      for (const [job, { permissions = {}, steps = [] }] of Object.entries(workflow.jobs)) {
        const writes = Object.entries(permissions).filter(([, level]) => level === 'write');
        assert.equal(writes, WRITES[`${path.basename(file.path)} ${job}`] ?? [], job);
        for (const step of steps) {
          assert.not.match(String(step.run ?? ''), '${{');
          if (typeof step.uses === 'string') assert.match(step.uses, /@[0-9a-f]{40}$/);
          if (String(step.uses ?? '').startsWith('actions/checkout@'))
            assert.is((step.with as Record<string, unknown>)['persist-credentials'], false);
        }
      }
    }
  assert.ok(looked > 5);
});

test('images that leak credentials: no ARG but the version, no secret in ENV or RUN, no root user, and only listed files are copied', () => {
  let looked = 0;
  for (const name of cases()) {
    const text = (file: string): string | undefined =>
      planOfCase(name).files.find((one) => one.path === file)?.content;
    const image = text('Dockerfile');
    if (image === undefined) continue;
    looked += 1;
    assert.not.match(image, /^ARG (?!VERSION=0\.0\.0$)/m);
    assert.not.match(image, /^\s*(?:ENV|RUN)\b.*(?:TOKEN|PASSWORD|SECRET|INDEX_URL|NETRC)/im);
    assert.not.match(image, /^COPY\s+\.\s/m);
    assert.match(image.slice(image.lastIndexOf('\nFROM')), /^USER [1-9]\d*:[1-9]\d*$/m);
    assert.ok((text('.dockerignore') ?? '').split('\n').includes('*'));
  }
  assert.ok(looked > 3);
});

test('create-astro #15967: --yes installs nothing', async () => {
  for (const args of [
    ['app', '--yes'],
    ['app', '--yes', '--force'],
    ['app', '--json'],
  ])
    for (const command of (await spied(args)).ran) assert.is(command[0], 'git', command.join(' '));
});

test("create-node-app #159, cookiecutter: --yes and --force delete nothing and keep the user's own files", async () => {
  const mine = {
    'mine.txt': 'mine\n',
    'src/mine.py': 'mine\n',
    '.env': 'mine\n',
    'README.md': 'mine\n',
    LICENSE: 'mine\n',
  };
  const { code, cwd, err } = await spied(['.', '--name=my-app', '--yes', '--force'], mine);
  assert.is(code, 0, err);
  const after = contents(cwd);
  for (const [name, text] of Object.entries(mine)) assert.is(after[name], text, name);
});

test('pdm #3843: no user, password or token of a URL is recorded', async () => {
  for (const flag of ['--repository', '--dependency', '--description', '--keyword'])
    for (const url of ['https://ann:hunter2@example.org/a/b', 'https://hunter2@example.org/a/b']) {
      const said = await spied(['app', `${flag}=${flag === '--dependency' ? 'x @ ' : ''}${url}`]);
      assert.is(said.code, 2);
      assert.not.match(said.err + said.out, 'hunter2');
    }
});

test('name squatting: standard library names are refused, and the package has no install scripts or dependencies', () => {
  const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string> | undefined
  >;
  for (const script of Object.keys(manifest.scripts ?? {}))
    assert.not.match(script, /^(?:pre|post)?(?:install|prepare|pack|publish)$/);
  assert.is(manifest.dependencies, undefined);
  for (const name of ['email', 'asyncore', 'json'])
    assert.throws(() => planFor({ name }), /standard library/);
});

test('every development dependency has an integrity hash in the lock file and no install script', () => {
  const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<
      string,
      { integrity?: string; hasInstallScript?: boolean; link?: boolean; version?: string }
    >;
  };
  const [, ...installed] = Object.entries(lock.packages);
  assert.ok(installed.length > 50);
  for (const [name, { integrity, hasInstallScript, link }] of installed) {
    assert.match(integrity ?? '', /^sha512-[\w+/]{86}==$/, name);
    assert.not.ok(hasInstallScript || link, name);
  }
});

test("copier's hooks, #2432: neither hooks nor templates from the user's git settings run in the new repository", async () => {
  const { ran } = await spied(['app', '--git']);
  const [init, ...others] = ran.filter(
    (command) => !['config', 'var'].some((word) => command.includes(word)),
  );
  assert.ok(init?.includes('--template='));
  assert.ok(others.length >= 3);
  for (const command of others) assert.equal(command.slice(1, 3), ['-c', 'core.hooksPath=/dev/null']);
});

test('dependencies named like a property of Object.prototype are handled like any other dependency', () => {
  for (const dependency of ['constructor', 'valueof', 'tostring>=1', 'hasownproperty[constructor]'])
    assert.ok(
      (
        parseToml(
          planFor({ dependency: [dependency] }).files.find((file) => file.path === 'pyproject.toml')
            ?.content ?? '',
        ).project as { dependencies: string[] }
      ).dependencies.includes(dependency),
    );
});
