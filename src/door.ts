/** How does somebody come in, and what are things called there? A command has flags; who calls a function has names. */

/** What refusals and notes call things, so that their reader can do what they say. */
export interface Door {
  /** An option, as it is given there. */
  option(name: string): string;
  /** Where it is said what an option takes. */
  takes(name: string): string;
  /** How files in the way are replaced. */
  readonly replace: string;
  /** What sets the project up, beside the project's own commands; '' where nothing does. */
  readonly install: string;
}

export const COMMAND: Door = {
  option: (name) => `--${name}`,
  takes: (name) => `--help says what ${name} takes`,
  replace: '--diff shows how they differ, --force replaces just these',
  install: '--install',
};

/** The functions of the package, and plop's actions: answers by name, nothing but the files. */
export const LIBRARY: Door = {
  option: (name) => name,
  takes: (name) => `options.${name} says what it takes`,
  replace: 'force: true replaces just these',
  install: '',
};
