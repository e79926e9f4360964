/** Tests the completion scripts in real shells. */
import * as assert from 'uvu/assert';
import { SUBCOMMANDS } from '../src/cli/argv.js';
import { completion } from '../src/cli/completion/completion.js';
import { flagsOf, spellings } from '../src/cli/flags.js';
import type { Shell } from '../src/cli/runflags.js';
import { choice, flag, type OptionTable, text } from '../src/model/options.js';
import { inTurn } from './command.js';
import { pack } from './golden.js';
import { suite } from './harness.js';
import { type Division, inBash, inFish, inZsh, missing, type Offers, typedInBash } from './shells.js';
import { directory, fill, run } from './world.js';

const flags = flagsOf(pack.options);

const cwd = directory();
fill(cwd, { 'a.toml': '', 'my folder/x': '', 'docs/x': '' });
const FILES = ['a.toml', 'docs', 'my folder'];
const FOLDERS = ['docs', 'my folder'];

const words = (offers: Offers | undefined): string[] => [...(offers?.keys() ?? [])].sort();

const choicesOf = (name: string): Readonly<Record<string, string>> =>
  flags.find((flag) => flag.name === name)?.choices ?? {};

/** Every spelling of a flag that begins with `--`. */
const LONG = flags.flatMap(spellings).filter((word) => word.startsWith('--'));

interface Scenario {
  readonly title: string;
  /** Input after the command's name -> the offered words. */
  readonly lines: Readonly<Record<string, readonly string[]>>;
}

const SCENARIOS: readonly Scenario[] = [
  {
    title: 'a flag and its negation are completed from a prefix',
    lines: { '--ba': ['--backend'], '--no-d': ['--no-docker'], 'app --sch': ['--schema'] },
  },
  { title: 'every flag of --help is offered', lines: { '--': LONG } },
  {
    title: 'every choice is offered, after a blank and after an equals sign',
    lines: Object.fromEntries(
      flags
        .filter(({ choices }) => choices !== undefined)
        .flatMap(({ name }) => [
          [`--${name} `, Object.keys(choicesOf(name))],
          [`--${name}=`, Object.keys(choicesOf(name))],
        ]),
    ),
  },
  { title: 'a choice is completed from a prefix', lines: { '--kind w': ['web'], '--kind=w': ['web'] } },
  {
    title: 'the answers file is completed as a file',
    lines: { '--answers ': FILES, '--answers a': ['a.toml'], '--answers=a': ['a.toml'], '--answers=': FILES },
  },
  {
    title: 'the first word may be a subcommand',
    lines: { '': [...FOLDERS, ...SUBCOMMANDS].sort(), d: ['docs', 'doctor'], pa: ['pack'] },
  },
  {
    title: 'only one directory is completed, with names of directories',
    lines: { '--kind web d': ['docs'], 'docs d': [], '--name x docs d': [] },
  },
  {
    title: 'after a flag with a free-text value nothing is offered',
    lines: {
      '--description ': [],
      '--description=': [],
      '--author d': [],
      '--repository https://d': [],
      '--email a@d': [],
      '--keyword=d': [],
      '--dependency x --dependency ': [],
    },
  },
  {
    title: 'a flag that was given is not offered again in any spelling, unless it is repeatable',
    lines: {
      '--kind web --ki': [],
      '--kind=web --ki': [],
      '--docker --do': [],
      '--docker --no-d': [],
      '--no-git --g': [],
      '-y --y': [],
      'docs --json --js': [],
      '--keyword a --keyw': ['--keyword'],
      '--dependency=a --dep': ['--dependency'],
    },
  },
  {
    title: 'after -- the directory is completed',
    lines: { '-- ': FOLDERS, '-- --': [], '--kind web -- d': ['docs'] },
  },
];

/** Characters with a special meaning in a shell. */
const NASTY = `It's "odd": [a] {b,c} (d) <e> $HOME \`id\` $(id) \\ \\n %d %% ~ * ? ! & | ; # = @`;
const nasty: OptionTable = {
  odd: choice<string>({
    help: NASTY,
    choices: { plain: NASTY, 'a:b': 'a: colon', "it's": 'an apostrophe', '$HOME/[x]': 'a dollar' },
    standard: () => 'plain',
  }),
  yes_no: flag({ help: NASTY, standard: () => true }),
  words: text({ value: NASTY, help: NASTY, accept: (value) => value, standard: () => '' }),
};

const LINES = SCENARIOS.flatMap(({ lines }) => Object.keys(lines)).map((line) => `create-pyproject ${line}`);
const NASTY_LINES = ['--od', '--no-yes', '--odd ', '--odd=', '--words '].map(
  (line) => `create-pyproject ${line}`,
);

