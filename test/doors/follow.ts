/** Projects that an older version and an older pack have made, updated from the registry. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { assert, type Check, check, type Lane, once } from '../python/check.js';
import type { World } from './doors.js';
import { type Person, person, types } from './person.js';
import { publishOne } from './registry.js';
import { same, treeOf } from './tree.js';

/** A version before this one. */
const OLD = '0.0.9';
/** What this version has, and what the old one has in its place. */
const [NOW, BEFORE] = ['Only the latest version gets security fixes.', 'All versions get security fixes.'];

const GUIDE = '# Guide\n\nInstall it.\n\nTest it.\n\nAsk {{author}}.\n';

/** Publishes this package under an older version, with another text in one template. */
async function publishOld(world: World): Promise<void> {
  const folder = path.join(world.work, 'old');
  cpSync(world.unpacked, folder, { recursive: true });
  const edit = (file: string, act: (text: string) => string): void =>
    writeFileSync(path.join(folder, file), act(readFileSync(path.join(folder, file), 'utf8')));
  edit('package.json', (text) => text.replace(/"version": "[^"]*"/, `"version": "${OLD}"`));
  edit('dist/data/version.txt', () => OLD);
  const data = path.join(folder, 'dist', 'data', 'project.json.br');
  const text = brotliDecompressSync(readFileSync(data)).toString('utf8');
  assert(text.includes(NOW), `the templates have no ${NOW}: change this test`);
  writeFileSync(data, brotliCompressSync(Buffer.from(text.replace(NOW, BEFORE))));
  await publishOne(world.work, folder, 'create-pyproject', world.publisher, 'old');
}

/** Publishes a version of the pack `@acme/standard`. */
async function publishStandard(world: World, version: string, guide: string): Promise<void> {
  const folder = path.join(world.work, 'standard');
  const files: Readonly<Record<string, string>> = {
    'package.json': JSON.stringify({ name: '@acme/standard', version }),
    'pack.toml': [
      'name = "standard"',
      `version = "${version}"`,
      'description = "x"',
      '[[parts]]',
      'name = "guide"',
      '[toml."pyproject.toml"]',
      `tool.ruff.line-length = ${version === '1.0.0' ? 100 : 120}\n`,
    ].join('\n'),
    'templates/guide/docs/guide.md.hbs': guide,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  await publishOne(world.work, folder, '@acme/standard', world.publisher);
}

/** A person with a project of the old version and the old pack. */
interface Story {
  readonly one: Person;
  at(file: string): string;
  read(file: string): string;
  swap(file: string, from: string, to: string): void;
  /** Types a line in the project. @returns what it printed */
  types(line: string, exit?: number): Promise<string>;
  commit(): Promise<unknown>;
}

const GIT = 'git -c user.name=Ann -c user.email=ann@example.org';

async function made(world: World, programs: string): Promise<Story> {
  const one = person(world.work, programs, world.registry);
  const flags = '--pack npm:@acme/standard@^1 --author Ann --email ann@example.org --yes --no-git';
  await types(one, `npx --yes create-pyproject@${OLD} my-app ${flags}`);
  const at = (file: string): string => path.join(one.cwd, 'my-app', file);
  const read = (file: string): string => readFileSync(at(file), 'utf8');
  const typed = async (line: string, exit = 0): Promise<string> =>
    (await types(one, `cd my-app && ${line}`, exit)).output;
  await typed('git init --quiet');
  return {
    one,
    at,
    read,
    types: typed,
    swap: (file, from, to) => {
      assert(read(file).includes(from), `${file} has no ${from}`);
      writeFileSync(at(file), read(file).replace(from, to));
    },
    commit: () => typed(`git add --all && ${GIT} commit --quiet --message=x`),
  };
}

/** Edits that agree with the changes of the standard. */
function edit({ swap, at }: Story): void {
  swap('docs/guide.md', 'Install it.', 'Install it twice.');
  swap('README.md', '# my-app', '# Ours');
  swap('pyproject.toml', 'dependencies = []', 'dependencies = ["rich>=13"]');
  rmSync(at('CONTRIBUTING.md'));
}

function isUpdated({ read, at }: Story): void {
  const record = read('.create-pyproject.toml');
  assert(!record.includes(OLD) && /name = "standard"\nversion = "1\.1\.0"/.test(record), record);
  assert(read('SECURITY.md').includes(NOW), 'SECURITY.md has the old text');
  const guide = read('docs/guide.md');
  assert(guide.includes('Install it twice.') && guide.includes('Ask Ann, please.'), guide);
  assert(read('README.md').startsWith('# Ours\n'), 'README.md lost its title');
  const about = read('pyproject.toml');
  assert(about.includes('dependencies = ["rich>=13"]') && about.includes('line-length = 120'), about);
  assert(!existsSync(at('CONTRIBUTING.md')), 'CONTRIBUTING.md is back');
}

/** @param programs for PATH, with npm */
export function followLane(world: World, programs: string): Lane {
  const published = once(async () => {
    await publishOld(world);
    await publishStandard(world, '1.0.0', GUIDE);
    const begin = async (act: (story: Story) => unknown): Promise<Story> => {
      const story = await made(world, programs);
      await act(story);
      return story;
    };
    const committed = (story: Story): Promise<unknown> => {
      edit(story);
      return story.commit();
    };
    // git has the texts as they were written.
    const known = async (story: Story): Promise<unknown> => {
      await story.commit();
      return committed(story);
    };
    const stories = {
      latest: await begin(known),
      to: await begin(known),
      conflict: await begin(async (story) => {
        await story.commit();
        story.swap('SECURITY.md', BEFORE, 'No version gets any.');
        await story.commit();
      }),
      unknown: await begin((story) => {
        story.swap('SECURITY.md', '# Security', '# Safety');
        return committed(story);
      }),
    };
    await publishStandard(world, '1.1.0', GUIDE.replace('Ask {{author}}.', 'Ask {{author}}, please.'));
    return stories;
  });
  const tell = (
    name: string,
    story: keyof Awaited<ReturnType<typeof published>>,
    act: (story: Story) => unknown,
  ): Check =>
    check(name, async () => {
      await act((await published())[story]);
    });
  return {
    name: 'update',
    checks: [
      tell('npm create pyproject@latest -- check says what is behind', 'latest', async (story) => {
        const said = await story.types('npm create pyproject@latest -- check --json', 4);
        for (const file of ['SECURITY.md', 'docs/guide.md', 'pyproject.toml'])
          assert(said.includes(`"${file}"`), said);
      }),
      tell('npm create pyproject@latest -- update, then once more', 'latest', async (story) => {
        const said = await story.types('npm create pyproject@latest -- update');
        assert(/^ {2}make lock$/m.test(said), said);
        isUpdated(story);
        await story.commit();
        const before = treeOf(story.at('.'));
        await story.types('npm create pyproject@latest -- update');
        same(withoutGit(treeOf(story.at('.'))), withoutGit(before));
        await story.types('npm create pyproject@latest -- check');
      }),
      tell('the old version updates with a newer one: --to', 'to', async (story) => {
        const before = treeOf(story.at('.'));
        await story.types(`npx create-pyproject@${OLD} update --to latest --dry-run`);
        same(withoutGit(treeOf(story.at('.'))), withoutGit(before));
        await story.types(`npx create-pyproject@${OLD} update --to ${world.version}`);
        isUpdated(story);
      }),
      tell('--to a version that npm does not have', 'to', async (story) => {
        const said = await story.types('npx create-pyproject@latest update --to 9.9.9', 1);
        assert(said.includes('9.9.9'), said);
      }),
      tell('the old version refuses the record of a newer one', 'to', async (story) => {
        await story.commit();
        const said = await story.types(`npx create-pyproject@${OLD} update`, 2);
        assert(said.includes(`newer than this ${OLD}`), said);
      }),
      tell('a conflict is exit code 3, through npm and --to', 'conflict', async (story) => {
        await story.types('npm create pyproject@latest -- update', 3);
        const text = story.read('SECURITY.md');
        assert(text.includes('No version gets any.') && text.includes(NOW), text);
        await story.types('npm create pyproject@latest -- check', 4);
        await story.types('git checkout --quiet .');
        await story.types(`npx create-pyproject@${OLD} update --to latest --conflict ours`, 3);
        assert(!story.read('SECURITY.md').includes(NOW), 'it has the lines of the standard');
      }),
      tell('texts that git does not have are conflicts', 'unknown', async (story) => {
        const said = await story.types('npm create pyproject@latest -- update --dry-run', 3);
        assert(said.replace(/\s+/g, ' ').includes('--fetch-base may help'), said);
      }),
      tell('--fetch-base has them from the version that wrote the project', 'unknown', async (story) => {
        await story.types('npm create pyproject@latest -- update --fetch-base');
        isUpdated(story);
        assert(story.read('SECURITY.md').startsWith('# Safety\n'), story.read('SECURITY.md'));
      }),
    ],
  };
}

const withoutGit = (tree: ReturnType<typeof treeOf>): ReturnType<typeof treeOf> =>
  new Map([...tree].filter(([name]) => !name.startsWith('.git/')));
