/** Follows one project through an update for each way of editing it, in one repository and one environment. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { assert, type Check, check, once } from './check.js';
import { onPath, run } from './exec.js';
import { clean, commit, generate, lockFlags, uvInstall, uvVenv, type World } from './project.js';
import { ROOT } from './tools.js';
import { type Edited, expectAlways, FIRST, type PackFiles, SECOND, WAYS, type Way } from './ways.js';

const MAIN = path.join(ROOT, 'dist', 'main.cjs');

/** What a way leaves alone: making it takes most of the time. */
const KEPT = ['.git', '.venv', '.mypy_cache', '.ruff_cache'];

export function editedChecks(world: World): Check[] {
  const parent = path.join(world.work, 'edited');
  const folder = path.join(parent, 'my-app');
  const pack = path.join(parent, 'acme');
  const env = { XDG_CACHE_HOME: path.join(parent, 'cache') };
  const at = (file: string): string => path.join(folder, file);
  const git = (...args: readonly string[]) => run(['git', ...args], { cwd: folder });

  /** Publishes a version of the standard: a tag in its repository. */
  const release = async (tag: string, files: PackFiles): Promise<void> => {
    mkdirSync(pack, { recursive: true });
    for (const name of readdirSync(pack))
      if (name !== '.git') rmSync(path.join(pack, name), { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(pack, name)), { recursive: true });
      writeFileSync(path.join(pack, name), text);
    }
    await commit(pack);
    await run(['git', 'tag', tag], { cwd: pack });
  };
  const source = (tag: string): string => `git+file://${pack}#${tag}`;

  const made = once(async () => {
    const [python] = world.pythons;
    assert(python !== undefined, 'there is no Python');
    await release('v1.0.0', FIRST);
    await release('v2.0.0', SECOND);
    const answers = { kind: 'cli', author: 'Ann Example', python: python.version };
    await generate(folder, answers, ['--no-git', '--pack', source('v1.0.0')], env);
    await commit(folder);
    await run(uvVenv(world, python.executable, at('.venv'), false));
    // The locks of the generator, which hold what the standard and the ways need.
    await uvInstall(world, at('.venv/bin/python'), lockFlags, folder);
    const editable = ['--no-deps', '--no-build-isolation', '--editable', '.'];
    await run(
      [world.tools.tool('uv'), 'pip', 'install', '--quiet', '--python', at('.venv/bin/python'), ...editable],
      {
        cwd: folder,
      },
    );
  });

  /** Writes every tracked file again. */
  const checkout = async (what: string): Promise<void> => {
    for (const name of readdirSync(folder)) if (!KEPT.includes(name)) rmSync(at(name), { recursive: true });
    await git('checkout', '--quiet', '--force', '--detach', what);
  };
  const project: Edited = {
    read: (file) => readFileSync(at(file), 'utf8'),
    has: (file) => existsSync(at(file)),
    write: (file, text) => writeFileSync(at(file), text),
    swap: (file, from, to) => {
      const text = project.read(file);
      assert(text.includes(from), `${file} has no ${from}`);
      project.write(
        file,
        text.replace(from, () => to),
      );
    },
    remove: (file) => rmSync(at(file)),
    move: (from, to) => renameSync(at(from), at(to)),
    files: async () => (await git('ls-files')).stdout.trimEnd().split('\n').filter(project.has),
    checkout: async () => {
      await commit(folder);
      await checkout('HEAD');
    },
    make: async (target) => (await run(['make', target], { cwd: folder })).stdout,
    lintWorkflows: async () => {
      const env = onPath(...world.tools.folders);
      await run([world.tools.tool('actionlint')], { cwd: folder, env });
    },
  };

  const ours = async (args: readonly string[], exit = 0): Promise<string> =>
    (await run([process.execPath, MAIN, ...args], { cwd: folder, env, exit })).output;

  const follow = async (way: Way): Promise<void> => {
    await made();
    await checkout('main');
    await way.edit(project);
    await commit(folder);
    const flags = ['--pack', source('v2.0.0'), ...(way.set ?? []).flatMap((one) => ['--set', one])];
    await ours(['update', ...flags], way.exit);
    expectAlways(project);
    await way.expect(project);
    if (way.settle) {
      await ours(['check'], 4);
      way.settle(project);
    }
    await commit(folder);
    await run(['make', 'check', 'test'], { cwd: folder });
    await clean(folder);
    const again = await ours(['update']);
    assert(again === '. is up to date\n', again);
  };
  return WAYS.map((way) => check(`${way.name}: update --pack, make check test`, () => follow(way)));
}
