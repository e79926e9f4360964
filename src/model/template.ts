/** A parsed template: a tree of plain data, which can be stored, and rendered without a compiler. */

/** A value in a tag. Arrays instead of objects, because the package contains thousands of them. */
export type Expression =
  /** `name`, `a.b`, `../name`: how many scopes up, then the names to follow; no name is `this`. */
  | readonly ['get', up: number, names: readonly string[]]
  /** `@index`, `@first`, `@last` of the enclosing loop. */
  | readonly ['loop', name: LoopName]
  | readonly ['text', text: string]
  /** A format or another helper with its arguments. */
  | readonly ['call', helper: string, args: readonly Expression[]];

export const LOOP_NAMES = ['index', 'first', 'last'] as const;
export type LoopName = (typeof LOOP_NAMES)[number];

export type Node =
  /** Literal text. */
  | string
  | readonly ['put', Expression]
  /** `{{#if}}`, and `{{#unless}}` with its branches swapped. */
  | readonly ['if', Expression, yes: Tree, no: Tree]
  /** `{{#each}}`; the second tree is for an empty list. */
  | readonly ['each', Expression, body: Tree, none: Tree];

export type Tree = readonly Node[];
