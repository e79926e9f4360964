/**
 * Checks that a tag may be released. `node scripts/release.ts v1.2.3 owner/repository` prints its section of the changelog,
 * or says why not and exits 1. It imports nothing that has to be built: Node 24 runs it as it is.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** The parts of package.json that are checked. */
export interface Manifest {
  readonly version: string;
  readonly repository?: { readonly url?: string };
}

/**
 * @param tag as it was pushed
 * @param repository `owner/name`
 * @returns the notes of the release
 * @throws when the tag, package.json, CHANGELOG.md and the repository do not agree
 */
export function releaseNotes(tag: string, repository: string, manifest: Manifest, changelog: string): string {
  const { version } = manifest;
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`package.json's version ${version} is no stable one`);
  if (tag !== `v${version}`) throw new Error(`the tag is ${tag}, package.json's version is ${version}`);
  // npm refuses a provenance whose repository is not the package's: https://docs.npmjs.com/trusted-publishers
  const url = `https://github.com/${repository}`;
  const named = (manifest.repository?.url ?? '').replace(/^git\+/, '').replace(/\.git$/, '');
  if (named !== url)
    throw new Error(`package.json's repository.url is '${named}', it has to be git+${url}.git`);
  const [, notes] =
    changelog
      .split(/^## /m)
      .map((section) => /^\[?([\w.-]+)\]?(?: - \d{4}-\d\d-\d\d)?\n([\s\S]*)$/.exec(section)?.slice(1) ?? [])
      .find(([heading]) => heading === version) ?? [];
  if (!notes?.trim()) throw new Error(`CHANGELOG.md has no section '## ${version} - YYYY-MM-DD'`);
  return `${notes.trim()}\n`;
}

/** After so many days a release has to renew the pins first: a new project should begin with versions of today. */
const MOST_DAYS = 30;

/**
 * @param cutoff the moment (ISO) up to which the pins hold the newest releases
 * @param now in milliseconds since the epoch
 * @throws when the pins are too old for a release
 */
export function refuseOldPins(cutoff: string, now: number): void {
  const days = Math.floor((now - Date.parse(cutoff)) / (24 * 3600 * 1000));
  // A cutoff that is no date gives NaN.
  if (!(days <= MOST_DAYS))
    throw new Error(`the pins are of ${cutoff.slice(0, 10)}, ${days} days ago: run npm run pins`);
}

if (process.argv[1] === import.meta.filename) {
  const root = path.join(import.meta.dirname, '..');
  const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');
  const [tag = '', repository = ''] = process.argv.slice(2);
  try {
    const manifest = JSON.parse(read('package.json')) as Manifest;
    const pins = read('generators/project/python/pin-data.ts');
    refuseOldPins(/^export const cutoff = '(.*)';$/m.exec(pins)?.[1] ?? 'unknown', Date.now());
    process.stdout.write(releaseNotes(tag, repository, manifest, read('CHANGELOG.md')));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
