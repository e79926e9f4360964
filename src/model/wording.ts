/** The wording of messages for the two entry points: the command has flags, the library has named properties. */

/** The words for an entry point, so that the reader can follow a message. */
export interface Wording {
  /** An option, as the user gives it. */
  option(name: string): string;
  /** How to replace conflicting files. */
  readonly replace: string;
}

export const COMMAND: Wording = {
  option: (name) => `--${name}`,
  replace: '--diff shows the differences, --force replaces these files',
};

/** The command with --force, which replaces only committed files. */
export const FORCED: Wording = {
  ...COMMAND,
  replace: 'commit them first, or replace them for good with --force-dirty',
};

/** The functions of the package, and plop's actions. */
export const LIBRARY: Wording = {
  option: (name) => name,
  replace: 'force: true replaces these files',
};
