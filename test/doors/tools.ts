/** The tools of this suite, from the lock beside this file, and a folder for PATH for each set of them that a person has. */
import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { cached } from '../../scripts/cached.js';
import { run } from '../python/exec.js';
import { digest, ROOT } from '../python/tools.js';

const LOCKED = path.join(ROOT, 'test', 'doors', 'tools');

export type NodeMajor = '20' | '22' | '24';
export type NpmMajor = '10' | '11' | '12';

/** Installs them, or finds them installed. @returns their node_modules */
export async function installTools(): Promise<string> {
  const files = ['package.json', 'package-lock.json'];
  const texts = files.map((file) => readFileSync(path.join(LOCKED, file)));
  const folder = await cached(`doors-${digest(...texts)}`, async (target) => {
    for (const file of files) copyFileSync(path.join(LOCKED, file), path.join(target, file));
    // Nothing that is needed is put into its place by an install script: the binaries come in packages of their own.
    await run(['npm', 'ci', '--ignore-scripts', '--loglevel=error'], { cwd: target });
    // pnpm looks at the name of its file, which a symbolic link does not change.
    const binaries = path.join(target, 'node_modules', '@pnpm', 'exe.linux-x64');
    linkSync(path.join(binaries, 'pnpm'), path.join(binaries, 'pnpx'));
  });
  return path.join(folder, 'node_modules');
}

/** Programs that stand together on somebody's PATH. */
export class Tools {
  private readonly modules: string;
  private readonly work: string;

  /** @param modules where they are installed @param work where folders for PATH are made */
  constructor(modules: string, work: string) {
    this.modules = modules;
    this.work = work;
  }

  /** A file of an installed package. */
  file(...parts: readonly string[]): string {
    const file = path.join(this.modules, ...parts);
    if (!existsSync(file)) throw new Error(`${parts.join('/')} is not there`);
    return file;
  }

  node(major: NodeMajor): string {
    return this.file(`node-${major}`, 'bin', 'node');
  }

  /** @returns a folder with `node`, and `programs` by the names under which they are typed */
  onPath(name: string, node: NodeMajor, programs: Readonly<Record<string, string>>): string {
    const folder = path.join(this.work, 'bin', name);
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
