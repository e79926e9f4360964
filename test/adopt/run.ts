/**
 * `npm run test:adopt [-- --only WORD]`: adopts real projects from PyPI, builds each before and after with its own
 * backend, and compares metadata and files. It downloads the projects and their backends.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import * as assert from 'uvu/assert';
import { cached } from '../../scripts/cached.js';
import { ROOT } from '../../scripts/root.js';
import { type BuildTool, type Built, compareBuilt, measure } from '../../src/adopt/measure.js';
import { nodeHost } from '../../src/host/node-host.js';
import { check, close, runLanes } from '../python/check.js';
import { environment, run } from '../python/exec.js';
import { type Sdist, sdists } from './sdists.js';

/** The minimum number of checks in a run without flags. */
const AT_LEAST = 60;
const UV = 'uv==0.13.8';
const MAIN = path.join(ROOT, 'dist', 'main.cjs');

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true, default: [] } } });
const from = Date.now();
const work = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'adopt-')));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

/** setuptools-scm and its like need a version where there is no tag. */
const env: Record<string, string> = { SETUPTOOLS_SCM_PRETEND_VERSION: '4.3.0' };
Object.assign(process.env, env);

/** uv, which builds with every backend. */
async function installTool(): Promise<BuildTool> {
  const folder = await cached(`adopt-${UV}`, async (target) => {
    await run(['python3', '-m', 'venv', target]);
    await run([
      path.join(target, 'bin', 'python'),
      '-m',
      'pip',
      'install',
      '--quiet',
      '--only-binary',
      ':all:',
      UV,
    ]);
  });
  const bin = path.join(folder, 'bin');
  env.PATH = `${bin}${path.delimiter}${environment.PATH}`;
  return { python: path.join(bin, 'python'), command: [path.join(bin, 'uv'), 'build', '--quiet', '--wheel'] };
}

/** The sdist from the index, unpacked. */
async function fetched({ name, version, sha256 }: Sdist): Promise<string> {
  const folder = await cached(`sdist-${name}-${sha256.slice(0, 16)}`, async (target) => {
    const accept = 'application/vnd.pypi.simple.v1+json';
    const index = await fetch(`https://pypi.org/simple/${name}/`, { headers: { accept } });
    const { files } = (await index.json()) as {
      files: { filename: string; url: string; hashes: { sha256: string } }[];
    };
    const file = files.find(({ hashes }) => hashes.sha256 === sha256);
    if (!file) throw new Error(`the index has no ${name} ${version} with this hash`);
    const bytes = Buffer.from(await (await fetch(file.url)).arrayBuffer());
    assert.is(createHash('sha256').update(bytes).digest('hex'), sha256);
    await mkdir(path.join(target, 'project'));
    const archive = path.join(work, `${name}.tar.gz`);
    await writeFile(archive, bytes);
    await run(['tar', '-xzf', archive, '-C', path.join(target, 'project'), '--strip-components=1']);
  });
  return path.join(folder, 'project');
}

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((name) => !name.startsWith('.git/'))
    .sort();

/** Whether the lines are in the text, in their order. */
function hasLines(text: string, lines: readonly string[]): boolean {
  let at = 0;
  const all = text.split('\n');
  return lines.every((line) => {
    while (at < all.length && all[at] !== line) at += 1;
    at += 1;
    return at <= all.length;
  });
}

async function refuseLost(before: string, after: string, changed: readonly string[]): Promise<void> {
  for (const name of await filesIn(before)) {
    const [was, is] = await Promise.all([before, after].map((folder) => readFile(path.join(folder, name))));
    if (was?.equals(is ?? Buffer.of(1))) continue;
    assert.ok(changed.includes(name), `${name} is another file`);
    assert.ok(hasLines(String(is), String(was).trimEnd().split('\n')), `${name} has lost lines`);
  }
}

