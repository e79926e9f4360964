/** Tests which releases `npm run pins` takes, with a repository on disk and a server on the loopback interface. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import * as assert from 'uvu/assert';
import { keyOf, projectLocks } from '../../generators/project/locks.js';
import { importNames as shipped } from '../../generators/project/python/import-names.js';
import {
  ACTIONS,
  CRATES,
  cutoff,
  END_OF_LIFE,
  HOOKS,
  MANAGERS,
} from '../../generators/project/python/pin-data.js';
import type { GitPin } from '../../generators/project/python/pins.js';
import { type Cargo, lockCrates, newestCrate } from '../../scripts/pins/crates.js';
import { newestRelease } from '../../scripts/pins/github.js';
import { withoutHashes } from '../../scripts/pins/golden.js';
import { importNames } from '../../scripts/pins/import-names.js';
import { newestManager } from '../../scripts/pins/managers.js';
import { exitCode, outcomeOf, report, Unproved } from '../../scripts/pins/outcome.js';
import { reachableProjects } from '../../scripts/pins/projects.js';
import { endsOfSupport, renewGitPins } from '../../scripts/pins/sources.js';
import { STAND_IN, storeOf } from '../../scripts/pins/store.js';
import { storedLocks } from '../../scripts/pins/stored.js';
import type { Uv } from '../../scripts/pins/uv.js';
import { blocksFile, importsModule, indexFile, namesModule, pinModule } from '../../scripts/pins/write.js';
import { ROOT } from '../../scripts/root.js';
import { cases, planOfCase } from '../golden.js';
import { suite } from '../harness.js';
import { directory, git } from '../world.js';

const test = suite('renewed pins');

const NAME = 'owner/action';
const RENEWAL = { cutoff: '2026-11-14T00:00:00Z', major: false, today: '2026-11-21' };

/** Creates a repository on disk and returns tag -> commit. v1.1.0 is an annotated tag, a separate object. */
function forge(): { readonly base: string; readonly commits: Readonly<Record<string, string>> } {
  const base = directory();
  const folder = path.join(base, NAME);
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '--quiet', '--bare');
  const identity = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org'];
  const tree = git(folder, 'mktree');
  const commits: Record<string, string> = {};
  for (const tag of ['v1.0.0', 'v1.1.0', 'v1.2.0', 'v1.3.0-rc.1', 'v1', 'v2.0.0']) {
    const commit = git(folder, ...identity, 'commit-tree', tree, '-m', tag);
    const annotated = tag === 'v1.1.0' ? ['-a', '-m', tag] : [];
    git(folder, ...identity, 'tag', ...annotated, tag, commit);
    commits[tag] = commit;
  }
  return { base, commits };
}

const { base, commits } = forge();
const PRESENT: GitPin = {
  name: NAME,
  commit: commits['v1.0.0'] ?? '',
  version: 'v1.0.0',
  seen: '2026-01-01',
};

const release = (tag_name: string, published_at: string, more = {}) => ({
  tag_name,
  published_at,
  draft: false,
  prerelease: false,
  ...more,
});

const RELEASES = [
  release('v2.0.0', '2026-11-01T00:00:00Z'),
  release('v1.2.0', '2026-11-14T00:00:01Z'),
  release('v1.1.0', '2026-11-14T00:00:00Z'),
  release('v1.0.0', '2026-01-01T00:00:00Z'),
];

