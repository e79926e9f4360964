/** Projects for tests of packs that are made from them: written, changed, and made again with the pack. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { type Derived, derivePack } from '../../src/packs/derive.js';
import type { PackFile } from '../../src/packs/files.js';
import { GOLDEN_VERSION, pack } from '../golden.js';
import { git, hostIn, memory, run } from '../world.js';

/** A file of a project: its bytes as latin1, so that they can be compared and shown, and whether it is executable. */
export interface Held {
  readonly bytes: string;
  readonly executable: boolean;
}

/** The record and a repository are no part of what a pack gives back. */
const OTHER = /^(?:\.create-pyproject\.toml$|\.git\/)/;

/** Writes a project with the command. @returns its folder, which has this name */
export async function written(folder: string, name: string, args: readonly string[] = []): Promise<string> {
  const { code, err } = await run([name, ...args], folder);
  assert.is(code, 0, err);
  return path.join(folder, name);
}

/** Writes one file with its folders. */
export function put(project: string, file: string, bytes: string | Uint8Array, mode = 0o644): void {
  const at = path.join(project, file);
  mkdirSync(path.dirname(at), { recursive: true });
  writeFileSync(at, bytes);
  chmodSync(at, mode);
}

/** Every file of a project, by path. */
export function held(project: string): Record<string, Held> {
  const files = readdirSync(project, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const entries = files.map((file): [string, Held] => [
    path.relative(project, file).split(path.sep).join('/'),
    { bytes: readFileSync(file, 'latin1'), executable: (statSync(file).mode & 0o100) !== 0 },
  ]);
  return Object.fromEntries(entries.filter(([name]) => !OTHER.test(name)).sort());
}

/** Asserts that two projects hold the same, one file at a time. */
export function sameFiles(found: Record<string, Held>, wanted: Record<string, Held>): void {
  assert.equal(Object.keys(found), Object.keys(wanted));
  for (const [name, file] of Object.entries(wanted)) assert.equal(found[name], file, name);
}

/** A repository in which all that no rule excludes is tracked. */
export function tracked(project: string): void {
  git(project, 'init', '--quiet');
  git(project, 'add', '--all');
}

/** Makes a pack from a project. */
export const derived = (project: string, name = 'acme', version = GOLDEN_VERSION): Promise<Derived> =>
  derivePack(hostIn(project, { env: { PATH: process.env.PATH } }).host, { project, name }, pack, version);

/** Writes the files of a pack. @returns its folder */
export function packIn(files: readonly PackFile[]): string {
  const folder = memory();
  for (const { path: file, bytes, executable } of files) put(folder, file, bytes, executable ? 0o755 : 0o644);
  return folder;
}

/** The text of a file of a pack. */
export const textIn = ({ files }: Derived, name: string): string => {
  const found = files.find((file) => file.path === name);
  assert.ok(found, `${name} is none of ${files.map((file) => file.path).join(', ')}`);
  return Buffer.from(found?.bytes ?? []).toString('utf8');
};
