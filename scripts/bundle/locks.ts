/** Builds the locks in: names and requirements as JSON; hashes as bytes: text would be a third longer, and need parsing. */
import { packages } from '../../generators/project/python/lock-data.js';
import type { DataFile } from './data.js';
import { preparedLocks } from './prepared.js';

const LOCKS = 'locks.json';
const HASHES = 'hashes.bin';

const bytesOf = (base64: string): Buffer => Buffer.from(base64, 'base64');

/** Source of the replacement for generators/project/python/locked.ts. */
export const locksModule = (): string => `
  import { readFileSync } from 'node:fs';
  const read = (name) => JSON.parse(readFileSync(__dirname + '/data/' + name, 'utf8'));
  const made = {};
  let locks, hashes;
  export const lockData = () => (locks ??= read('${LOCKS}'));
  export function hashesOf({ sha256: [from, to] }) {
    hashes ??= readFileSync(__dirname + '/data/${HASHES}');
    return hashes.toString('hex', from, to);
  }
  export const prepared = (python) => (made[python] ??= read('locks-' + python + '.json'));
`;

/** The files that {@link locksModule} reads; the first says where in the second the hashes are. */
export function locksData(): DataFile[] {
  const all = Object.entries(packages);
  let end = 0;
  const placed = all.map(([name, versions]) => [
    name,
    versions.map((locked) => {
      const from = end;
      end += bytesOf(locked.sha256).length;
      return { ...locked, sha256: [from, end] };
    }),
  ]);
  return [
    { name: LOCKS, bytes: Buffer.from(JSON.stringify(Object.fromEntries(placed))) },
    {
      name: HASHES,
      bytes: Buffer.concat(all.flatMap(([, versions]) => versions.map(({ sha256 }) => bytesOf(sha256)))),
    },
    ...Object.entries(preparedLocks()).map(([python, locks]) => ({
      name: `locks-${python}.json`,
      bytes: Buffer.from(JSON.stringify(locks)),
    })),
  ];
}
