/** Checks the published package: its files, its size, no dependencies, no install scripts, and a reproducible build. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { bundle } from '../scripts/build/bundle.js';
import { ROOT } from '../scripts/root.js';
import { suite } from './harness.js';
import { directory } from './world.js';

/** Every published file; `*` stands for a chunk's name. */
const PUBLISHED = [
  'LICENSE',
  'README.md',
  'dist/*.cjs',
  'dist/*.json',
  'dist/THIRD-PARTY-NOTICES.md',
  'dist/data/*.br',
  'dist/data/*.txt',
  'dist/index.d.mts',
  'dist/index.mjs',
  'package.json',
];

/** Bytes of the tarball. Team packs take 70,000 of them, update and check 13,000: see docs/performance.md. */
const LIMIT = 280_000;

interface Packed {
  readonly size: number;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

/**
 * The files that `npm pack` would put into the tarball. npm 12 prints an object by name, older versions print a list.
 */
function packed(): Promise<Packed> {
  return new Promise((resolve, reject) => {
    // On Windows npm is a script, which only a shell can start.
    const child = spawn('npm pack --dry-run --json --ignore-scripts --loglevel=error', {
      cwd: ROOT,
      shell: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
    child.on('error', reject);
    child.on('close', () => {
      try {
        const [only] = Object.values(JSON.parse(said) as Record<string, Packed>);
        if (only) resolve(only);
        else reject(new Error(`npm pack says ${said}`));
      } catch (error) {
        reject(error);
      }
    });
  });
}

interface Manifest {
  readonly bin: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Manifest;

// Starts in parallel with the other tests.
const packing = packed();
packing.catch(() => {});

const test = suite('the package');

test('contains exactly the listed files', async () => {
  const names = (await packing).files.map(({ path: name }) =>
    name.replace(/^(dist\/(?:data\/)?)[\w.-]+\.(bin|br|cjs|json|txt)$/, '$1*.$2'),
  );
  assert.equal([...new Set(names)].sort(), PUBLISHED);
});

test('does not exceed its size limit', async () => {
  const { size } = await packing;
  assert.ok(
    size <= LIMIT,
    `the tarball has ${size} bytes, ${size - LIMIT} too many: shorten it, or raise LIMIT here and say why`,
  );
});

test('has no dependencies and no install scripts', () => {
  const KINDS = ['dependencies', 'optionalDependencies', 'peerDependencies', 'bundleDependencies'];
  assert.equal(
    KINDS.filter((kind) => kind in manifest),
    [],
  );
  const INSTALLING = /^(pre|post)?(install|prepare)$|^(pre|post)?(pack|publish)$|^prepublish/;
  assert.equal(
    Object.keys(manifest.scripts).filter((name) => INSTALLING.test(name)),
    [],
  );
});

test('has one command with the name that npm create expects: an executable script for node', async () => {
  assert.equal(manifest.bin, { 'create-pyproject': 'dist/main.cjs' });
  const { files } = await packing;
  const main = files.find((file) => file.path === 'dist/main.cjs');
  // Windows has no file modes.
  assert.is((main?.mode ?? 0) & 0o111, process.platform === 'win32' ? 0 : 0o111);
  assert.match(readFileSync(path.join(ROOT, 'dist/main.cjs'), 'utf8'), /^#!\/usr\/bin\/env node\n/);
});

test('is the same, byte for byte, when it is built again in another directory', async () => {
  const again = directory();
  const chunks = await bundle(again);
  assert.ok(chunks.length > 1);
  for (const { file } of chunks) {
    const same = readFileSync(path.join(again, file)).equals(readFileSync(path.join(ROOT, 'dist', file)));
    assert.ok(same, `${file} is not what is in dist/`);
  }
});
