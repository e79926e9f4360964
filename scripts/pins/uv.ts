/** Finds the uv that creates and proves the locks: `$UV`, or the version that they pin, installed with hashes. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LockStore } from '../../generators/project/locks.js';
import { versionIn } from './store.js';

/** Runs uv in `directory`; its own messages are shown when it fails. */
export type Uv = (directory: string, args: readonly string[], settings?: Settings) => void;

interface Settings {
  /** uv ignores releases after this time. */
  readonly cutoff?: string | undefined;
  /** Whether uv must work offline. */
  readonly offline?: boolean;
}

/**
 * Without `$UV`, the pinned uv is installed into a virtual environment below node_modules/.cache. Generated projects
 * lock with that version, so only it can prove their locks.
 */
export function findUv(store: LockStore): Uv {
  const given = process.env.UV;
  const [program, ...before] = given ? [given] : [pinnedPython(store), '-m', 'uv'];
  const run = (args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): string =>
    execFileSync(program, [...before, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      ...options,
    });
  console.log(
    `${run(['--version']).trim()}${given ? ' from $UV' : ''}; the locks pin ${versionIn(store, 'uv') || 'none'}`,
  );
  return (directory, args, { cutoff, offline = false } = {}) => {
    // Configuration files and other uv variables must not affect the locks. These are variables instead of options,
    // because uv writes options into a lock's header.
    const own = Object.entries(process.env).filter(
      ([name]) => !/^UV_(?!CACHE_DIR|DEFAULT_INDEX)|^VIRTUAL_ENV$/.test(name),
    );
    const env = {
      ...Object.fromEntries(own),
      UV_NO_CONFIG: '1',
      ...(cutoff && { UV_EXCLUDE_NEWER: cutoff }),
    };
    run([...args, '--quiet'], { cwd: directory, env: { ...env, ...(offline && { UV_OFFLINE: '1' }) } });
  };
}

function pinnedPython(store: LockStore): string {
  const version = versionIn(store, 'uv');
  if (!version) throw new Error('the locks do not pin uv yet: set UV to the path of one');
  const directory = join('node_modules', '.cache', 'pins', `uv-${version}`);
  const python = join(
    process.cwd(),
    directory,
    process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python',
  );
  const lock = join(directory, 'uv.txt');
  if (!existsSync(lock)) {
    mkdirSync(directory, { recursive: true });
    execFileSync('python3', ['-m', 'venv', directory], { stdio: 'inherit' });
    writeFileSync(`${lock}.part`, `${store.blocks.find((block) => block.startsWith('uv=='))}\n`);
    const pip = ['-m', 'pip', 'install', '--quiet', '--require-hashes', '--only-binary', ':all:'];
    execFileSync(python, [...pip, '-r', `${lock}.part`], { stdio: 'inherit' });
    // This file is written last, so an incomplete environment is created again.
    renameSync(`${lock}.part`, lock);
  }
  return python;
}
