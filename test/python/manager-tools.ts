/** Installs the package managers that the cases use, each with hashes into an environment of its own. */
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import type { ManagerName } from '../../generators/project/options.js';
import { cached } from '../../scripts/cached.js';
import { type Environment, environment, run } from './exec.js';
import { realIndex } from './locks.js';
import { type Python, pythonFolder } from './pythons.js';
import { digest, HERE, type Tools } from './tools.js';

/** Settings that make a manager use the project's Python and this machine's package index. */
const SETTINGS: Readonly<Partial<Record<ManagerName, (python: Python) => Promise<Environment>>>> = {
  // uv would take the Python of .python-version, which may not be installed.
  uv: async ({ executable }) => ({ UV_PYTHON: executable, UV_PYTHON_DOWNLOADS: 'never' }),
  // A plugin reads the simple index, which a mirror has. Poetry itself needs the JSON API of pypi.org.
  poetry: async (python) => ({ POETRY_PYPI_MIRROR_URL: await realIndex(python) }),
  // PDM would prefer the Python in .python-version, and asks PyPI for its own newest version.
  pdm: async ({ full }) => ({ PDM_CHECK_UPDATE: 'false', PDM_PYTHON_VERSION: full }),
};

const lockFile = (name: ManagerName): string => path.join(HERE, 'managers', `${name}.txt`);

/** The lock from which a manager is installed. */
export const lockOf = (name: ManagerName): string => readFileSync(lockFile(name), 'utf8');

/** The folder of a manager's program: it is installed from its own lock, or it is one of the suite's tools. */
async function programs(name: ManagerName, tools: Tools, python: Python): Promise<string> {
  const lock = lockFile(name);
  if (!existsSync(lock)) return path.dirname(tools.tool(name));
  const key = digest(lockOf(name), python.full, python.executable);
  const folder = await cached(`${name}-${key}`, async (target) => {
    await run([python.executable, '-m', 'venv', target]);
    const pip = [path.join(target, 'bin', 'python'), '-m', 'pip', 'install', '--quiet'];
    await run([...pip, '--require-hashes', '--only-binary', ':all:', '-r', lock]);
  });
  return path.join(folder, 'bin');
}

interface Installed {
  readonly work: string;
  readonly tools: Tools;
  readonly pythons: readonly Python[];
}

/** The environment variables with which a user of that manager and that Python works. */
export async function managerEnvironment(
  name: ManagerName,
  { work, tools, pythons }: Installed,
  python: Python,
): Promise<Environment> {
  const [first] = pythons;
  const installed = await programs(name, tools, first ?? python);
  // A folder of its own, without the Python beside the program.
  const alone = path.join(work, 'managers', name);
  if (!existsSync(alone)) {
    mkdirSync(alone, { recursive: true });
    symlinkSync(path.join(installed, name), path.join(alone, name));
  }
  const folders = [alone, pythonFolder(work, python), environment.PATH];
  return { PATH: folders.join(':'), ...(await SETTINGS[name]?.(python)) };
}

/** The same, with PDM's `use_uv`: its own resolver takes half a minute. */
export async function quickManagerEnvironment(
  name: ManagerName,
  installed: Installed,
  python: Python,
): Promise<Environment> {
  const own = await managerEnvironment(name, installed, python);
  if (name !== 'pdm') return own;
  const uv = await managerEnvironment('uv', installed, python);
  return { ...own, PDM_USE_UV: '1', PATH: `${uv.PATH}:${own.PATH}` };
}
