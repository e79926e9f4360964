/** Checks the tarball: that packing is reproducible, and that package linters find nothing. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { assert, check, type Lane } from '../python/check.js';
import { run } from '../python/exec.js';
import { ROOT } from '../python/tools.js';
import type { Tools } from './tools.js';

/** Packs the build. @returns the path of the tarball */
export async function pack(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  await run(['npm', 'pack', '--ignore-scripts', '--pack-destination', folder], { cwd: ROOT });
  const [tarball, ...more] = readdirSync(folder);
  assert(tarball !== undefined && more.length === 0, `npm pack has made ${[tarball, ...more].join(', ')}`);
  return path.join(folder, tarball);
}

/** @returns the directory of the unpacked package */
export async function unpack(tarball: string, folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  await run(['tar', '-xzf', tarball, '-C', folder]);
  return path.join(folder, 'package');
}

/** Checks of the tarball. They rebuild dist/, so nothing else may read it at the same time. */
export function artifactLane(tools: Tools, work: string, tarball: string): Lane {
  return {
    name: 'the package',
    checks: [
      check('is the same, byte for byte, when it is built and packed again', async () => {
        await run([process.execPath, path.join(ROOT, 'build', 'scripts', 'build.js')]);
        const again = await pack(path.join(work, 'again'));
        assert(readFileSync(tarball).equals(readFileSync(again)), 'two builds gave different tarballs');
        return `${readFileSync(tarball).length} bytes`;
      }),
      check('publint reports nothing', () =>
        run([tools.node('24'), tools.file('publint', 'src', 'cli.js'), tarball, '--strict']),
      ),
      check('attw reports nothing', async () => {
        const attw = tools.file('@arethetypeswrong', 'cli', 'dist', 'index.js');
        const { output } = await run([tools.node('24'), attw, '--profile', 'esm-only', tarball]);
        return output.includes('does not contain types') ? 'there are no types' : undefined;
      }),
    ],
  };
}
