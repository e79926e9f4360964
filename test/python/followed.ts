/** Follows a project through updates: after each one it passes its own checks and tests. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { assert, check, type Lane, once } from './check.js';
import { onPath, run } from './exec.js';
import { managerEnvironment } from './manager-tools.js';
import { commit, generate, lockFlags, uvInstall, type World } from './project.js';
import { ROOT } from './tools.js';

const MORE = `"""Where the application keeps its files."""

from platformdirs import user_data_path

from my_app.counts import count


def words() -> tuple[str, object]:
    """Return the name of the folder, and how much is in it."""
    return user_data_path("my-app").name, count("")
`;

const TEST = `"""Tests of the folder."""

from my_app.more import words


def test_the_folder_has_the_name_of_the_application() -> None:
    name, _ = words()
    assert name == "my-app"
`;

export function followedLane(world: World): Lane {
  const folder = path.join(world.work, 'followed', 'my-app');
  const at = (file: string): string => path.join(folder, file);
  const [python] = world.pythons;
  const edit = (file: string, from: string, to: string): void => {
    const before = readFileSync(at(file), 'utf8');
    assert(before.includes(from), `${file} has no ${from}`);
    writeFileSync(at(file), before.replace(from, to));
  };
  const update = async (...settings: readonly string[]): Promise<string> => {
    const flags = settings.flatMap((one) => ['--set', one]);
    const main = path.join(ROOT, 'dist', 'main.cjs');
    const { stdout } = await run([process.execPath, main, 'update', ...flags], { cwd: folder });
    return stdout;
  };
  const made = once(async () => {
    assert(python !== undefined, 'there is no Python');
    await generate(folder, { name: 'my-app', kind: 'cli', author: 'Ann Example', python: python.version });
    await commit(folder);
    edit('pyproject.toml', 'dependencies = []', 'dependencies = [\n    "platformdirs>=4",\n]');
    edit('Makefile', '.PHONY: help\n', '.PHONY: hello\nhello: ## Greet\n\t@echo hello\n\n.PHONY: help\n');
    mkdirSync(at('src/my_app'), { recursive: true });
    writeFileSync(at('src/my_app/more.py'), MORE);
    writeFileSync(at('tests/test_more.py'), TEST);
    await commit(folder);
    return python;
  });
  return {
    name: 'update',
    checks: [
      check('another module, and no Docker: make lock sync check test', async () => {
        const { executable } = await made();
        await update('module=other', 'docker=false');
        assert(!existsSync(at('Dockerfile')) && !existsSync(at('src/my_app')), 'the old files are there');
        const env = onPath(path.dirname(world.tools.tool('uv')));
        await run([executable, '-m', 'venv', '.venv'], { cwd: folder });
        await uvInstall(world, at('.venv/bin/python'), lockFlags, folder);
        await run(['make', 'lock', 'sync', 'check', 'test'], { cwd: folder, env });
        const { stdout } = await run(['make', 'hello'], { cwd: folder });
        assert(stdout === 'hello\n', stdout);
      }),
      check(
        'another manager: the command that update names, then make install check test locked',
        async () => {
          const env = await managerEnvironment('uv', world, await made());
          await commit(folder);
          const said = await update('manager=uv');
          assert(/^ {2}uv lock$/m.test(said), said);
          // `make lock` has changed them, so only a person deletes them.
          const [, edited = ''] = /edited: ([^;]*);/.exec(said.replace(/\s+/g, ' ')) ?? [];
          assert(edited.includes('requirements.txt'), said);
          for (const file of edited.split(', ')) rmSync(at(file));
          assert(!readdirSync(folder).some((name) => /^requirements/.test(name)), 'a lock of pip is there');
          await run(['uv', 'lock'], { cwd: folder, env });
          await commit(folder);
          await run(['make', 'install', 'check', 'test', 'locked'], { cwd: folder, env });
        },
      ),
      check('a second update changes nothing', async () => {
        await made();
        const said = await update();
        assert(said === '. is up to date\n', said);
      }),
    ],
  };
}
