/** The tools to measure against, in fixed versions: nodejs.org's Node, uv, create-vite. Fetched once, from npm and PyPI. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { cached } from '../cached.js';
import { versionIn } from '../pins/store.js';
import { storedLocks } from '../pins/stored.js';

/** The versions of Node in docs/performance.md. */
const NODES = ['20.20.2', '24.21.0'];
const CREATE_VITE = '9.3.0';
const POETRY = '2.5.1';
const HATCH = '1.18.2';

/** @returns the package's folder */
async function fromNpm(name: string, version: string): Promise<string> {
  const folder = await cached(`${name}-${version}`, async (target) => {
    writeFileSync(path.join(target, 'package.json'), '{ "private": true }');
    const args = ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts'];
    execFileSync('npm', [...args, `${name}@${version}`], { cwd: target });
  });
  return path.join(folder, 'node_modules', name);
}

/**
 * The executables of Node. @see the package `node` on npm, which selects one of these packages by platform and
 * processor
 */
export function officialNodes(): Promise<string[]> {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  return Promise.all(
    NODES.map(async (version) =>
      path.join(await fromNpm(`node-${platform}-${process.arch}`, version), 'bin', 'node'),
    ),
  );
}

/** The script of create-vite. */
export const createVite = async (): Promise<string> =>
  path.join(await fromNpm('create-vite', CREATE_VITE), 'index.js');

const PIP = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:'];

/** The executable of the uv with which generated projects are locked. */
export async function uv(): Promise<string> {
  const version = versionIn(storedLocks(), 'uv');
  const folder = await cached(`uv-${version}`, async (target) => {
    execFileSync('python3', [...PIP, '--target', target, `uv==${version}`], { stdio: 'inherit' });
  });
  return path.join(folder, 'bin', 'uv');
}

/** The executables of other tools that create Python projects, by name. They share an environment. */
export async function pythonTools(): Promise<Readonly<Record<'poetry' | 'hatch', string>>> {
  const folder = await cached(`poetry-${POETRY}-hatch-${HATCH}`, async (target) => {
    execFileSync('python3', ['-m', 'venv', target]);
    const python = path.join(target, 'bin', 'python');
    execFileSync(python, [...PIP, `poetry==${POETRY}`, `hatch==${HATCH}`], { stdio: 'inherit' });
  });
  return { poetry: path.join(folder, 'bin', 'poetry'), hatch: path.join(folder, 'bin', 'hatch') };
}
