/** The two ways in, and what things are called there: a command's user types flags, a program passes names. */

/** What refusals call things, so that whoever reads one can do what it says. */
export interface Wording {
  /** An option, as it is given there. */
  option(name: string): string;
  /** How files in the way are replaced. */
  readonly replace: string;
}

export const COMMAND: Wording = {
  option: (name) => `--${name}`,
  replace: '--diff shows the differences, --force replaces these files',
};

/** The command with --force, which replaces no file that git could not give back. */
export const FORCED: Wording = {
  ...COMMAND,
  replace: 'commit them first, or replace them for good with --force-dirty',
};

/** The functions of the package, and plop's actions: answers by name, nothing but the files. */
export const LIBRARY: Wording = {
  option: (name) => name,
  replace: 'force: true replaces these files',
};
