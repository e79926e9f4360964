/** The tools of this suite, installed from the lock file in tools/, and a PATH folder for each set of tools. */
import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { cached } from '../../scripts/cached.js';
import { run } from '../python/exec.js';
import { digest, ROOT } from '../python/tools.js';

const LOCKED = path.join(ROOT, 'test', 'doors', 'tools');

export type NodeMajor = '20' | '22' | '24';
export type NpmMajor = '10' | '11' | '12';

/** Installs the tools unless they are cached. @returns the path of node_modules */
export async function installTools(): Promise<string> {
  const files = ['package.json', 'package-lock.json'];
  const texts = files.map((file) => readFileSync(path.join(LOCKED, file)));
  const folder = await cached(`doors-${digest(...texts)}`, async (target) => {
    for (const file of files) copyFileSync(path.join(LOCKED, file), path.join(target, file));
    // No install script is needed: the binaries are in separate packages.
    await run(['npm', 'ci', '--ignore-scripts', '--loglevel=error'], { cwd: target });
    // pnpm checks its own file name and resolves symbolic links, so this is a hard link.
    const binaries = path.join(target, 'node_modules', '@pnpm', 'exe.linux-x64');
    linkSync(path.join(binaries, 'pnpm'), path.join(binaries, 'pnpx'));
  });
  return path.join(folder, 'node_modules');
}

/** Sets of programs, each in one folder for PATH. */
export class Tools {
  private readonly modules: string;
  private readonly work: string;

  /** @param modules the node_modules folder of the tools @param work the parent of the PATH folders */
  constructor(modules: string, work: string) {
    this.modules = modules;
    this.work = work;
  }

  /** The path of a file in an installed package. */
  file(...parts: readonly string[]): string {
    const file = path.join(this.modules, ...parts);
    if (!existsSync(file)) throw new Error(`${parts.join('/')} does not exist`);
    return file;
  }

  node(major: NodeMajor): string {
    return this.file(`node-${major}`, 'bin', 'node');
  }

  /** @returns a folder with `node` and the given programs, by command name */
  onPath(name: string, node: NodeMajor, programs: Readonly<Record<string, string>>): string {
    const folder = path.join(this.work, 'bin', name);
    if (existsSync(folder)) return folder;
    mkdirSync(folder, { recursive: true });
    for (const [program, file] of Object.entries({ node: this.node(node), ...programs }))
      symlinkSync(file, path.join(folder, program));
    return folder;
  }

  npm(node: NodeMajor, npm: NpmMajor): string {
    return this.onPath(`node-${node}-npm-${npm}`, node, {
      npm: this.file(`npm-${npm}`, 'bin', 'npm-cli.js'),
      npx: this.file(`npm-${npm}`, 'bin', 'npx-cli.js'),
    });
  }
}
