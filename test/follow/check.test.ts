/** `create-pyproject check`. */
import * as assert from 'uvu/assert';
import { suite } from '../harness.js';
import { directory } from '../world.js';
import { command, type Newer, type Project, project } from './project.js';

const test = suite('check');

const check = (made: Project, change: Newer = {}, ...flags: string[]) =>
  command(['check', '.', ...flags], made.at, { version: '0.2.0', ...change });

test('a project that is as its standard has it exits 0, edited or not', async () => {
  const made = await project();
  made.edit('README.md', (text) => `${text}More.\n`);
  made.remove('SECURITY.md');
  const { code, out, err } = await check(made);
  assert.is(code, 0, err);
  assert.is(out, '. is as create-pyproject 0.2.0 has it\n');
});

test('a project behind its standard exits 4 and names each file and the command', async () => {
  const made = await project();
  const { code, out } = await check(made, {
    edits: { Makefile: (text) => `${text}# new\n` },
    without: ['SECURITY.md'],
  });
  assert.is(code, 4);
  assert.match(out, /Makefile \(renewed\), SECURITY\.md \(removed\)/);
  assert.match(out, /^ {2}create-pyproject update$/m);
});

test('a managed file that was edited or deleted is drift', async () => {
  const made = await project();
  made.write('SECURITY.md', 'ours\n');
  made.remove('Makefile');
  const { code, out } = await check(made, { over: { managed: ['SECURITY.md', 'Makefile'] } }, '--json');
  assert.is(code, 4);
  const { findings, next } = JSON.parse(out) as {
    findings: { code: string; path: string }[];
    next: readonly string[];
  };
  assert.equal(
    findings.map(({ code: found, path }) => [found, path]),
    [
      ['managed', 'Makefile'],
      ['managed', 'SECURITY.md'],
    ],
  );
  assert.equal(next, ['create-pyproject update']);
});

test('conflicts that an update left are found', async () => {
  const made = await project();
  made.edit('Makefile', (text) => text.replace('.PHONY: help', '# ours\n.PHONY: help'));
  made.commit();
  const change = {
    edits: { Makefile: (text: string) => text.replace('.PHONY: help', '# theirs\n.PHONY: help') },
  };
  assert.is((await command(['update'], made.at, { version: '0.2.0', ...change })).code, 3);
  const { code, out } = await check(made, change);
  assert.is(code, 4);
  assert.match(out, /conflicts of an update are left in Makefile/);
  made.edit('Makefile', (text) => text.replace(/<<<<<<< yours\n([\s\S]*)=======\n[\s\S]*>>>>>>> .*\n/, '$1'));
  assert.is((await check(made, change)).code, 0);
});

test('--sarif writes the findings for code scanning', async () => {
  const made = await project();
  made.remove('Makefile');
  const { code } = await check(made, { over: { managed: ['Makefile'] } }, '--sarif', '../check.sarif');
  assert.is(code, 4);
  const { runs } = JSON.parse(made.read('../check.sarif')) as {
    runs: {
      results: { ruleId: string; locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[];
    }[];
  };
  assert.equal(
    runs[0]?.results.map(({ ruleId, locations }) => [
      ruleId,
      locations[0]?.physicalLocation.artifactLocation.uri,
    ]),
    [['managed', 'Makefile']],
  );
});

test('a report that cannot be written is named as it was typed', async () => {
  const made = await project();
  const { code, err } = await check(made, {}, '--sarif', 'none/check.sarif');
  assert.is(code, 1);
  assert.match(
    err,
    /^create-pyproject: --sarif none\/check\.sarif: ENOENT: no such file or directory; name a file/,
  );
});

test('nothing is written', async () => {
  const made = await project();
  await check(made, { edits: { Makefile: (text) => `${text}# new\n` } });
  assert.is(made.git('status', '--porcelain'), '');
});

test('in a project, a mistyped command is no new project', async () => {
  const made = await project();
  const { code, err } = await command(['chek', '--yes', '--no-git'], made.at);
  assert.is(code, 2);
  assert.match(err, /chek is no command; did you mean check\?/);
  assert.is((await command(['./chek', '--yes', '--no-git'], made.at)).code, 0);
});

test('a directory without a record is refused', async () => {
  const { code, err } = await command(['check'], directory());
  assert.is(code, 2);
  assert.match(err, /has no \.create-pyproject\.toml/);
});
