/** Lists the modules in the wheels of the locked packages: a package need not have the name of what it holds. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LockStore } from '../../generators/project/locks.js';
import { imagePython } from '../../generators/project/python/versions.js';
import { namesIn, pinsIn } from './store.js';
import type { Uv } from './uv.js';

/** A wheel may hold other modules on each. */
const PLATFORMS = ['linux', 'windows', 'macos'];

/** What an environment has beside the locks: the setuptools that Python 3.11's venv brings. */
const SEEDED = ['pkg_resources'];

/** Helpers that mypyc calls by a hash: nobody names a project like one. */
const MYPYC = /__mypyc$/;

/**
 * The top-level modules, in lower case, of every locked package on every platform, but for those that are called like a
 * package.
 */
export function importNames(uv: Uv, store: Pick<LockStore, 'blocks'>): string[] {
  const directory = mkdtempSync(path.join(tmpdir(), 'pins-'));
  try {
    writeFileSync(path.join(directory, 'all.txt'), requirements(store));
    const found = PLATFORMS.flatMap((platform) => {
      // A Python of the middle: what is used on older or newer ones alone can be installed there as well.
      const target = ['--python-platform', platform, '--python-version', imagePython('3.11')];
      const wheels = ['--no-deps', '--require-hashes', '--only-binary', ':all:'];
      uv(directory, ['pip', 'install', ...wheels, ...target, '--target', platform, '-r', 'all.txt']);
      return modulesIn(path.join(directory, platform));
    });
    const packages = new Set(namesIn(store));
    const modules = new Set([...SEEDED, ...found].map((name) => name.toLowerCase()));
    return [...modules]
      .filter((name) => !MYPYC.test(name) && !packages.has(name.replaceAll('_', '-')))
      .sort();
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** All of them, wherever they are used; of a package with several versions the one of this platform and Python. */
function requirements(store: Pick<LockStore, 'blocks'>): string {
  const pins = pinsIn(store);
  return pins
    .map(({ name, version, marker, hashes }) => {
      const isForked = pins.some((other) => other.name === name && other.version !== version);
      const when = isForked && marker ? ` ; ${marker}` : '';
      return `${name}==${version}${when}${hashes.map((hash) => ` --hash=sha256:${hash}`).join('')}\n`;
    })
    .join('');
}

/** Folders, and files of Python or of its extensions; `bin` is where uv puts the programs. */
const modulesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => (entry.isDirectory() ? entry.name !== 'bin' : /\.(py|so|pyd)$/.test(entry.name)))
    // `x-1.0.dist-info` and `x.libs` can be imported by nobody, `x.cpython-313-darwin.so` is x.
    .map((entry) => (entry.isDirectory() ? entry.name : entry.name.replace(/\..*/, '')))
    .filter((name) => /^[a-z_]\w*$/i.test(name) && name !== '__pycache__');
