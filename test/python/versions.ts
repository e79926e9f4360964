/** Checks where a project's version comes from, and `make release`. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { managers } from '../../generators/project/managers/index.js';
import { assert, type Check, check, once } from './check.js';
import { type Environment, run } from './exec.js';
import { clean, commit, generate, type Project, uvInstall, uvVenv, type World } from './project.js';

const isVcs = ({ answers }: Project): boolean => answers['version-from'] === 'vcs';

/** Whether `git archive` can tell the version: setuptools-scm reads it, pdm-backend does not. */
const archiveTells = ({ backend }: Project): boolean => backend !== 'pdm-backend';

/** Versions without a tag. The second is that of the first commit. */
const UNCOMMITTED = /^0\.(0\.)?[01](\.dev0)?(\+d\d{8})?$/;
const UNTAGGED = /^0\.(0\.)?1\.dev1\+g[0-9a-f]+$/;

const LIST = 'import sys, tarfile; print("\\n".join(tarfile.open(sys.argv[1]).getnames()))';

/** Follows one project from its first file to a commit after a release. */
function vcsChecks(world: World, project: Project): Check[] {
  const work = path.join(world.work, project.name, 'versions');
  const folder = path.join(work, 'project');
  const venv = path.join(work, 'venv', 'bin', 'python');
  const git = (...words: readonly string[]) => run(['git', ...words], { cwd: folder });

  const generated = once(async () => {
    await project.installed();
    const { kind, backend, answers } = project;
    await generate(folder, { ...answers, kind, backend, python: project.interpreter.version });
    await run(uvVenv(world, project.interpreter.executable, path.join(work, 'venv')));
    const locks = ['-r', 'requirements.txt', '-r', 'requirements-build.txt'];
    await uvInstall(world, venv, locks, folder);
  });

  /** `__version__` after an editable installation from this folder. */
  const installedFrom = async (source: string, env: Environment = {}): Promise<string> => {
    const { module } = await project.made();
    const options = ['--quiet', '--no-deps', '--no-build-isolation', '--editable', '.'];
    await run([venv, '-m', 'pip', 'install', ...options], { cwd: source, env });
    const { stdout } = await run([venv, '-I', '-c', `import ${module}; print(${module}.__version__)`]);
    return stdout.trim();
  };

  /** Builds in this folder. Returns the version in the names of both files, and what the sdist holds. */
  const builtFrom = async (source: string): Promise<{ version: string; sdist: string; held: string[] }> => {
    const dist = `${source}-dist`;
    rmSync(dist, { recursive: true, force: true });
    const python = path.join(project.folder, '.venv', 'bin', 'python');
    await run([python, '-m', 'build', '--no-isolation', '--outdir', dist], { cwd: source });
    const [wheel = '', sdist = ''] = readdirSync(dist).sort((a) => (a.endsWith('.whl') ? -1 : 1));
    const versions = [wheel.split('-')[1], /-([^-]+)\.tar\.gz$/.exec(sdist)?.[1]];
    assert(versions[0] === versions[1], `built ${wheel} and ${sdist}`);
    const { stdout } = await run([python, '-c', LIST, path.join(dist, sdist)]);
    const held = stdout
      .split('\n')
      .map((name) => name.split('/').slice(1).join('/'))
      .filter((name) => name !== '' && !/(^|\/)[^/]*\.egg-info(\/|$)/.test(name))
      .sort();
    return { version: versions[0] ?? '', sdist: path.join(dist, sdist), held };
  };

  const matches = (found: string, wanted: RegExp | string): string => {
    assert(typeof wanted === 'string' ? found === wanted : wanted.test(found), `${found}, not ${wanted}`);
    return found;
  };

  /** The sources of the tag as GitHub offers them, without a repository. */
  const archived = once(async () => {
    await git('archive', '--output=../archive.tar', 'v1.2.3');
    const target = path.join(work, 'archive');
    mkdirSync(target);
    await run(['tar', '--extract', '--file', path.join(work, 'archive.tar'), '--directory', target]);
    return target;
  });

  return [
    check('version: installs and builds before there is a repository', async () => {
      await generated();
      matches((await builtFrom(folder)).version, '0.0.0');
      return matches(await installedFrom(folder), '0.0.0');
    }),
    check('version: installs before the first commit', async () => {
      await generated();
      await git('init', '--quiet', '--initial-branch=main');
      return matches(await installedFrom(folder), UNCOMMITTED);
    }),
    check('version: installs after the first commit, and ignores a tag that is no version', async () => {
      await generated();
      await commit(folder);
      const version = matches(await installedFrom(folder), UNTAGGED);
      await git('tag', 'docs-7');
      return matches(await installedFrom(folder), version);
    }),
    check('version: a tag is that of the wheel, the sdist and __version__', async () => {
      await run(['make', 'release', 'VERSION=1.2.3', `py=${project.folder}/.venv/bin/python`], {
        cwd: folder,
      });
      const { version, sdist } = await builtFrom(folder);
      matches(version, '1.2.3');
      matches(await installedFrom(folder), '1.2.3');
      await clean(folder);
      const target = path.join(work, 'from-sdist');
      const options = ['--quiet', '--no-deps', '--no-build-isolation', '--no-index', '--wheel-dir', target];
      await run([venv, '-m', 'pip', 'wheel', ...options, sdist]);
      assert(readdirSync(target)[0]?.includes('-1.2.3-') === true, `the sdist gives ${readdirSync(target)}`);
    }),
    check('version: the sources of a tag without a repository', async () => {
      const source = await archived();
      const { version, held } = await builtFrom(source);
      const fromGit = (await builtFrom(folder)).held;
      assert(held.join() === fromGit.join(), `from git\n${fromGit}\nfrom the archive\n${held}`);
      const surplus = held.filter((name) => /^(\.github|\.vscode|Makefile|Dockerfile|scripts)/.test(name));
      assert(surplus.length === 0, `the sdist has ${surplus}`);
      return matches(version, archiveTells(project) ? '1.2.3' : '0.0.0');
    }),
    check('version: a commit after a tag, and the variable of the Dockerfile', async () => {
      writeFileSync(path.join(folder, 'README.md'), '# More\n');
      await git('commit', '--quiet', '--all', '--message=x');
      const next = matches(await installedFrom(folder), /^1\.2\.4\.dev1\+g[0-9a-f]+$/);
      const docker = path.join(project.folder, 'Dockerfile');
      if (!existsSync(docker)) return next;
      const variable = /^ENV (\w+)=\$\{VERSION\}$/m.exec(readFileSync(docker, 'utf8'))?.[1] ?? 'none';
      // As `make docker` computes it.
      const { stdout } = await run(['make', '--dry-run', 'docker'], { cwd: folder });
      const command = /VERSION="(\$\(.*?\))" --tag/.exec(stdout)?.[1] ?? '';
      const { stdout: told } = await run(['sh', '-c', `printf %s "${command}"`], { cwd: folder });
      matches(told, /^1\.2\.3\.post1\+g[0-9a-f]+$/);
      return matches(await installedFrom(await archived(), { [variable]: told }), told);
    }),
  ];
}

