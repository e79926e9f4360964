/** Pins as templates write them, from the data of `npm run pins`. */
import { ACTIONS, cutoff, HOOKS } from './pin-data.js';

export { CRATES as crates } from './pin-data.js';

/** The day (ISO) of the locks. */
export const lockedOn = cutoff.slice(0, 10);

/** A release on GitHub. */
export interface GitPin {
  /** `owner/repository`. */
  readonly name: string;
  readonly commit: string;
  /** The tag, as it is written there. */
  readonly version: string;
  /** The day (ISO) when the tag was last seen to stand for the commit. */
  readonly seen: string;
}

/** The text after `uses:`, with the version in a comment that Dependabot and zizmor read. */
export const actions = Object.fromEntries(
  Object.entries<GitPin>(ACTIONS).map(([alias, { name, commit, version }]) => [
    alias,
    `${name}@${commit} # ${version}`,
  ]),
);

/** pre-commit repositories, frozen to a commit. */
export const hooks: Readonly<Record<keyof typeof HOOKS, GitPin>> = HOOKS;
