/** What a template is once it is parsed: a tree of plain data, so that it can be stored, and filled in without a compiler. */

/** A value in a tag. Lists in place of objects: thousands of them are stored in the package. */
export type Expression =
  /** `name`, `a.b`, `../name`: so many scopes up, then from name to name; no name is `this`. */
  | readonly ['get', up: number, names: readonly string[]]
  /** `@index`, `@first`, `@last` of the loop around it. */
  | readonly ['loop', name: LoopName]
  | readonly ['text', text: string]
  /** A format or another helper with its arguments. */
  | readonly ['call', helper: string, args: readonly Expression[]];

export const LOOP_NAMES = ['index', 'first', 'last'] as const;
export type LoopName = (typeof LOOP_NAMES)[number];

export type Node =
  /** Text as it stands. */
  | string
  | readonly ['put', Expression]
  /** `{{#if}}`, and `{{#unless}}` with its two sides exchanged. */
  | readonly ['if', Expression, yes: Tree, no: Tree]
  /** `{{#each}}`; the second tree is for an empty list. */
  | readonly ['each', Expression, body: Tree, none: Tree];

export type Tree = readonly Node[];
