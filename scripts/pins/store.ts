/** Creates the store of locks from uv's output, and reads the locked versions from it. */
import {
  keyOf,
  LOCKS,
  type Lock,
  type LockedProject,
  type LockStore,
  lockHeader,
  NAME,
} from '../../generators/project/locks.js';

/** The name of the projects that are locked for the store. */
export const STAND_IN = 'my-app';

/** @param locked projects with their locks, as uv writes them for a project with the name {@link STAND_IN} */
export function storeOf(
  locked: readonly { readonly project: LockedProject; readonly locks: Readonly<Record<Lock, string>> }[],
): LockStore {
  const blocks = new Map<string, number>();
  const lists = new Map<string, number>();
  const number = (of: Map<string, number>, text: string): number => {
    const found = of.get(text) ?? of.size;
    of.set(text, found);
    return found;
  };
  const projects: Record<string, number[]> = {};
  for (const { project, locks } of locked)
    projects[keyOf(project)] = LOCKS.map((lock) => {
      const list = blocksOf(locks[lock], lockHeader(project.python, lock)).map((block) =>
        number(blocks, block),
      );
      return number(lists, JSON.stringify(list));
    });
  return {
    blocks: [...blocks.keys()],
    locks: [...lists.keys()].map((list) => JSON.parse(list) as number[]),
    projects,
  };
}

/** @throws {Error} when uv has changed the form of its output */
function blocksOf(text: string, header: string): string[] {
  if (!text.startsWith(header)) throw new Error(`a lock does not begin as expected: ${text.slice(0, 200)}`);
  const body = text
    .slice(header.length)
    .replaceAll(` ${STAND_IN} (pyproject.toml`, ` ${NAME} (pyproject.toml`);
  if (body.includes('\n\n'))
    throw new Error('a lock contains an empty line, which separates the stored blocks');
  // Only the first line of a block is not indented.
  return body === '' ? [] : body.trimEnd().split(/\n(?! )/);
}

/** A pin of the store. */
export interface StoredPin {
  readonly name: string;
  readonly version: string;
  /** The marker, or ''. */
  readonly marker: string;
  /** Hexadecimal, sorted. */
  readonly hashes: readonly string[];
}

/** Every package of the store by name, once per version, with one of its markers. */
export function pinsIn({ blocks }: Pick<LockStore, 'blocks'>): StoredPin[] {
  const pins = blocks.map((block): StoredPin => {
    const [, name = '', version = '', marker = ''] =
      /^([^[=]+)(?:\[.*\])?==(\S+)(?: ; (.*?))? \\\n/.exec(block) ?? [];
    if (name === '') throw new Error(`not a pin: ${block.slice(0, 200)}`);
    const hashes = [...block.matchAll(/--hash=sha256:([0-9a-f]{64})/g)].map(([, hash = '']) => hash);
    return { name, version, marker, hashes };
  });
  const byVersion = new Map(pins.map((pin) => [`${pin.name}==${pin.version}`, pin]));
  return [...byVersion.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The names of all packages in the store, sorted. */
export const namesIn = (store: Pick<LockStore, 'blocks'>): string[] => [
  ...new Set(pinsIn(store).map(({ name }) => name)),
];

/** The locked version of a package with only one version; '' if the package is not locked. */
export const versionIn = (store: Pick<LockStore, 'blocks'>, name: string): string =>
  pinsIn(store).find((pin) => pin.name === name)?.version ?? '';
