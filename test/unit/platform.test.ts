/** Tests the rules of Windows and macOS in the real functions, on any machine. */
import path from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import type { Request } from '../../src/cli/argv.js';
import { equivalent } from '../../src/cli/equivalent.js';
import { gather } from '../../src/cli/gather.js';
import { compare, reread } from '../../src/disk/changes.js';
import type { Host } from '../../src/host/host.js';
import { nodeHost } from '../../src/host/node-host.js';
import { UserError } from '../../src/model/errors.js';
import { candidates, modeOf, platformOf } from '../../src/model/platform.js';
import { runStep } from '../../src/setup/setup.js';
import { pack, planFor } from '../golden.js';
import { suite } from '../harness.js';
import { directory, fill, hostIn, programs, run } from '../world.js';

const test = suite('platforms');

const windows = platformOf('win32');
const mac = platformOf('darwin');

/** A host with the rules of another platform, in a possibly missing directory, without git. */
const hostOf = (platform: Host['platform'], cwd: string, over: Partial<Host> = {}): Host =>
  hostIn(cwd, { platform, exec: async () => ({ code: 127, out: '', output: '' }), ...over }).host;

const asked = (named: string, values: Record<string, string> = {}): Request => ({
  directory: named,
  given: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, from: name }])),
  run: {},
});

const gathered = (platform: Host['platform'], cwd: string, named: string, values = {}) =>
  gather(hostOf(platform, cwd), asked(named, values), pack, undefined, {
    found: () => {},
    known: async () => {},
  });

async function refusal(act: Promise<unknown>): Promise<string> {
  try {
    await act;
  } catch (error) {
    if (error instanceof UserError) return `${error.code}: ${error.message}`;
    throw error;
  }
  throw new Error('accepted');
}

test('a platform that is not Windows is treated as Unix', () => {
  for (const name of ['linux', 'freebsd', 'darwin', '']) {
    const { path: flavour, hasModes } = platformOf(name);
    assert.is(flavour.sep, '/');
    assert.ok(hasModes);
  }
});

test('on Windows a program is found with the PATHEXT extensions that need no shell', () => {
  const env = { PATH: 'C:\\Program Files\\Git\\cmd;C:\\Python', PATHEXT: '.COM;.EXE;.BAT;.CMD;.PS1' };
  assert.equal(candidates(windows, 'git', env), [
    'C:\\Program Files\\Git\\cmd\\git.COM',
    'C:\\Program Files\\Git\\cmd\\git.EXE',
    'C:\\Python\\git.COM',
    'C:\\Python\\git.EXE',
  ]);
  assert.equal(candidates(windows, 'uv', { PATH: 'C:\\uv' }), ['C:\\uv\\uv.EXE']);
  assert.equal(candidates(windows, 'uv', { PATH: 'C:\\uv', PATHEXT: '.CMD;.BAT' }), []);
});

test('elsewhere a program has no extension, and a colon separates the folders of PATH', () => {
  const env = { PATH: '/usr/bin:/opt/my bin', PATHEXT: '.EXE' };
  assert.equal(candidates(mac, 'git', env), ['/usr/bin/git', '/opt/my bin/git']);
});

test('on Windows a folder of PATH may be quoted; relative and empty folders are skipped', () => {
  assert.equal(candidates(windows, 'uv', { PATH: '"D:\\my tools";.;;tools;\\\\server\\share' }), [
    'D:\\my tools\\uv.EXE',
    '\\\\server\\share\\uv.EXE',
  ]);
  assert.equal(candidates(mac, 'uv', { PATH: '.::bin:"/x"' }), []);
  assert.equal(candidates(mac, 'uv', {}), []);
});

test('where the current directory would be searched first, only programs on PATH are started', async () => {
  const planted = programs({ planted: 'echo planted' });
  const there = programs({ there: 'echo there' });
  const host = nodeHost({ ...platformOf(process.platform), startsFromCurrent: true });
  const PATH = `${there}${path.delimiter}${process.env.PATH}`;
  assert.equal(await host.exec(['planted'], { cwd: planted, env: { PATH } }), {
    code: 127,
    out: '',
    output: 'planted is not on PATH',
  });
  assert.equal(await host.exec(['there'], { cwd: planted, env: { PATH } }), {
    code: 0,
    out: 'there\n',
    output: 'there\n',
  });
  assert.is((await host.exec(['./planted'], { cwd: planted, env: { PATH } })).code, 0);
});