/** Registers the tests that hold in every shell. @param ask runs the shell once for all lines of a script */
function everywhere(
  shell: Shell,
  name: string,
  ask: (script: string, lines: readonly string[]) => Promise<readonly Offers[]>,
  lack: string | undefined,
): void {
  const test = suite(name, lack);
  const asked = lack === undefined ? inTurn(() => ask(completion(shell, pack.options), LINES)) : undefined;
  asked?.catch(() => {});
  for (const { title, lines } of SCENARIOS) {
    test(title, async () => {
      const offers = (await asked) ?? [];
      for (const [line, wanted] of Object.entries(lines))
        assert.equal(words(offers[LINES.indexOf(`create-pyproject ${line}`)]), [...wanted].sort(), line);
    });
  }

  test('special characters in an option table cannot break the script', async () => {
    const [odd, no, behind, inline, free] = await ask(completion(shell, nasty), NASTY_LINES);
    assert.equal(words(odd), ['--odd']);
    assert.equal(words(no), ['--no-yes_no']);
    const choices = ['$HOME/[x]', 'a:b', "it's", 'plain'];
    for (const offers of [behind, inline])
      assert.equal(
        words(offers)
          .map((word) => word.replaceAll('\\', ''))
          .sort(),
        choices,
      );
    assert.equal(words(free), []);
    if (shell === 'bash') {
      assert.equal(words(behind), ['\\$HOME/\\[x\\]', 'a:b', "it\\'s", 'plain']);
      return;
    }
    assert.is(odd?.get('--odd'), NASTY);
    assert.is(no?.get('--no-yes_no'), `no: ${NASTY}`);
    assert.is(behind?.get('plain'), NASTY);
    assert.equal(
      [...(behind?.values() ?? [])].sort(),
      [NASTY, 'a: colon', 'a dollar', 'an apostrophe'].sort(),
    );
  });

  if (shell === 'bash') return;
  test('a flag is offered with its line of --help, a choice with its description', async () => {
    const offers = (await asked) ?? [];
    const at = (line: string): Offers | undefined => offers[LINES.indexOf(`create-pyproject ${line}`)];
    assert.is(at('--ba')?.get('--backend'), pack.options.backend?.help);
    assert.is(at('--no-d')?.get('--no-docker'), `no: ${pack.options.docker?.help}`);
    assert.equal(Object.fromEntries(at('--license ') ?? []), choicesOf('license'));
  });
}

/** Typed keys, including tabs -> the arguments of the command. */
const TYPED: readonly (readonly [keys: string, words: string, inZsh?: string])[] = [
  ['--kin\tw\t', '<--kind><web>', '<--kind=web>'],
  ['--kind=w\t', '<--kind=web>'],
  ['--no-do\tx', '<--no-docker><x>'],
  ['my\t --answers=a\t', '<my folder/><--answers=a.toml>', '<my folder><--answers=a.toml>'],
  ['--answers=my\tx', '<--answers=my folder/x>'],
];

const typedLines = TYPED.map(([keys]) => `create-pyproject ${keys}`);

for (const division of ['breaks', '3.2', 'no ='] as const satisfies readonly Division[]) {
  everywhere(
    'bash',
    `completion in bash, words split ${division === 'breaks' ? 'as in bash 4 and newer' : division === '3.2' ? 'as in bash 3.2' : 'without = in COMP_WORDBREAKS'}`,
    (script, lines) => inBash(script, cwd, lines, division),
    missing('bash'),
  );
}

const bash = suite('completion by typing in bash', missing('bash'));

bash('lines typed with tabs become the arguments of the command', async () => {
  const called = await typedInBash(completion('bash', pack.options), cwd, typedLines);
  assert.equal(
    called,
    TYPED.map(([, words]) => words),
  );
});

everywhere('fish', 'completion in fish', (script, lines) => inFish(script, cwd, lines), missing('fish'));

everywhere(
  'zsh',
  'completion in zsh',
  async (script, lines) => (await inZsh(script, cwd, lines)).offers,
  missing('zsh'),
);

const zsh = suite('completion by typing in zsh', missing('zsh'));

zsh('lines typed with tabs become the arguments of the command', async () => {
  const { called } = await inZsh(completion('zsh', pack.options), cwd, [], typedLines);
  assert.equal(
    called,
    TYPED.map(([, words, inZsh]) => inZsh ?? words),
  );
});

const flagTest = suite('--completion');

flagTest('prints a script, and refuses an unknown shell with a suggestion', async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, out, err } = await run(['--completion', shell], cwd);
    assert.is(code, 0, err);
    assert.match(out, `# ${shell} completion for create-pyproject`);
  }
  const wrong = await run(['--completion=fihs'], cwd);
  assert.is(wrong.code, 2);
  assert.is(
    wrong.err,
    'create-pyproject: --completion: "fihs" is not one of bash, zsh, fish; did you mean fish?\n',
  );
  const none = await run(['--completion', '--json'], cwd);
  assert.is(none.code, 2);
  assert.is(JSON.parse(none.out).error.code, 'E_FLAG');
});
