/** Selects the release of a GitHub repository to pin: tags give the commit, releases give the age. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { GitPin } from '../../generators/project/python/pins.js';
import { authorization, fetchJson } from './registry.js';
import { compareVersions, parseVersion, sameMajor, type Version } from './stable.js';

/** How to reach GitHub. */
export interface GitHub {
  readonly git: string;
  readonly api: string;
  /** Raises the rate limit; it needs no permissions. */
  readonly token: string | undefined;
}

/** The limits of a renewal. */
export interface Renewal {
  /** Releases after this time are ignored. */
  readonly cutoff: string;
  /** Whether a new major version is allowed. */
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
 * `git ls-remote` gives no date for a tag, and the author chooses the date of a commit. GitHub itself sets the date of
 * a release, so a tag without a release is never used.
 * @throws when GitHub cannot be reached, when the pinned tag is missing or names another commit, and when newer tags
 * exist but none has a release
 */
export async function newestRelease(pin: GitPin, renewal: Renewal, github: GitHub): Promise<GitPin> {
  const tags = await tagsOf(`${github.git}/${pin.name}`);
  const commit = tags.get(pin.version);
  if (commit === undefined)
    throw new Error(`its tag ${pin.version} is missing: check the repository before renewing the pin`);
  if (commit !== pin.commit)
    throw new Error(
      `its tag ${pin.version} was moved to ${commit}: check the repository before renewing the pin`,
    );
  const newer = newerTags(tags.keys(), pin.version, renewal.major);
  const seen = { ...pin, seen: renewal.today };
  if (newer.length === 0) return seen;
  const path = `${github.api}/repos/${pin.name}/releases?per_page=100`;
  const releases = (await fetchJson(path, authorization(github.token))) as readonly Release[];
  const known = new Map(releases.map((release) => [release.tag_name, release]));
  for (const version of newer) {
    const release = known.get(version);
    if (!release?.published_at || release.draft || release.prerelease) continue;
    if (Date.parse(release.published_at) <= Date.parse(renewal.cutoff))
      return { ...seen, version, commit: tags.get(version) ?? '' };
  }
  const unknown = newer.filter((version) => !known.has(version));
  if (unknown.length === newer.length) throw new Error(`there is no release for ${unknown.join(', ')}`);
  return seen;
}

/** Tag -> commit. An annotated tag is resolved to its commit. */
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

/** Stable versions newer than `present`, newest first. */
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
