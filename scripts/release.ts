/**
 * Checks that a tag may be released. `node scripts/release.ts v1.2.3 owner/repository` prints the tag's section of the
 * changelog, or prints the reason and exits 1. It imports only files that need no build, so Node 24 can run it
 * directly.
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
 * @param tag the pushed tag
 * @param repository `owner/name`
 * @returns the release notes
 * @throws when the tag, package.json, CHANGELOG.md and the repository do not agree
 */
export function releaseNotes(tag: string, repository: string, manifest: Manifest, changelog: string): string {
  const { version } = manifest;
  if (!/^\d+\.\d+\.\d+$/.test(version))
    throw new Error(`package.json's version ${version} is not a stable version`);
  if (tag !== `v${version}`) throw new Error(`the tag is ${tag}, package.json's version is ${version}`);
  // npm rejects a provenance statement from another repository than the package's:
  // https://docs.npmjs.com/trusted-publishers
  const url = `https://github.com/${repository}`;
  const named = (manifest.repository?.url ?? '').replace(/^git\+/, '').replace(/\.git$/, '');
  if (named !== url)
    throw new Error(`package.json's repository.url is '${named}', it must be git+${url}.git`);
  const [, notes] =
    changelog
      .split(/^## /m)
      .map((section) => /^\[?([\w.-]+)\]?(?: - \d{4}-\d\d-\d\d)?\n([\s\S]*)$/.exec(section)?.slice(1) ?? [])
      .find(([heading]) => heading === version) ?? [];
  if (!notes?.trim()) throw new Error(`CHANGELOG.md has no section '## ${version} - YYYY-MM-DD'`);
  return `${notes.trim()}\n`;
}

/** The maximum age of the pins in days, so that new projects begin with current versions. */
const MOST_DAYS = 30;

/**
 * @param cutoff the pins contain the newest releases as of this time (ISO)
 * @param now in milliseconds since the epoch
 * @throws when the pins are too old for a release
 */
export function refuseOldPins(cutoff: string, now: number): void {
  const days = Math.floor((now - Date.parse(cutoff)) / (24 * 3600 * 1000));
  // An invalid cutoff gives NaN.
  if (!(days <= MOST_DAYS))
    throw new Error(`the pins are from ${cutoff.slice(0, 10)}, ${days} days ago: run npm run pins`);
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
