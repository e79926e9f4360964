/** Lists the modules in the wheels of the locked packages, because the module of a package can have another name. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LockStore } from '../../generators/project/locks.js';
import { imagePython } from '../../generators/project/python/versions.js';
import { namesIn, pinsIn } from './store.js';
import type { Uv } from './uv.js';

/** The platforms, because wheels for different platforms may contain different modules. */
const PLATFORMS = ['linux', 'windows', 'macos'];

/** Modules that are in an environment without a lock: the setuptools in Python 3.11's venv. */
const SEEDED = ['pkg_resources'];

/** mypyc's helper modules, which no project would be named after. */
const MYPYC = /__mypyc$/;

/**
 * The top-level modules, in lower case, of every locked package on every platform, except those that equal the name of
 * a package.
 */
export function importNames(uv: Uv, store: Pick<LockStore, 'blocks'>): string[] {
  const directory = mkdtempSync(path.join(tmpdir(), 'pins-'));
  try {
    writeFileSync(path.join(directory, 'all.txt'), requirements(store));
    const found = PLATFORMS.flatMap((platform) => {
      // A middle Python version can install the packages for older and newer Pythons as well.
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

/**
 * All packages without their markers, so that this Python gets the packages for others too. A marker that names only a
 * platform stays, since the package may have no wheel for another one. If a package has several versions, the marker
 * selects the one for this platform and Python.
 */
function requirements(store: Pick<LockStore, 'blocks'>): string {
  const pins = pinsIn(store);
  return pins
    .map(({ name, version, marker, hashes }) => {
      const isForked = pins.some((other) => other.name === name && other.version !== version);
      const isNeeded = isForked || /^sys_platform == '\w+'$/.test(marker);
      const when = isNeeded && marker ? ` ; ${marker}` : '';
      return `${name}==${version}${when}${hashes.map((hash) => ` --hash=sha256:${hash}`).join('')}\n`;
    })
    .join('');
}

/** Folders, and files of Python or its extensions. uv puts programs into `bin`, and manuals into `share`. */
const modulesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) =>
      entry.isDirectory() ? !['bin', 'share'].includes(entry.name) : /\.(py|so|pyd)$/.test(entry.name),
    )
    // `x-1.0.dist-info` and `x.libs` cannot be imported; `x.cpython-313-darwin.so` is the module x.
    .map((entry) => (entry.isDirectory() ? entry.name : entry.name.replace(/\..*/, '')))
    .filter((name) => /^[a-z_]\w*$/i.test(name) && name !== '__pycache__');