/** Serves texts by path while `body` runs, and 404 for any other path. */
async function serving(
  texts: Readonly<Record<string, string>>,
  body: (url: string) => Promise<void>,
): Promise<void> {
  const server = http.createServer((request, response) => {
    const text = texts[request.url ?? ''];
    response.writeHead(text === undefined ? 404 : 200).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await body(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** The result of a renewal with this repository and these releases. */
async function renewed(
  pin: GitPin,
  { releases = RELEASES, ...over }: { releases?: readonly unknown[]; cutoff?: string; major?: boolean } = {},
): Promise<GitPin> {
  let found: GitPin | undefined;
  const path = `/repos/${NAME}/releases?per_page=100`;
  await serving({ [path]: JSON.stringify(releases) }, async (api) => {
    found = await newestRelease(pin, { ...RENEWAL, ...over }, { git: base, api, token: undefined });
  });
  return found ?? pin;
}

async function refusal(what: Promise<unknown>): Promise<string> {
  return what.then(
    () => 'it went well',
    (error: Error) => error.message,
  );
}

test('the newest sufficiently old release with the same major version is taken, as the commit of its tag', async () => {
  assert.equal(await renewed(PRESENT), {
    name: NAME,
    commit: commits['v1.1.0'],
    version: 'v1.1.0',
    seen: '2026-11-21',
  });
});

test('a week later the next release is taken, and a new major version only with --major', async () => {
  assert.is((await renewed(PRESENT, { cutoff: '2026-11-15T00:00:00Z' })).version, 'v1.2.0');
  assert.is((await renewed(PRESENT, { major: true })).version, 'v2.0.0');
});

test('drafts and pre-releases are not taken, and a current pin gets a new `seen` date', async () => {
  const releases = [
    release('v1.2.0', '2026-01-02T00:00:00Z', { prerelease: true }),
    release('v1.1.0', '2026-01-02T00:00:00Z', { draft: true }),
  ];
  assert.equal(await renewed(PRESENT, { releases }), { ...PRESENT, seen: '2026-11-21' });
});

test('a tag without a release is not taken, because its age is unknown', async () => {
  assert.is(await refusal(renewed(PRESENT, { releases: [] })), 'there is no release for v1.2.0, v1.1.0');
});

test('a moved or removed tag stops the renewal of its pin', async () => {
  const moved = await refusal(renewed({ ...PRESENT, commit: commits['v1.1.0'] ?? '' }));
  assert.match(moved, `its tag v1.0.0 was moved to ${commits['v1.0.0']}`);
  assert.match(await refusal(renewed({ ...PRESENT, version: 'v0.9.0' })), 'its tag v0.9.0 is missing');
});

test('the newest release of a package manager is taken that is old enough and can be installed', async () => {
  const file = (version: string, time: string, more = {}) => ({
    filename: `pdm-${version}.tar.gz`,
    hashes: {},
    'upload-time': time,
    ...more,
  });
  const files = [
    file('2.28.0', '2026-01-01T00:00:00Z'),
    file('2.29.3', '2026-02-01T00:00:00Z'),
    file('2.29.4', '2026-03-01T00:00:00Z'),
    file('2.29.5', '2026-03-02T00:00:00Z', { yanked: true }),
    file('2.30.0', '2026-11-20T00:00:00Z'),
  ];
  await serving({ '/pdm/': JSON.stringify({ files }) }, async (index) => {
    const newest = async (canInstall: (requirement: string) => boolean): Promise<string> =>
      (await newestManager('pdm', RENEWAL.cutoff, index, canInstall)).version;
    assert.is(await newest(() => true), '2.29.4');
    // Projects install it with this extra.
    assert.is(await newest((requirement) => requirement !== 'pdm[locked]==2.29.4'), '2.29.3');
    assert.match(await refusal(newest(() => false)), 'no stable release of pdm is older than');
  });
});

test('an unreachable source keeps its value and is listed, and the others continue', async () => {
  const lost = { ...PRESENT, name: 'owner/nowhere' };
  const newest = { ...PRESENT, version: 'v2.0.0', commit: commits['v2.0.0'] ?? '' };
  const { pins, outcomes } = await renewGitPins({ lost, newest }, RENEWAL, {
    git: base,
    api: 'http://127.0.0.1:1',
    token: undefined,
  });
  assert.equal(pins, { lost, newest: { ...newest, seen: '2026-11-21' } });
  assert.equal(
    outcomes.map(({ ok }) => ok),
    [false, true],
  );
  assert.is(exitCode(outcomes), 0);
  const said = report(outcomes, { 'a suite': 'look at it' });
  assert.match(said, /Pinned now:\n {2}owner\/action: v2\.0\.0, unchanged\n/);
  assert.match(said, /Not renewed:\n {2}owner\/nowhere: kept: \S/);
  assert.match(said, /By hand:\n {2}a suite: look at it\n/);
});

test('a run that reached no source fails, with the reason', async () => {
  const github = { git: base, api: 'http://127.0.0.1:1', token: undefined };
  const { pins, outcomes } = await renewGitPins({ one: PRESENT }, RENEWAL, github);
  assert.equal(pins, { one: PRESENT });
  assert.is(exitCode(outcomes), 1);
  assert.match(outcomes[0]?.said ?? '', /^kept: .*(ECONNREFUSED|bad port)/);
});

test('a failed proof ends the whole run', async () => {
  const unproved = outcomeOf('locks', async () => {
    throw new Unproved(['cli flit 3.11: requirements.txt']);
  });
  assert.is(await refusal(unproved), "1 locks differ from uv's output");
});

test("a crate is the newest that is old enough, not yanked, and supports the project's Rust", async () => {
  const lines = [
    { vers: '0.30.1', pubtime: '2026-10-14T00:00:00Z', rust_version: '1.85' },
    { vers: '0.30.2', pubtime: '2026-11-01T00:00:00Z', rust_version: '1.85.0' },
    { vers: '0.30.3', pubtime: '2026-11-02T00:00:00Z', rust_version: '1.90' },
    { vers: '0.30.4', pubtime: '2026-11-03T00:00:00Z', yanked: true },
    { vers: '0.30.5', pubtime: '2026-11-15T00:00:00Z' },
    { vers: '0.30.6' },
    { vers: '0.31.0', pubtime: '2026-11-04T00:00:00Z' },
    { vers: '0.32.0-rc.1', pubtime: '2026-11-04T00:00:00Z' },
  ];
  const text = lines.map((line) => JSON.stringify({ yanked: false, ...line })).join('\n');
  await serving({ '/py/o3/pyo3': text }, async (index) => {
    const limits = { cutoff: RENEWAL.cutoff, major: false, rust: '1.85' };
    assert.is(await newestCrate('pyo3', '0.30.1', limits, index), '0.30.2');
    assert.is(await newestCrate('pyo3', '0.30.1', { ...limits, major: true }, index), '0.31.0');
    const early = { ...limits, cutoff: '2026-10-01T00:00:00Z' };
    assert.is(await newestCrate('pyo3', '0.30.1', early, index), '0.30.1');
    assert.match(await refusal(newestCrate('other', '1.0.0', limits, index)), 'returned status 404');
  });
});

const OLD = '2026-11-01T00:00:00Z';
const YOUNG = '2026-11-15T00:00:00Z';

/** Lines of the index: version -> time of publication. */
const published = (versions: Readonly<Record<string, string>>): string =>
  Object.entries(versions)
    .map(([vers, pubtime]) => JSON.stringify({ vers, pubtime, yanked: false }))
    .join('\n');

/** A cargo that resolves by a table: its arguments -> the crates in the lock. */
const resolving = (
  table: Readonly<Record<string, readonly string[]>>,
  asked: string[] = [],
): { readonly cargo: Cargo; readonly asked: readonly string[] } => ({
  asked,
  cargo: (folder, args) => {
    const what = args.join(' ');
    asked.push(what);
    const crates = (table[what] ?? []).map((crate) => crate.split('@'));
    const own = '[[package]]\nname = "own"\nversion = "0.0.0"\n';
    const text = crates.map(([n, v]) => `[[package]]\nname = "${n}"\nversion = "${v}"\nsource = "index"\n`);
    writeFileSync(path.join(folder, 'Cargo.lock'), [own, ...text].join('\n'));
  },
});

test('downgrading a crate also downgrades its new dependencies, and a crate that leaves the lock is ignored', async () => {
  const index = {
    '/ma/in/main': published({ '1.0.0': OLD, '1.1.0': YOUNG }),
    '/he/lp/help': published({ '2.0.0': OLD, '2.1.0': YOUNG }),
    '/ne/ew/neew': published({ '3.0.0': YOUNG }),
  };
  const { cargo, asked } = resolving({
    update: ['main@1.1.0', 'neew@3.0.0'],
    'update --precise 1.0.0 main@1.1.0': ['main@1.0.0', 'help@2.1.0'],
    'update --precise 2.0.0 help@2.1.0': ['main@1.0.0', 'help@2.0.0'],
  });
  await serving(index, async (url) => {
    const limits = { cutoff: RENEWAL.cutoff, major: false, rust: '1.85' };
    const lock = await lockCrates('', '', limits, url, cargo);
    assert.equal(asked.slice(1), ['update --precise 1.0.0 main@1.1.0', 'update --precise 2.0.0 help@2.1.0']);
    assert.match(lock, 'name = "help"\nversion = "2.0.0"');
  });
});

test('a crate that cannot be downgraded far enough ends the renewal of the lock', async () => {
  const index = {
    '/ma/in/main': published({ '1.0.0': OLD, '1.1.0': YOUNG }),
    '/ne/ew/neew': published({ '3.0.0': YOUNG }),
  };
  await serving(index, async (url) => {
    const limits = { cutoff: RENEWAL.cutoff, major: false, rust: '1.85' };
    const locking = (table: Readonly<Record<string, readonly string[]>>) =>
      refusal(lockCrates('', '', limits, url, resolving(table).cargo));
    const stubborn = { update: ['main@1.1.0'], 'update --precise 1.0.0 main@1.1.0': ['main@1.1.0'] };
    assert.is(await locking(stubborn), 'main 1.1.0 is too young, and returned after its downgrade');
    assert.is(
      await locking({ update: ['neew@3.0.0'] }),
      'neew 3.0.0 is too young, and no older version is compatible',
    );
  });
});

test('module names come from the wheels of each platform, without those that equal a package name', () => {
  const hash = '01'.repeat(32);
  const block = (pin: string): string => `${pin} \\\n    --hash=sha256:${hash}\n    # via x`;
  const store = {
    blocks: [
      "two==1.0 ; sys_platform == 'win32'",
      'one-py[x]==1.0 ; a',
      'one-py==1.0 ; b',
      'two==2.0 ; other',
    ].map(block),
  };
  const wheels = ['Boolean', 'one_py', 'two', 'one_py-1.0.dist-info', 'one.libs', 'bin', '__pycache__'];
  const files = ['single.py', '_c.cpython-313-darwin.so', '_w.pyd', 'a1.pth', '0f__mypyc.so', 'af__mypyc.so'];
  const asked: string[] = [];
  const uv: Uv = (folder, args) => {
    const platform = args[args.indexOf('--target') + 1] ?? '';
    asked.push(readFileSync(path.join(folder, 'all.txt'), 'utf8'));
    for (const name of [...wheels, `on_${platform}`])
      mkdirSync(path.join(folder, platform, name), { recursive: true });
    for (const name of files) writeFileSync(path.join(folder, platform, name), '');
  };
  const own = ['boolean', 'single', '_c', '_w', 'on_linux', 'on_macos', 'on_windows', 'pkg_resources'];
  assert.equal(importNames(uv, store), own.sort());
  const lines = ['one-py==1.0', "two==1.0 ; sys_platform == 'win32'", 'two==2.0 ; other'];
  assert.equal(asked, Array(3).fill(lines.map((line) => `${line} --hash=sha256:${hash}\n`).join('')));
});

test("the data files in this repository equal the script's output", () => {
  const file = (name: string): string => readFileSync(path.join(ROOT, 'generators/project', name), 'utf8');
  assert.is(
    pinModule({
      cutoff,
      actions: ACTIONS,
      hooks: HOOKS,
      crates: CRATES,
      managers: MANAGERS,
      endOfLife: END_OF_LIFE,
    }),
    file('python/pin-data.ts'),
  );
  const store = storedLocks();
  assert.is(namesModule(store), file('python/lock-names.ts'));
  assert.is(importsModule([...shipped]), file('python/import-names.ts'));
  // assert.is takes minutes to print the difference of such long texts.
  assert.ok(indexFile(store) === file('locks/index.json'), 'index.json');
  assert.ok(blocksFile(store) === file('locks/blocks.txt'), 'blocks.txt');
});

test('the store has the locks of every possible project, and no others', () => {
  const store = storedLocks();
  const projects = [...reachableProjects().values()];
  assert.equal(Object.keys(store.projects).sort(), projects.map(keyOf).sort());
  const made = projects.map((project) => ({ project, locks: projectLocks(STAND_IN, project, store) }));
  // Splitting and joining the locks gives the same blocks.
  const again = storeOf(made);
  assert.ok(indexFile(again) === indexFile(store) && blocksFile(again) === blocksFile(store));
});

test("locks in another form than uv's current one are refused", () => {
  const [project] = reachableProjects().values();
  if (!project) throw new Error('no project');
  const locks = projectLocks(STAND_IN, project, storedLocks());
  assert.throws(
    () => storeOf([{ project, locks: { ...locks, 'requirements.txt': '# something else\n' } }]),
    'does not begin as expected',
  );
  const divided = locks['requirements-dev.txt'].replace('\nbuild==', '\n\nbuild==');
  assert.throws(
    () => storeOf([{ project, locks: { ...locks, 'requirements-dev.txt': divided } }]),
    'contains an empty line',
  );
});

test('text from a registry never becomes code', () => {
  const write = (version: string) =>
    pinModule({ cutoff, actions: {}, hooks: {}, crates: { pyo3: version }, managers: {}, endOfLife: {} });
  assert.match(write('1.2.3'), "pyo3: '1.2.3',");
  assert.throws(() => write("1' + evil() + '"), 'unexpected characters in a pin');
  assert.throws(() => importsModule(['`;evil()']), 'unexpected characters in a pin');
});

test('the diff is shown without hashes and with limited length', () => {
  const diff = ['-a==1 \\', '+a==2 \\', '-    --hash=sha256:00 \\', '+    --hash=sha256:11', ' b', ''];
  assert.is(withoutHashes(diff.join('\n'), 10), '-a==1 \\\n+a==2 \\\n b\n');
  assert.is(withoutHashes(diff.join('\n'), 1), '-a==1 \\\n… 3 more lines: git diff test/golden\n');
});

test('every action and hook in golden projects is renewed by the script', () => {
  const known = [...Object.values(ACTIONS), ...Object.values(HOOKS)].map(({ commit }) => commit as string);
  const used = cases().flatMap((name) =>
    planOfCase(name)
      .files.filter((file) => /\.ya?ml$/.test(file.path))
      .flatMap(({ content }) => Array.from(content.matchAll(/\b[0-9a-f]{40}\b/g), ([commit]) => commit)),
  );
  assert.equal([...new Set(used)].sort(), known.sort());
});

test('an end of support that names a month is its last day', async () => {
  const cycle = {
    '3.10': { end_of_life: '2026-10' },
    '3.9': { end_of_life: '2025-10-31' },
    '3.16': { end_of_life: 'not known' },
  };
  await serving({ '/cycle.json': JSON.stringify(cycle) }, async (url) => {
    const ends = await endsOfSupport(`${url}/cycle.json`);
    assert.equal(Object.entries(ends), [
      ['3.9', '2025-10-31'],
      ['3.10', '2026-10-31'],
    ]);
  });
});
