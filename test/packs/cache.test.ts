/** The cache of fetched packs: without a network, after somebody changed it, and when runs die or meet. */
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  renameSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as assert from 'uvu/assert';
import type { Host } from '../../src/host/host.js';
import type { UserError } from '../../src/model/errors.js';
import { platformOf } from '../../src/model/platform.js';
import { gitKey, npmKey, openCache } from '../../src/packs/cache.js';
import { readEntry, writeEntry } from '../../src/packs/entry.js';
import { type Fetched, fetchPack } from '../../src/packs/fetch.js';
import { MOST_BYTES, type PackFile } from '../../src/packs/files.js';
import { dying, watched } from '../faults.js';
import { suite } from '../harness.js';
import { contents, directory, environment, fill, git, hostIn } from '../world.js';

const test = suite('the cache of packs');

interface Setting {
  readonly host: Host;
  readonly folder: string;
  readonly source: string;
  readonly cache: string;
}

/** A repository, and somebody without a cache so far. */
function setting(): Setting {
  const folder = directory();
  git(folder, 'init', '--quiet');
  fill(folder, { 'pack.toml': 'name = "acme"\n', 'templates/base/run.sh': '#!/bin/sh\n' });
  chmodSync(path.join(folder, 'templates/base/run.sh'), 0o755);
  git(folder, 'add', '.');
  git(folder, '-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '--quiet', '--message=x');
  const { host } = hostIn(directory(), { env: environment() });
  const cache = path.join(host.env.HOME ?? '', '.cache/create-pyproject/packs');
  return { host, folder, source: `git+${pathToFileURL(folder).href}`, cache };
}

const online = ({ host, source }: Setting): Promise<Fetched> => fetchPack(host, source, { offline: false });
const offline = ({ host, source }: Setting): Promise<Fetched> => fetchPack(host, source, { offline: true });

async function error(pack: Promise<Fetched>): Promise<UserError> {
  return pack.then(
    () => {
      throw new Error('accepted');
    },
    (reason: UserError) => reason,
  );
}

test('a pack that was fetched once is there without a network', async () => {
  const there = setting();
  const first = await online(there);
  renameSync(there.folder, `${there.folder}-away`);
  assert.equal(await offline(there), { ...first, cached: true });
  assert.is((await error(online(there))).code, 'E_SOURCE');
  assert.equal(readdirSync(there.cache).sort(), ['git', 'npm', 'sources']);
});

test('one that was not is refused, and nothing is run', async () => {
  const { host, ...there } = setting();
  const deaf = { ...host, exec: () => Promise.reject(new Error('a program was run')) };
  const { code, message, hint } = await error(offline({ ...there, host: deaf }));
  assert.is(code, 'E_SOURCE');
  assert.match(message, /cannot be had offline: it was never fetched/);
  assert.match(hint, /with a network/);
  for (const source of ['npm:@acme/pack', 'github:acme/packs'])
    assert.is((await error(fetchPack(deaf, source, { offline: true }))).code, 'E_SOURCE');
});

test('an entry that was changed in any way is fetched again, and refused offline', async () => {
  const there = setting();
  const { folder } = await online(there);
  const whole = contents(folder);
  const at = (name: string): string => path.join(folder, name);
  const list = path.join(path.dirname(folder), 'files.json');
  for (const [what, change] of Object.entries({
    'a file is longer': () => appendFileSync(at('pack.toml'), 'x'),
    'a file is another': () => writeFileSync(at('pack.toml'), 'name = "evil"\n'),
    'a file is gone': () => unlinkSync(at('pack.toml')),
    'a file is more': () => writeFileSync(at('templates/base/more'), ''),
    'a file is gone, another is too long to be one': () => {
      unlinkSync(at('pack.toml'));
      writeFileSync(at('other'), '');
      truncateSync(at('other'), MOST_BYTES + 1);
    },
    'a program is none': () => chmodSync(at('templates/base/run.sh'), 0o644),
    'a file is a folder': () => {
      unlinkSync(at('pack.toml'));
      mkdirSync(at('pack.toml'));
    },
    'the list is gone': () => unlinkSync(list),
    'the list is none': () => writeFileSync(list, '[]'),
  })) {
    change();
    const { code, message } = await error(offline(there));
    assert.is(code, 'E_SOURCE', what);
    assert.match(message, /copy in the cache is not whole/, what);
    assert.is((await online(there)).folder, folder);
    assert.equal(contents(folder), whole, what);
    assert.equal(await offline(there), { ...(await online(there)), cached: true });
  }
  assert.equal(readdirSync(there.cache).sort(), ['git', 'npm', 'sources']);
});

test('a whole commit id is answered by the cache, without git', async () => {
  const there = setting();
  const { commit, folder } = await online(there);
  const deaf = { ...there.host, exec: () => Promise.reject(new Error('a program was run')) };
  const again = await fetchPack(deaf, `${there.source}#${commit}`, { offline: false });
  assert.is(again.folder, folder);
  assert.is(again.commit, commit);
});

const FILES: readonly PackFile[] = [
  { path: 'pack.toml', bytes: Buffer.from('name = "acme"\n'), executable: false },
  { path: 'templates/base/x', bytes: Buffer.from('x'), executable: true },
];
const KEY = gitKey('0'.repeat(40), 'https://example.org/', '');

/** An empty cache, and a host that is alone in it. */
function emptyCache(): { host: Host; cache: string } {
  const { host } = hostIn(directory(), { env: { XDG_CACHE_HOME: directory() } });
  return { host, cache: openCache(host) };
}

test('a run that dies at any moment leaves no entry or a whole one, and the next one removes what is left', () => {
  let died = 0;
  for (let nth = 1; ; nth += 1) {
    const { host, cache } = emptyCache();
    const mortal = { ...host, pid: 5_000_001 };
    let whole = false;
    try {
      writeEntry(dying(mortal, nth), cache, KEY, FILES, {});
      whole = true;
    } catch {
      died += 1;
    }
    const entry = path.join(cache, KEY);
    if (host.fs.lstat(entry)) assert.ok(readEntry(host, cache, KEY), `call ${nth}`);
    openCache({ ...host, alive: () => false });
    assert.equal(readdirSync(cache).sort(), ['git', 'npm', 'sources'], `call ${nth}`);
    assert.ok(readEntry(host, cache, KEY) ?? writeEntry(host, cache, KEY, FILES, {}));
    if (whole) break;
  }
  assert.ok(died > 20);
});

test('the folder of a run that is still at work stays', () => {
  const { host, cache } = emptyCache();
  mkdirSync(path.join(cache, 'temporary-5000001-abcdefgh'));
  openCache({ ...host, alive: (pid) => pid === 5_000_001 });
  assert.ok(readdirSync(cache).includes('temporary-5000001-abcdefgh'));
});

test('of two runs at once both have the entry', () => {
  const { host, cache } = emptyCache();
  let other = false;
  const slow = watched(host, (_, call) => {
    if (call !== 'rename' || other) return;
    other = true;
    writeEntry(host, cache, KEY, FILES, { commit: 'of the other' });
  });
  const kept = writeEntry(slow, cache, KEY, FILES, { commit: 'mine' });
  assert.is(kept.about.commit, 'of the other');
  assert.ok(readEntry(host, cache, KEY));
  assert.equal(readdirSync(cache).sort(), ['git', 'npm', 'sources']);
});

test('keys differ by integrity, commit, address and folder', () => {
  assert.is(npmKey(`sha512-${Buffer.alloc(64, 1).toString('base64')}`), `npm/${'01'.repeat(20)}`);
  const keys = [
    gitKey('a', 'https://example.org/x', ''),
    gitKey('a', 'https://example.org/x', 'web'),
    gitKey('a', 'https://example.org/y', ''),
    gitKey('b', 'https://example.org/x', ''),
  ];
  assert.is(new Set(keys).size, keys.length);
});

test('the cache is where the system has it', () => {
  const { caches } = platformOf('linux');
  assert.is(caches({ XDG_CACHE_HOME: '/c', HOME: '/h' }), '/c');
  assert.is(caches({ XDG_CACHE_HOME: 'c', HOME: '/h' }), '/h/.cache');
  assert.is(caches({}), undefined);
  const windows = platformOf('win32').caches;
  assert.is(windows({ LOCALAPPDATA: 'C:\\Users\\ann\\AppData\\Local' }), 'C:\\Users\\ann\\AppData\\Local');
  assert.is(windows({ HOME: '/h' }), undefined);
});

test('without a place for it, a pack from elsewhere is refused; a folder needs none', async () => {
  const { host } = hostIn(directory());
  const { code, hint } = await error(fetchPack(host, 'npm:acme', { offline: true }));
  assert.is(code, 'E_SOURCE');
  assert.match(hint, /XDG_CACHE_HOME/);
  fill(host.cwd, { 'acme/pack.toml': '' });
  assert.equal(await fetchPack(host, './acme', { offline: true }), {
    folder: path.join(host.cwd, 'acme'),
    source: './acme',
  });
  for (const missing of ['./other', './acme/pack.toml'])
    assert.match((await error(fetchPack(host, missing, { offline: true }))).message, /no such folder/);
});

test('a cache that cannot be written is an error of the disk', async () => {
  const { host, source } = setting();
  const file = path.join(directory(), 'file');
  writeFileSync(file, '');
  const full = { ...host, env: { ...host.env, XDG_CACHE_HOME: file } };
  assert.is((await error(fetchPack(full, source, { offline: false }))).code, 'E_DISK');
});