const DIRECTORIES: readonly (readonly [named: string, directory: string, name: string])[] = [
  ['my-app', 'C:\\work\\my-app', 'my-app'],
  ['..\\evil', 'C:\\evil', 'evil'],
  ['../evil', 'C:\\evil', 'evil'],
  ['.\\a\\my-app\\', 'C:\\work\\a\\my-app', 'my-app'],
  ['D:\\x\\my-app', 'D:\\x\\my-app', 'my-app'],
  ['C:my-app', 'C:\\work\\my-app', 'my-app'],
  ['\\my-app', 'C:\\my-app', 'my-app'],
  ['\\\\server\\share\\my-app', '\\\\server\\share\\my-app', 'my-app'],
  ['//server/share/my-app', '\\\\server\\share\\my-app', 'my-app'],
  ['\\\\?\\C:\\x\\my-app', '\\\\?\\C:\\x\\my-app', 'my-app'],
  ['.', 'C:\\work', 'work'],
];

test('on Windows DIRECTORY may have drives, shares and both slashes; its last part is the name', async () => {
  for (const [named, directory, name] of DIRECTORIES) {
    const found = await gathered(windows, 'C:\\work', named);
    assert.equal([found.directory, found.answers.name], [directory, name], named);
  }
  assert.match(await refusal(gathered(windows, 'C:\\work', 'D:\\')), 'E_VALUE: the default for --name');
});

test('elsewhere a backslash is part of a name, and project names cannot contain one', async () => {
  assert.match(await refusal(gathered(mac, '/work', '..\\evil')), 'E_VALUE: the default for --name');
  const { directory } = await gathered(mac, '/work', '..\\evil', { name: 'x' });
  assert.is(directory, '/work/..\\evil');
});

test('README and LICENSE are found in any case', async () => {
  const cwd = directory();
  fill(cwd, { 'readme.MD': 'mine\n', License: 'mine\n' });
  for (const platform of [windows, mac]) {
    const { code, out } = await run(['.', '--name', 'my-app', '--dry-run'], cwd, {
      platform: { ...platform, path },
    });
    assert.is(code, 0, out);
    assert.match(out, 'readme.MD (kept)');
    assert.match(out, 'License (kept)');
    assert.not.match(out, 'README.md');
  }
});

test('on a system without file modes, the reported mode is not a difference', async () => {
  assert.is(modeOf(windows, 0o100666, '0755'), '0755');
  assert.is(modeOf(windows, 0o100444), '0644');
  assert.is(modeOf(mac, 0o100640, '0755'), '0640');

  const folder = directory();
  fill(folder, { 'tool.sh': '#!/bin/sh\n', 'README.rst': 'mine\n' });
  const made = planFor({});
  const plan = {
    ...made,
    files: [{ path: 'tool.sh', content: '#!/bin/sh\n', mode: '0755' as const, from: [] }],
    kept: ['README.rst'],
  };
  const without = hostIn(folder, { platform: { ...windows, path } }).host;
  const changes = await compare(without, plan, folder, [], false);
  assert.equal(
    changes.map(({ path: name, action, mode }) => [name, action, mode]),
    [
      ['README.rst', 'kept', '0644'],
      ['tool.sh', 'same', '0755'],
    ],
  );
  assert.equal(
    (await reread(without, folder, changes)).map(({ mode }) => mode),
    ['0644', '0755'],
  );
  const [, differs] = await compare(hostIn(folder).host, plan, folder, [], false);
  assert.is(differs?.mode, '0644', 'where files have modes, it is the one on disk');
});

test('an argument is quoted for PowerShell, and for cmd.exe where possible', () => {
  const WORDS: readonly (readonly [text: string, word: string])[] = [
    ['my-app', 'my-app'],
    ['..\\my-app', '..\\my-app'],
    ['C:\\x', 'C:\\x'],
    ['a@b', 'a@b'],
    ['@x', '"@x"'],
    ['--', '"--"'],
    ['--yes', '--yes'],
    ['', '""'],
    ['My Package', '"My Package"'],
    ["It's mine", '"It\'s mine"'],
    ['a,b', '"a,b"'],
    ['httpx>=0.28', '"httpx>=0.28"'],
    ['$HOME', "'$HOME'"],
    ['a `b` "c"', '\'a `b` "c"\''],
    ['50% of it', "'50% of it'"],
    ["It's “quoted”", "'It''s “quoted”'"],
    ['It’s $5', "'It’’s $5'"],
    ['C:\\my dir\\', "'C:\\my dir\\'"],
  ];
  for (const [text, word] of WORDS) assert.is(windows.word(text), word, text);
  assert.is(mac.word("It's"), "'It'\\''s'");
});

