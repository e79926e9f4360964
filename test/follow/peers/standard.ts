/** The standard of the stories: one pack, and what it writes as templates of copier and cookiecutter. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { ROOT } from '../../../scripts/root.js';

/** The files of the pack: path -> text. `undefined` takes a file away. */
export type PackFiles = Readonly<Record<string, string | undefined>>;

export const GUIDE = `# Guide

## Setup

Run make install.

## Test

Run make test.

## Release

Run make release.

## Help

Ask in the channel.
`;

export const MANIFEST = `name = "acme"
version = "1.0.0"
description = "The standard of the stories"

[answers]
docker = false

[[parts]]
name = "standard"
facts = { dependencies = ["httpx>=0.27", "platformdirs>=4"] }

[toml."pyproject.toml"]
tool.ruff.line-length = 100
`;

export const TEAM = `"""What every team has."""


def channel() -> str:
    """Return where to ask."""
    return "#python"
`;

export const DEPLOY = `#!/bin/sh
set -eu
echo "deploying"
`;

/** Bytes that are no text. */
const PICTURE = '\u0000\u0001picture one\u0000';

/** The first version. */
export const FIRST: PackFiles = {
  'pack.toml': MANIFEST,
  'templates/standard/docs/guide.md': GUIDE,
  'templates/standard/docs/picture.bin': PICTURE,
  'templates/standard/src/{{module}}/team.py.hbs': TEAM,
  'templates/standard/scripts/deploy.sh': DEPLOY,
};

/** A file that the standard writes. */
interface Written {
  readonly bytes: Buffer;
  readonly mode: number;
}

export type Tree = ReadonlyMap<string, Written>;

/** What the standard writes, without and with Docker. */
export interface Trees {
  readonly without: Tree;
  readonly with: Tree;
}

export const MODULE = 'my_app';
export const MAIN = path.join(ROOT, 'dist', 'main.cjs');
export const AUTHOR = ['--author', 'Ann', '--email', 'ann@example.org'];

/** Writes files, with the mode of a script where the text is one. */
export function put(folder: string, files: PackFiles): void {
  for (const [name, text] of Object.entries(files)) {
    const at = path.join(folder, name);
    if (text === undefined) rmSync(at);
    else {
      mkdirSync(path.dirname(at), { recursive: true });
      writeFileSync(at, text);
      if (text.startsWith('#!')) chmodSync(at, 0o755);
    }
  }
}

/** Every file below a folder, except those of git. */
export function treeOf(folder: string): Tree {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((name) => !name.startsWith('.git/'))
    .sort();
  return new Map(
    found.map((name) => {
      const at = path.join(folder, name);
      return [name, { bytes: readFileSync(at), mode: statSync(at).mode & 0o777 }];
    }),
  );
}

/** What create-pyproject writes with a pack; its record is its own. */
export function treesOf(pack: string, work: string): Trees {
  const write = (flag: string): Tree => {
    const parent = path.join(work, flag);
    rmSync(parent, { recursive: true, force: true });
    mkdirSync(parent, { recursive: true });
    const flags = ['--pack', pack, '--yes', '--no-git', flag, ...AUTHOR];
    execFileSync(process.execPath, [MAIN, 'my-app', ...flags], { cwd: parent, stdio: 'pipe' });
    const tree = new Map(treeOf(path.join(parent, 'my-app')));
    tree.delete('.create-pyproject.toml');
    return tree;
  };
  return { without: write('--no-docker'), with: write('--docker') };
}

/** The expressions of a template engine. */
export interface Engine {
  /** The name of the module. */
  readonly module: string;
  /** A condition that holds with Docker. */
  readonly docker: string;
  /** The end of a template's name. */
  readonly suffix: string;
}

/** Both trees as one template for Jinja: the module is an answer, and a file that Docker changes has both texts. */
export function jinja({ without, with: full }: Trees, engine: Engine): Tree {
  const literal = (text: string): string =>
    text
      .split(MODULE)
      .map((piece) => (piece === '' ? '' : `{% raw %}${piece}{% endraw %}`))
      .join(engine.module);
  const files = [...full].map(([name, { bytes, mode }]): [string, Written] => {
    const place = name.replaceAll(MODULE, engine.module);
    const other = without.get(name);
    if (bytes.includes(0)) return [place, { bytes, mode }];
    const text = bytes.toString('utf8');
    const folder = path.posix.dirname(place);
    const inFolder = folder === '.' ? '' : `${folder}/`;
    if (other === undefined) {
      const named = `{% if ${engine.docker} %}${path.posix.basename(place)}{% endif %}`;
      return [`${inFolder}${named}${engine.suffix}`, { bytes: Buffer.from(literal(text)), mode }];
    }
    const body = other.bytes.equals(bytes)
      ? literal(text)
      : `{% if ${engine.docker} %}${literal(text)}{% else %}${literal(other.bytes.toString('utf8'))}{% endif %}`;
    return [`${place}${engine.suffix}`, { bytes: Buffer.from(body), mode }];
  });
  return new Map(files);
}

/** Replaces everything but git's folder. */
export function putTree(folder: string, tree: Tree): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder).filter((one) => one !== '.git'))
    rmSync(path.join(folder, name), { recursive: true });
  for (const [name, { bytes, mode }] of tree) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), bytes, { mode });
  }
}
