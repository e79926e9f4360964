/** Other spellings of a name, for templates: `{{title name}}` makes My App of my-app. */

const words = (name: string): string[] => name.split(/[-_.\s]+/).filter((word) => word !== '');

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** my-app -> My App */
export const title = (name: string): string => words(name).map(capital).join(' ');

/** my-app -> MyApp */
export const pascal = (name: string): string => words(name).map(capital).join('');

/** my-app -> MY_APP */
export const upper = (name: string): string => words(name).join('_').toUpperCase();

/** By the name that a template calls them by. */
export const spellings: Readonly<Record<string, (name: string) => string>> = { title, pascal, upper };