async function commit(folder: string): Promise<void> {
  for (const args of [
    ['add', '--all', '--force'],
    ['commit', '--quiet', '--message', 'x'],
  ])
    await run(['git', ...args], { cwd: folder });
}

interface Report {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly files: readonly { readonly path: string; readonly action: string }[];
}

let tool: BuildTool;
const lanes = sdists
  .filter(({ name }) => values.only.length === 0 || values.only.some((word) => name.includes(word)))
  .map((sdist) => {
    const { name, style, answers, flags = [], migration, refused } = sdist;
    const [original, project] = [path.join(work, name, 'original'), path.join(work, name, 'project')];
    let built: Built;
    const adopt = async (...more: readonly string[]): Promise<Report> => {
      const ran = await run(
        [process.execPath, MAIN, 'adopt', project, '--yes', '--json', ...flags, ...more],
        { env },
      );
      return JSON.parse(ran.stdout) as Report;
    };
    const build = async (folder: string): Promise<Built> => {
      const found = await measure(nodeHost(), folder, { write: {}, remove: [] }, tool);
      if ('failed' in found) throw new Error(found.failed);
      return found;
    };
    if (refused) {
      const refusal = check('is not adopted, with the reason, and stays as it is', async () => {
        await cp(await fetched(sdist), project, { recursive: true });
        const before = await filesIn(project);
        const { output } = await run([process.execPath, MAIN, 'adopt', project, '--yes', '--quiet'], {
          exit: 2,
        });
        assert.match(output, refused);
        assert.equal(await filesIn(project), before);
      });
      return { name: `${name}: ${style}`, checks: [refusal] };
    }
    const checks = [
      check('is downloaded, and builds as it is', async () => {
        await cp(await fetched(sdist), original, { recursive: true });
        for (const entry of await readdir(original))
          if (entry.endsWith('.egg-info')) await rm(path.join(original, entry), { recursive: true });
        await cp(original, project, { recursive: true });
        await run(['git', 'init', '--quiet'], { cwd: project });
        await commit(project);
        built = await build(original);
      }),
      check('is adopted, and understood', async () => {
        const report = await adopt();
        for (const [answer, value] of Object.entries(answers))
          assert.equal(report.answers[answer], value, answer);
      }),
      check('keeps every line of every file', async () => {
        await refuseLost(original, project, ['pyproject.toml', '.gitignore']);
      }),
      check('builds the same wheel, with the same metadata', async () => {
        assert.equal(compareBuilt(built, await build(project)), []);
      }),
      check('stays as it is when it is adopted again, and when it is updated', async () => {
        await commit(project);
        await adopt();
        await run([process.execPath, MAIN, 'update', project, '--yes', '--quiet']);
        const { stdout } = await run(['git', 'status', '--porcelain'], { cwd: project });
        assert.is(stdout, '');
      }),
    ];
    if (migration !== undefined)
      checks.push(
        check(
          migration === true ? 'is migrated, and builds the same' : 'is not migrated, with the reason',
          async () => {
            const migrate = [
              process.execPath,
              MAIN,
              'adopt',
              project,
              '--yes',
              '--migrate',
              '--trust',
              '--quiet',
              ...flags,
            ];
            if (migration !== true) {
              const { output } = await run(migrate, { exit: 1, env });
              assert.match(output, migration);
              return;
            }
            await run(migrate, { env });
            const names = await readdir(project);
            assert.not.ok(names.includes('setup.py'));
            assert.match(readFileSync(path.join(project, 'pyproject.toml'), 'utf8'), /^\[project\]$/m);
            assert.equal(compareBuilt(built, await build(project)), []);
          },
        ),
      );
    return { name: `${name}: ${style}`, checks };
  });

tool = await installTool();
const outcome = await runLanes(lanes, 2);
console.log(`${Math.round((Date.now() - from) / 1000)} seconds`);
close(outcome, values.only.length === 0 ? AT_LEAST : 1);
