/** A team's own package: made by `pack init --npm`, changed as a team would, and published. */
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { run } from '../python/exec.js';
import { environmentOf, type Person } from './person.js';
import { publishOne } from './registry.js';
import { type Tree, treeOf, withoutRecord } from './tree.js';

const CHANGES = `
[answers]
kind = "library"

[toml."pyproject.toml"]
tool.ruff.line-length = 100
`;

/** @param main the built command @returns the project that the pack has to write, without its record */
export async function publishPack(work: string, main: string, person: Person): Promise<Tree> {
  const { cwd } = person;
  const env = environmentOf(person);
  const node = (...args: readonly string[]) => run([process.execPath, main, ...args], { cwd, env });
  await node('pack', 'init', 'acme', '--npm', '--scope', '@acme', '--yes', '--no-git');
  appendFileSync(path.join(cwd, 'acme', 'pack.toml'), CHANGES);
  await publishOne(work, path.join(cwd, 'acme'), '@acme/create-pyproject', person);
  await node('packed', '--name', 'my-app', '--pack', './acme', '--yes', '--no-git');
  return withoutRecord(treeOf(path.join(cwd, 'packed')));
}