function releaseChecks(world: World, project: Project): Check[] {
  const vcs = isVcs(project);
  const { relock, locks } = managers[project.manager].commands;
  const relocked = relock.length === 0 ? [] : locks;
  const copy = path.join(world.work, project.name, 'released');
  const git = async (...words: readonly string[]): Promise<string> =>
    (await run(['git', ...words], { cwd: copy })).stdout.trim();
  const release = async (version: string, exit = 0) => {
    const py = path.join(project.folder, '.venv', 'bin', 'python');
    const env = project.manager === 'pip' ? {} : await project.managed();
    return run(['make', 'release', `VERSION=${version}`, `py=${py}`], { cwd: copy, exit, env });
  };
  const cloned = once(async () => {
    await project.installed();
    await run(['git', 'clone', '--quiet', project.folder, copy]);
    if (project.manager !== 'pip')
      await run(['make', 'install'], { cwd: copy, env: await project.managed() });
    for (const tag of ['v0.0.9', 'v0.1.0rc1', 'v1', 'vain']) await git('tag', tag);
  });
  /** Nothing has changed after a refusal. */
  const refuses = async (version: string, reason: string): Promise<void> => {
    const state = async () => [await git('rev-parse', 'HEAD'), await git('tag'), await git('status', '-s')];
    const before = await state();
    const { output } = await release(version, 2);
    assert(output.includes(reason), `make release VERSION=${version} prints\n${output}`);
    assert((await state()).join() === before.join(), `make release VERSION=${version} changed something`);
  };
  const file = (name: string): string => path.join(copy, name);
  const text = (name: string): string => readFileSync(file(name), 'utf8');

  return [
    check('make release refuses what is no new version', async () => {
      await cloned();
      const reasons = {
        '': 'is not a version such as 1.2.3',
        next: "'next' is not a version such as 1.2.3",
        '1.2.3 4': "'1.2.3 4' is not a version",
        '1.2.3+local': 'has a local part (+local)',
        'v1.2.3': 'write v1.2.3 in its normal form: 1.2.3',
        '1.2.3-rc.1': 'write 1.2.3-rc.1 in its normal form: 1.2.3rc1',
        '1.2': '1.2 has fewer than three numbers',
        '0.0.9': 'the tag v0.0.9 exists',
        '0.1.0b1': '0.1.0b1 is not newer than v0.1.0rc1',
      };
      for (const [version, reason] of Object.entries(reasons)) await refuses(version, reason);
      return `${Object.keys(reasons).length} versions`;
    }),
    check('make release refuses a tree with changes', async () => {
      await cloned();
      writeFileSync(file('new.txt'), '');
      await refuses('2.0.0', 'there are changes that are not committed');
      rmSync(file('new.txt'));
      const before = text('README.md');
      writeFileSync(file('README.md'), 'changed\n');
      await refuses('2.0.0', 'there are changes that are not committed');
      writeFileSync(file('README.md'), before);
    }),
    check('make release refuses a changelog without changes', async () => {
      await cloned();
      const before = text('CHANGELOG.md');
      const empty = {
        'no section': before.replace('## Unreleased', '## Coming'),
        'headings only': before.replace('- The first version.', ''),
        'changes of another version': before.replace('## Unreleased\n', '## Unreleased\n\n## 0.0.9\n'),
      };
      for (const [name, changed] of Object.entries(empty)) {
        assert(changed !== before, name);
        writeFileSync(file('CHANGELOG.md'), changed);
        await git('commit', '--quiet', '--all', '--message=x');
        await refuses('2.0.0', "CHANGELOG.md has no changes under '## Unreleased'");
        await git('reset', '--quiet', '--hard', 'HEAD~1');
      }
    }),
    check('make release leaves nothing behind when git refuses the commit', async () => {
      await cloned();
      const hook = file('.git/hooks/pre-commit');
      writeFileSync(hook, '#!/bin/sh\necho not today >&2\nexit 1\n');
      chmodSync(hook, 0o755);
      await refuses('2.0.0', 'not today');
      rmSync(hook);
    }),
    check('make release commits and tags, and pushes nothing', async () => {
      await cloned();
      const remote = async () => (await run(['git', 'ls-remote', project.folder])).stdout;
      const [before, there] = [text('CHANGELOG.md'), await remote()];
      const { output } = await release('2.0.0');
      assert(output.includes('git push --atomic origin HEAD v2.0.0'), `it prints\n${output}`);
      await clean(copy);
      assert((await git('cat-file', '-t', 'v2.0.0')) === 'tag', 'the tag is not annotated');
      assert((await git('rev-parse', 'v2.0.0^{}')) === (await git('rev-parse', 'HEAD')), 'another commit');
      const changed = (await git('diff', '--name-only', 'HEAD~1')).split('\n');
      assert(
        changed.join() === ['CHANGELOG.md', ...(vcs ? [] : ['pyproject.toml', ...relocked])].join(),
        `it changed ${changed}`,
      );
      const dated = /^## 2\.0\.0 - \d{4}-\d\d-\d\d$/m;
      const now = text('CHANGELOG.md');
      assert(now.replace(dated, '') === before.replace('## Unreleased\n', '## Unreleased\n\n\n'), now);
      assert(
        vcs || /^version = "2\.0\.0"$/m.test(text('pyproject.toml')),
        'pyproject.toml has the old version',
      );
      assert((await remote()) === there, 'it pushed something');
      await refuses('2.0.1', "CHANGELOG.md has no changes under '## Unreleased'");
      return changed.join(', ');
    }),
  ];
}

export const versionChecks = (world: World, project: Project): Check[] => [
  ...(isVcs(project) ? vcsChecks(world, project) : []),
  ...(project.topics.includes('release') ? releaseChecks(world, project) : []),
];
