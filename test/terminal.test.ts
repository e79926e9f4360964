/** Tests the questions in a real pseudo-terminal. */
import { appendFileSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import * as assert from 'uvu/assert';
import type { Host } from '../src/host/host.js';
import { inTurn, KEY, Terminal } from './command.js';
import { suite } from './harness.js';
import {
  contents,
  directory,
  environment,
  files,
  fill,
  git,
  gitConfig,
  hostIn,
  run,
  SOMEBODY,
  same,
} from './world.js';

const test = suite('the questions');

/** The questions, in order. */
const QUESTIONS = [
  'Directory, or name, of the new project',
  'Kind',
  'Package manager',
  'Build backend',
  'License',
  'Lowest supported Python',
  'Dockerfile',
  'Description',
  'Install',
  'Write these',
] as const;

/** Answers the first `count` questions with a name and Enter, and the next one with `last`. */
const interview = (count: number, last: string): [string, string][] =>
  QUESTIONS.slice(0, count + 1).map((question, i) => [
    `? ${question}`,
    i === count ? last : i === 0 ? `my-app${KEY.enter}` : KEY.enter,
  ]);

/** Registers a test and starts its run at once, in parallel with other tests. */
function scenario<T>(
  title: string,
  play: () => Promise<T>,
  check: (played: T) => void | Promise<void>,
): void {
  const played = inTurn(play);
  played.catch(() => {});
  test(title, async () => check(await played));
}

const somebody = (): Record<string, string> => environment({ GIT_CONFIG_GLOBAL: gitConfig(SOMEBODY) });

scenario(
  'a name, then Enter for each question: the project is written with its first commit',
  async () => {
    const cwd = directory();
    const terminal = new Terminal([], cwd, somebody());
    const code = await terminal.interview(interview(QUESTIONS.length - 1, KEY.enter));
    return { code, cwd, shown: terminal.shown };
  },
  async ({ code, cwd, shown }) => {
    assert.is(code, 0, shown);
    const project = path.join(cwd, 'my-app');
    const answered = [...shown.matchAll(/✔ ([^\n]*)/g)].map(([, line = '']) => line);
    const questions = answered.map((line) => QUESTIONS.find((question) => line.startsWith(question)));
    assert.equal(
      questions.filter((question) => question !== undefined),
      [...QUESTIONS],
      'each once, in order',
    );
    assert.ok(QUESTIONS.length <= 10);
    assert.is(git(project, 'status', '--porcelain'), '');
    assert.is(git(project, 'log', '--format=%an'), 'Ann Example');

    // The output before the last question: the files and the equivalent command.
    const before = shown.slice(0, shown.indexOf('Write these'));
    for (const name of ['my-app/', 'pyproject.toml', '.create-pyproject.toml', 'ci.yml'])
      assert.match(before, name);
    assert.match(shown, `Write these ${files(project).length} files, and commit them to a new repository?`);
    const line = /The same without questions:\n +npm create pyproject@latest (.*)\n/.exec(shown)?.[1] ?? '';
    const args = line.split(' ').filter((word) => word !== '--');
    const again = directory();
    const flags = ['--author', 'Ann Example', '--email', 'ann@example.org'];
    assert.is((await run([...args, ...flags], again)).code, 0, line);
    same(contents(path.join(again, 'my-app')), contents(project));
  },
);

scenario(
  'the chosen answers are written, and are in the equivalent command',
  async () => {
    const cwd = directory();
    const terminal = new Terminal(['--no-git', '--no-install'], cwd);
    const code = await terminal.interview([
      ['? Directory', `My App${KEY.enter}`],
      ['? Kind', KEY.down + KEY.enter],
      ['? Package manager', KEY.enter],
      ['? Build backend', KEY.down + KEY.down + KEY.enter],
      ['? License', KEY.down + KEY.enter],
      ['? Lowest', KEY.down + KEY.enter],
      ['? Dockerfile', `y${KEY.enter}`],
      ['? Description', `It's mine${KEY.enter}`],
      ['? Write these', KEY.enter],
    ]);
    return { code, cwd, shown: terminal.shown };
  },
  ({ code, cwd, shown }) => {
    assert.is(code, 0, shown);
    const record = contents(path.join(cwd, 'My App'))['.create-pyproject.toml'] ?? '';
    for (const line of [
      'name = "my-app"',
      'description = "It\'s mine"',
      'kind = "library"',
      'backend = "flit"',
      'license = "Apache-2.0"',
      'python = "3.12"',
      'docker = true',
    ])
      assert.match(record, `\n${line}\n`);
    assert.match(shown.replaceAll('\n', ''), 'name: "My App" becomes my-app');
    assert.match(
      shown,
      "'My App' -- --yes --description 'It'\\''s mine' --kind library --backend flit --license Apache-2.0 --python 3.12 --docker --no-git",
    );
  },
);

scenario(
  'an invalid name is refused at its question, with the reason; No at the last question writes nothing',
  async () => {
    const cwd = directory();
    const terminal = new Terminal(['--docker', '--kind=web', '--no-install'], cwd);
    await terminal.until('? Directory');
    terminal.type(`class${KEY.enter}`);
    await terminal.until('class is a Python keyword');
    terminal.type('\u007f'.repeat(5) + KEY.enter);
    await terminal.until('type a name such as my-app');
    terminal.type(`good-name${KEY.enter}`);
    const code = await terminal.interview([
      ['? Package manager', KEY.enter],
      ['? Build backend', KEY.enter],
      ['? License', KEY.enter],
      ['? Lowest', KEY.enter],
      ['? Description', KEY.enter],
      ['? Write these', `n${KEY.enter}`],
    ]);
    return { code, left: readdirSync(cwd), shown: terminal.shown };
  },
  ({ code, left, shown }) => {
    assert.equal(left, []);
    assert.is(code, 130);
    assert.match(shown, 'nothing was written');
    for (const given of ['Kind', 'Dockerfile', 'Install']) assert.not.match(shown, `? ${given}`);
  },
);

/** A host whose streams claim to be a terminal. A question would wait forever. */
const onTerminal = (cwd: string): Partial<Host> => {
  const { host } = hostIn(cwd);
  return { stdinIsTTY: true, out: { ...host.out, isTTY: true } };
};

test('conflicts that do not depend on the answers are reported before the first question', async () => {
  const cwd = directory();
  fill(cwd, { 'pyproject.toml': '[project]\n', Makefile: 'x:\n', Dockerfile: 'FROM x\n' });
  const theirs = await run(['.', '--name', 'my-app'], cwd, onTerminal(cwd));
  assert.is(theirs.code, 3);
  assert.match(theirs.err, '2 files already exist and differ: Makefile, pyproject.toml; --diff shows');
  const bad = await run(['123'], cwd, onTerminal(cwd));
  assert.is(bad.code, 2);
  assert.match(bad.err, '123 begins with a digit');
});

test('a run that cannot succeed in an existing project, or with --git, is refused before the first question', async () => {
  const cwd = directory();
  await run(['app'], cwd);
  appendFileSync(path.join(cwd, 'app/src/app/cli.py'), '# mine\n');
  const edited = await run(['app', '--license=ISC'], cwd, onTerminal(cwd));
  assert.is(edited.code, 3);
  assert.match(edited.err, 'a file already exists and differs: src/app/cli.py (edited)');
  git(cwd, 'init', '--quiet');
  const inside = await run(['other', '--git'], cwd, onTerminal(cwd));
  assert.is(inside.code, 2);
  assert.match(inside.err, 'is already inside a repository');
});

for (const cols of [80, 100])
  scenario(
    `at ${cols} columns no word is broken, and the last question is on one screen with its files`,
    async () => {
      const cwd = directory();
      const terminal = new Terminal([], cwd, somebody(), undefined, { cols, rows: 24 });
      await terminal.until('? Directory');
      terminal.type(`имя${KEY.enter}`);
      await terminal.until('--name');
      const refused = await terminal.lines();
      terminal.type('\u007f'.repeat(3));
      const screens = [refused];
      for (const [question, keys] of interview(QUESTIONS.length - 1, KEY.enter)) {
        await terminal.until(question);
        if (question.includes('Write these')) {
          // The prompt may arrive in several chunks, so compare the cursor with the end of the line.
          await terminal.until('(Y/n)');
          screens.push(await terminal.lines());
        }
        terminal.type(keys);
      }
      assert.is(await terminal.ended, 0, terminal.shown);
      return { asked: screens.at(-1)?.onScreen ?? [], screens: [...screens, await terminal.lines()] };
    },
    ({ asked, screens }) => {
      const text = asked.join('\n');
      for (const part of ['my-app/\n', 'ci.yml', 'requirements.txt', '? Write these'])
        assert.match(text, part);
      for (const { above, onScreen } of screens) {
        const lines = [...above, ...onScreen];
        const broken = lines.filter(
          (line, i) => line.length === cols && /^\w/.test(lines[i + 1] ?? '') && /\w$/.test(line),
        );
        assert.equal(broken, []);
      }
    },
  );

scenario(
  'in an existing project, its answers are shown and are the defaults; the equivalent command contains only the changes',
  async () => {
    const cwd = directory();
    const made = ['--kind=web', '--backend=flit', '--description=Mine', '--no-docker', '--python=3.12'];
    await run(['app', '--name=my-app', ...made], cwd);
    const terminal = new Terminal(['app', '--no-git', '--no-install'], cwd, somebody());
    const code = await terminal.interview([
      ['? Kind', KEY.up + KEY.up + KEY.enter],
      ['? Package manager', KEY.enter],
      ['? Build backend', KEY.enter],
      ['? License', KEY.enter],
      ['? Lowest', KEY.enter],
      ['? Dockerfile', KEY.enter],
      ['? Description', KEY.enter],
      ['? Write these', KEY.enter],
    ]);
    return { code, cwd, shown: terminal.shown };
  },
  async ({ code, cwd, shown }) => {
    assert.is(code, 0, shown);
    const said =
      'This project was made with description Mine, kind web, manager pip, backend flit, license MIT, python 3.12, docker no.';
    assert.ok(shown.replaceAll('\n', ' ').includes(said), shown);
    assert.match(shown, 'app -- --yes --kind cli --no-git\n');
    const again = directory();
    await run(
      ['app', '--name=my-app', '--backend=flit', '--description=Mine', '--no-docker', '--python=3.12'],
      again,
    );
    assert.is(
      contents(path.join(cwd, 'app'))['.create-pyproject.toml'],
      contents(path.join(again, 'app'))['.create-pyproject.toml'],
    );
  },
);

scenario(
  'a conflict found after the questions is reported with the command that repeats the answers',
  async () => {
    const cwd = directory();
    fill(cwd, { Dockerfile: 'FROM x\n' });
    const given = [
      '--description=x',
      '--kind=library',
      '--manager=pip',
      '--backend=flit',
      '--license=MIT',
      '--python=3.12',
    ];
    const terminal = new Terminal(['.', '--name=my-app', '--no-git', ...given], cwd);
    const code = await terminal.interview([['? Dockerfile', `y${KEY.enter}`]]);
    return { code, shown: terminal.shown };
  },
  ({ code, shown }) => {
    assert.is(code, 3);
    assert.match(
      shown,
      /The same without questions:\n {2}npm create pyproject@latest \. -- --yes .*--docker/,
    );
    assert.match(shown, 'a file already exists and differs: Dockerfile');
  },
);

scenario(
  'a current directory with an invalid project name is not refused before the new directory is entered',
  async () => {
    const cwd = path.join(directory(), 'python');
    mkdirSync(cwd);
    const given = [
      '--description=x',
      '--manager=pip',
      '--backend=flit',
      '--license=MIT',
      '--python=3.12',
      '--docker',
    ];
    const terminal = new Terminal(['--no-git', '--no-install', '--kind=cli', ...given], cwd);
    await terminal.until('? Directory');
    terminal.type(`pydoc3${KEY.enter}`);
    await terminal.until('pydoc3 is a program of every virtual environment');
    terminal.type(`${'\u007f'.repeat(6)}Task Tracker!${KEY.enter}`);
    await terminal.until('you mean task-tracker?');
    terminal.type(`${'\u007f'.repeat(13)}имя${KEY.enter}`);
    await terminal.until('have no form in ASCII; give --name');
    terminal.type(`${'\u007f'.repeat(3)}my-app${KEY.enter}`);
    const code = await terminal.interview([['? Write these', KEY.enter]]);
    return { code, left: readdirSync(cwd) };
  },
  ({ code, left }) => {
    assert.is(code, 0);
    assert.equal(left, ['my-app']);
  },
);

test('an invalid command line is refused before the first question', async () => {
  const cwd = directory();
  const { code, err } = await run(['--backend', 'flitt'], cwd, onTerminal(cwd));
  assert.is(code, 2);
  assert.match(err, 'did you mean flit?');
});

test('--yes and --json ask nothing on a terminal', async () => {
  const cwd = directory();
  for (const flag of ['--yes', '--json']) {
    assert.is((await run(['app', flag, '--dry-run'], cwd, onTerminal(cwd))).code, 0);
    assert.is((await run([flag], cwd, onTerminal(cwd))).code, 2);
  }
});

/** Ways to turn colors off. The other runs use colors. */
const COLOURLESS: readonly { args: readonly string[]; env: Readonly<Record<string, string>> }[] = [
  { args: [], env: { NO_COLOR: '1' } },
  { args: ['--no-color'], env: {} },
];

QUESTIONS.forEach((question, i) => {
  const { args, env } = COLOURLESS[i] ?? { args: [], env: {} };
  const color = COLOURLESS[i] === undefined;
  scenario(
    `Ctrl-C at "${question}" leaves no files behind${color ? '' : `; ${args[0] ?? 'NO_COLOR'} has no color`}`,
    async () => {
      const cwd = directory();
      const terminal = new Terminal(args, cwd, environment(env));
      const code = await terminal.interview(interview(i, KEY.ctrlC));
      return { code, left: readdirSync(cwd), shown: terminal.shown, raw: terminal.raw };
    },
    ({ code, left, shown, raw }) => {
      assert.is(code, 130, shown);
      assert.equal(left, []);
      assert.not.match(shown, /^\s+at /m);
      assert.is(raw.includes('\u001b[3'), color, 'colors');
    },
  );
});

scenario(
  'Ctrl-C at the first byte of output leaves no files behind',
  async () => {
    const cwd = directory();
    const terminal = new Terminal([], cwd);
    await terminal.until('');
    while (terminal.raw === '') await new Promise(setImmediate);
    terminal.type(KEY.ctrlC);
    return { code: await terminal.ended, left: readdirSync(cwd), shown: terminal.shown };
  },
  ({ code, left, shown }) => {
    assert.is(code, 130, shown);
    assert.equal(left, []);
  },
);
