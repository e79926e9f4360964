/** The wording of the two entry points: a user of the command types flags, a program passes names. */

/** The words of error messages, so that a reader can do what a message says. */
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