test('the equivalent command is quoted for the current platform', () => {
  const { answers } = planFor({ name: 'x2', description: "It's 5", keyword: ['-x y'] });
  const interview = {
    shown: 'My App',
    answers,
    given: {},
    recorded: {},
    machine: { directory: 'x2', user: '', email: '' },
    packs: [],
    force: false,
    git: undefined,
    install: false,
  };
  assert.is(
    equivalent(pack.options, { ...interview, platform: windows }),
    'npm create pyproject@latest "My App" "--" --yes --description "It\'s 5" "--keyword=-x y"',
  );
  assert.is(
    equivalent(pack.options, { ...interview, platform: mac }),
    "npm create pyproject@latest 'My App' -- --yes --description 'It'\\''s 5' '--keyword=-x y'",
  );
});

const nextOf = (platform: Host['platform'], kind: 'cli' | 'library' | 'web', installed: boolean) =>
  pack.next(planFor({ name: 'my-app', kind }).context, { shown: 'My App', installed, platform });

test("on Windows the next steps need no make, and use the platform's program names", () => {
  assert.equal(nextOf(windows, 'cli', false), [
    'cd "My App"',
    'python -m venv .venv',
    '.venv\\Scripts\\activate',
    'python -m pip install --require-hashes --only-binary :all: -r requirements.txt -r requirements-build.txt -r requirements-dev.txt',
    'python -m pip install --no-deps --no-build-isolation --editable .',
    '.venv\\Scripts\\python.exe -m pytest',
    '.venv\\Scripts\\my-app README.md',
  ]);
  assert.equal(nextOf(windows, 'library', true), ['cd "My App"', '.venv\\Scripts\\python.exe -m pytest']);
  assert.equal(nextOf(mac, 'web', false), [
    "cd 'My App'",
    'make install',
    'make check test',
    '.venv/bin/my-app',
  ]);
  for (const kind of ['cli', 'library', 'web'] as const)
    for (const installed of [true, false])
      assert.not.match(nextOf(windows, kind, installed).join('\n'), /\bmake\b|\/|&&/);
});

test('the next steps on Windows without make equal the commands in the README', () => {
  const readme = planFor({ name: 'my-app' }).files.find((file) => file.path === 'README.md')?.content ?? '';
  const said = readme.replace(/`\n +/g, '');
  for (const line of nextOf(windows, 'cli', false)
    .slice(1, -2)
    .filter((line) => !/activate$/.test(line)))
    assert.match(said, `\n${line}\n`);
  assert.match(said, '.venv\\Scripts\\Activate.ps1');
});

const stepsFor = (platform: Host['platform'], tools: readonly string[]) =>
  pack.setUp.steps(planFor({}).context, Object.fromEntries(tools.map((tool) => [tool, tool])), platform);

test('on Windows py or python creates the environment, never python3, and its programs are in Scripts', () => {
  const commands = (tools: readonly string[]): string[] => {
    const steps = stepsFor(windows, tools);
    if ('missing' in steps) return [steps.missing, steps.hint];
    return steps.flatMap((step) => step.commands.map((command) => command.join(' ')));
  };
  assert.is(commands(['py', 'python', 'python3'])[1], 'py -m venv .venv');
  assert.is(commands(['python', 'python3'])[1], 'python -m venv .venv');
  assert.match(commands(['python'])[2] ?? '', /^\.venv\\Scripts\\python\.exe -m pip /);
  assert.match(commands(['python3']).join(': '), /^uv or Python not found: install uv .* README$/);
});

test("a step's folders come first on PATH, and its reported command can be typed again", async () => {
  const seen: (string | undefined)[] = [];
  const host = hostOf(windows, 'C:\\work', {
    env: { PATH: 'C:\\Windows' },
    exec: async (_, { env }) => {
      seen.push(env?.PATH);
      return { code: 0, out: '', output: '' };
    },
  });
  const step = { name: 'x', commands: [['a', 'b c'], ['d']], path: ['.venv\\Scripts'] };
  const { command } = await runStep(host, 'C:\\work\\app', step, { start: () => {}, end: () => {} });
  assert.equal(seen, Array(2).fill('C:\\work\\app\\.venv\\Scripts;C:\\Windows'));
  assert.is(command, 'a "b c"; d');
});
