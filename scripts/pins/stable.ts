/** Parses and compares stable versions; those of actions and crates have three numbers. */

export type Version = readonly [number, number, number];

/**
 * Parses `v1.2.3` or `1.2.3`. Returns undefined for anything else: a moving tag such as `v1`, a pre-release, a name.
 */
export function parseVersion(text: string): Version | undefined {
  const [, ...numbers] = /^v?(\d+)\.(\d+)\.(\d+)$/.exec(text) ?? [];
  const [a, b, c] = numbers.map(Number);
  return a === undefined || b === undefined || c === undefined ? undefined : [a, b, c];
}

/** Negative when `a` is older than `b`. */
export const compareVersions = (a: Version, b: Version): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

/** Before 1.0, the second number marks breaking changes. @see https://doc.rust-lang.org/cargo/reference/semver.html */
export const sameMajor = (a: Version, b: Version): boolean => a[0] === b[0] && (a[0] > 0 || a[1] === b[1]);
