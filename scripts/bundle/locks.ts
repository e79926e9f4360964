/** How are the locks built in? Names and requirements as JSON, hashes as bytes: as text they would be a third longer, and have to be read. */
import { packages } from '../../generators/project/python/lock-data.js';
import { type DataFile, readingJson } from './data.js';
import { preparedPins } from './prepared.js';

const LOCKS = 'locks.json';
const HASHES = 'hashes.bin';
const PREPARED = 'prepared.json';

const bytesOf = (base64: string): Buffer => Buffer.from(base64, 'base64');

/** The module that takes the place of generators/project/python/locked.ts. */
export const locksModule = (): string => `
  import { readFileSync } from 'node:fs';
  let locks, prepared;
  function read() {
    const all = ${readingJson(LOCKS)};
    const hashes = readFileSync(__dirname + '/data/${HASHES}');
    let end = 0;
    for (const versions of Object.values(all))
      for (const locked of versions) {
        const [from, to] = [end, end + locked.sha256];
        Object.defineProperty(locked, 'sha256', { get: () => hashes.toString('base64', from, to) });
        end = to;
      }
    return all;
  }
  export const lockData = () => (locks ??= read());
  export const preparedPins = () => (prepared ??= ${readingJson(PREPARED)});
`;

/** The files of which {@link locksModule} speaks; in the first one a number of bytes stands for the hashes. */
export function locksData(): DataFile[] {
  const all = Object.entries(packages);
  const counted = all.map(([name, versions]) => [
    name,
    versions.map((locked) => ({ ...locked, sha256: bytesOf(locked.sha256).length })),
  ]);
  return [
    { name: LOCKS, bytes: Buffer.from(JSON.stringify(Object.fromEntries(counted))) },
    {
      name: HASHES,
      bytes: Buffer.concat(all.flatMap(([, versions]) => versions.map(({ sha256 }) => bytesOf(sha256)))),
    },
    { name: PREPARED, bytes: Buffer.from(JSON.stringify(preparedPins())) },
  ];
}
