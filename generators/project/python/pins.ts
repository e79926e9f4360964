/** The pins in the form that templates use, from the data of `npm run pins`. */
import { ACTIONS, cutoff, HOOKS } from './pin-data.js';

export { CRATES as crates, MANAGERS as managers } from './pin-data.js';

/** The date (ISO) of the locks. */
export const lockedOn = cutoff.slice(0, 10);

/** A release on GitHub. */
export interface GitPin {
  /** `owner/repository`. */
  readonly name: string;
  readonly commit: string;
  /** The tag of the release, as on GitHub. */
  readonly version: string;
  /** The date (ISO) when the tag was last seen on this commit. */
  readonly seen: string;
}

/** A package manager on PyPI. */
export interface ManagerPin {
  readonly version: string;
  /** SHA-256 of its wheels for Linux on x86_64 and aarch64, if each system has its own; else none. */
  readonly hashes: readonly string[];
}

/** The text after `uses:`, with the version in a comment that Dependabot and zizmor read. */
export const actions = Object.fromEntries(
  Object.entries<GitPin>(ACTIONS).map(([alias, { name, commit, version }]) => [
    alias,
    `${name}@${commit} # ${version}`,
  ]),
) as Readonly<Record<keyof typeof ACTIONS, string>>;

/** pre-commit repositories, pinned to a commit. */
export const hooks: Readonly<Record<keyof typeof HOOKS, GitPin>> = HOOKS;
