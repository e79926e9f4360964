/** Installs the tools of this suite, with hashes, into a cache that git ignores. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { cached } from '../../scripts/cached.js';
import { run } from './exec.js';
import type { Python } from './pythons.js';

/** The root of this repository: build/test/python is three levels down. */
export const ROOT = path.resolve(import.meta.dirname, '..', '..', '..');
export const HERE = path.join(ROOT, 'test', 'python');
const LOCK = path.join(HERE, 'tools.txt');

export interface Tools {
  /** Returns the path of a tool. */
  readonly tool: (name: string) => string;
  /** The lock file of the tools from PyPI. */
  readonly lock: string;
  /** The folders of all tools, for programs that look on PATH. */
  readonly folders: readonly string[];
}

export const digest = (...parts: readonly (string | Buffer)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, 16);
};

async function fromPyPI(python: Python): Promise<string> {
  const key = digest(readFileSync(LOCK), python.full, python.executable);
  const folder = await cached(`python-${key}`, async (target) => {
    const pip = [path.join(target, 'bin', 'python'), '-m', 'pip'];
    await run([python.executable, '-m', 'venv', target]);
    await run([...pip, 'install', '--quiet', '--require-hashes', '--only-binary', ':all:', '-r', LOCK]);
  });
  return path.join(folder, 'bin');
}

/** go.sum is the lock file of the Go tools; `go` itself must be installed. */
async function fromGo(): Promise<string> {
  const module = path.join(HERE, 'go');
  const files = ['go.mod', 'go.sum'].map((file) => readFileSync(path.join(module, file)));
  return cached(`go-${digest(...files)}`, async (target) => {
    await run(['go', 'install', '-mod=readonly', 'tool'], { cwd: module, env: { GOBIN: target } });
  });
}

export async function installTools(python: Python): Promise<Tools> {
  const folders = [await fromPyPI(python), await fromGo(), path.join(ROOT, 'node_modules', '.bin')];
  return {
    lock: LOCK,
    folders,
    tool: (name) => {
      const file = folders.map((folder) => path.join(folder, name)).find((one) => existsSync(one));
      if (file === undefined) throw new Error(`${name} cannot be installed`);
      return file;
    },
  };
}
