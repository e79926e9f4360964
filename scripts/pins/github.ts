/** Picks the release of a GitHub repository to pin: tags tell the commit, releases tell the age. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { GitPin } from '../../generators/project/python/pins.js';
import { fetchJson } from './registry.js';
import { compareVersions, parseVersion, sameMajor, type Version } from './stable.js';

/** Where to reach GitHub. */
export interface GitHub {
  readonly git: string;
  readonly api: string;
  /** Raises the rate limit; it needs no permissions. */
  readonly token: string | undefined;
}

/** As of when, and how far, pins are renewed. */
export interface Renewal {
  /** Nothing younger is taken. */
  readonly cutoff: string;
  /** Whether a new major version may be taken. */
  readonly major: boolean;
  /** Today (ISO). */
  readonly today: string;
}

interface Release {
  readonly tag_name: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly published_at: string | null;
}

const TIMEOUT = 30_000;

/**
 * The newest stable release of `pin`'s repository that is older than the cutoff.
 *
 * `git ls-remote` does not tell a tag's age, and a commit's date is whatever its author says. Only for releases does
 * GitHub itself vouch for the date, so a tag without a release is never taken.
 * @throws when GitHub cannot be reached, when the pinned tag is gone or now names another commit, and when no newer tag
 * has a release
 */
export async function newestRelease(pin: GitPin, renewal: Renewal, github: GitHub): Promise<GitPin> {
  const tags = await tagsOf(`${github.git}/${pin.name}`);
  const commit = tags.get(pin.version);
  if (commit === undefined)
    throw new Error(`its tag ${pin.version} is gone: look before anything is renewed`);
  if (commit !== pin.commit)
    throw new Error(`its tag ${pin.version} was moved to ${commit}: look before anything is renewed`);
  const newer = newerTags(tags.keys(), pin.version, renewal.major);
  const seen = { ...pin, seen: renewal.today };
  if (newer.length === 0) return seen;
  const path = `${github.api}/repos/${pin.name}/releases?per_page=100`;
  const releases = (await fetchJson(path, github.token)) as readonly Release[];
  const known = new Map(releases.map((release) => [release.tag_name, release]));
  for (const version of newer) {
    const release = known.get(version);
    if (!release?.published_at || release.draft || release.prerelease) continue;
    if (Date.parse(release.published_at) <= Date.parse(renewal.cutoff))
      return { ...seen, version, commit: tags.get(version) ?? '' };
  }
  const unknown = newer.filter((version) => !known.has(version));
  if (unknown.length === newer.length) throw new Error(`no release tells the age of ${unknown.join(', ')}`);
  return seen;
}

/** Tag -> commit; an annotated tag's commit is the one to which it peels. */
async function tagsOf(url: string): Promise<Map<string, string>> {
  const { stdout } = await promisify(execFile)('git', ['ls-remote', '--tags', '--', url], {
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
    timeout: TIMEOUT,
    maxBuffer: 64 * 1024 * 1024,
  });
  const lines = [...stdout.matchAll(/^([0-9a-f]{40})\trefs\/tags\/(.+?)(\^\{\})?$/gm)];
  const peeledLast = lines.toSorted(([, , , a = ''], [, , , b = '']) => a.length - b.length);
  return new Map(peeledLast.map(([, commit = '', tag = '']) => [tag, commit]));
}

/** Stable versions above `present`, newest first. */
function newerTags(tags: Iterable<string>, present: string, major: boolean): string[] {
  const from = parseVersion(present);
  if (!from) throw new Error(`${present} is not a version`);
  return [...tags]
    .map((tag) => [tag, parseVersion(tag)] as const)
    .filter((one): one is [string, Version] => one[1] !== undefined)
    .filter(([, version]) => compareVersions(version, from) > 0 && (major || sameMajor(version, from)))
    .sort(([, a], [, b]) => compareVersions(b, a))
    .map(([tag]) => tag);
}
