/** Finds the installed Pythons: `python3.11` and the like on PATH, and those of pyenv. */
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { PYTHONS } from '../../generators/project/python/versions.js';
import { run } from './exec.js';

export interface Python {
  /** Such as 3.11. */
  readonly version: string;
  readonly full: string;
  readonly executable: string;
}

const minor = (version: string): number => Number(version.split('.')[1]);

function candidates(): string[] {
  const root = process.env.PYENV_ROOT ?? path.join(os.homedir(), '.pyenv');
  let installed: string[] = [];
  try {
    installed = readdirSync(path.join(root, 'versions'));
  } catch {
    // pyenv is not installed.
  }
  return [
    ...Object.keys(PYTHONS).map((version) => `python${version}`),
    'python3',
    ...installed.map((name) => path.join(root, 'versions', name, 'bin', 'python')),
  ];
}

/** Returns the version and path of an executable, if it is CPython and can create a virtual environment with pip. */
const PROBE = `import ensurepip, json, platform, sys, venv
print(json.dumps([platform.python_implementation(), platform.python_version(), sys._base_executable or sys.executable]))`;

async function probe(candidate: string): Promise<Python | undefined> {
  try {
    const { stdout } = await run([candidate, '-c', PROBE], { seconds: 20 });
    const [implementation = '', full = '', executable = ''] = JSON.parse(stdout) as string[];
    const version = full.split('.').slice(0, 2).join('.');
    return implementation === 'CPython' && version in PYTHONS ? { version, full, executable } : undefined;
  } catch {
    return undefined;
  }
}

/** One Python for each supported version, lowest first. */
export async function findPythons(): Promise<Python[]> {
  const found = new Map<string, Python>();
  for (const candidate of candidates()) {
    const python = await probe(candidate);
    if (python && !found.has(python.version)) found.set(python.version, python);
  }
  return [...found.values()].sort((a, b) => minor(a.version) - minor(b.version));
}

export const supports = (python: Python, lowest: string): boolean => minor(python.version) >= minor(lowest);

/** Returns that version, else the next higher one, else the newest. */
export function nearest(pythons: readonly Python[], version: string): Python {
  const python = pythons.find((one) => supports(one, version)) ?? pythons.at(-1);
  if (!python) throw new Error('no supported Python is installed');
  return python;
}

/**
 * Creates a folder for PATH with only `python3` and `python`. They are scripts: through a symbolic link, Python would
 * mistake the folder for its installation.
 */
export function pythonFolder(work: string, python: Python): string {
  const folder = path.join(work, `python-${python.version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(folder);
  for (const name of ['python', 'python3']) {
    writeFileSync(path.join(folder, name), `#!/bin/sh\nexec '${python.executable}' "$@"\n`);
    chmodSync(path.join(folder, name), 0o755);
  }
  return folder;
}
