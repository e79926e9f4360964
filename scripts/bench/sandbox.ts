/** The environment of measured commands: a temporary folder, a git identity, and the package as npm installs it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../root.js';

export interface Sandbox {
  /** The current directory of every command. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** A path below the folder where nothing exists. */
  target(): string;
  remove(target: string): void;
}

export interface Installed {
  /** The package's folder below node_modules. */
  readonly folder: string;
  /** Bytes of the tarball. */
  readonly packed: number;
  /** How many packages npm put there. */
  readonly packages: number;
}

const GITCONFIG = '[user]\n\tname = Ann Example\n\temail = ann@example.org\n';

/** The path of Python's real executable, rather than of a virtual environment or a shim. */
export const basePython = (): string =>
  execFileSync('python3', ['-c', 'import sys; print(sys._base_executable)'], { encoding: 'utf8' }).trim();

/** Calls `work` with a new sandbox, which is removed afterwards. */
export async function inSandbox<T>(work: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'create-pyproject-bench-')));
  const [home, folder] = [path.join(root, 'home'), path.join(root, 'work')];
  for (const made of [home, folder]) mkdirSync(made);
  writeFileSync(path.join(home, '.gitconfig'), GITCONFIG);
  let count = 0;
  try {
    return await work({
      folder,
      // Put the real Python ahead of any shim, whose search time would count as uv's.
      env: {
        HOME: home,
        PATH: [path.dirname(basePython()), process.env.PATH ?? ''].join(path.delimiter),
        TMPDIR: root,
      },
      target: () => {
        count += 1;
        return path.join(folder, `project-${count}`);
      },
      remove: (target) => rmSync(target, { recursive: true, force: true }),
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Packs this repository's package and installs the tarball, like a user's npm. */
export function installPackage({ folder }: Sandbox): Installed {
  const into = path.join(folder, 'installed');
  mkdirSync(into);
  const npm = (cwd: string, ...args: string[]): string =>
    execFileSync('npm', [...args, '--silent'], { cwd, encoding: 'utf8' });
  // npm 12 prints an object by name, the others print a list.
  const [packed] = Object.values(
    JSON.parse(npm(ROOT, 'pack', '--json', '--pack-destination', into)) as Record<
      string,
      { filename: string }
    >,
  );
  const tarball = path.join(into, packed?.filename ?? '');
  writeFileSync(path.join(into, 'package.json'), '{ "private": true }');
  npm(into, 'install', '--no-audit', '--no-fund', '--ignore-scripts', tarball);
  const modules = path.join(into, 'node_modules');
  return {
    folder: path.join(modules, 'create-pyproject'),
    packed: statSync(tarball).size,
    packages: readdirSync(modules).filter((name) => !name.startsWith('.')).length,
  };
}
