/** Remembers the lines of a template's tags, for messages. A tree that was stored has none. */
import type { Expression } from '../model/template.js';

const lines = new WeakMap<Expression | Error, number>();

/** Remembers the line of a tag. @returns the tag */
export function at<T extends Expression>(line: number, expression: T): T {
  lines.set(expression, line);
  return expression;
}

/** Remembers which tag an error is about. @returns the error */
export function blamed(error: Error, expression: Expression): Error {
  const line = lines.get(expression);
  if (line !== undefined) lines.set(error, line);
  return error;
}

/** The line of the tag that an error is about, if it is known. */
export const lineOf = (error: Error): number | undefined => lines.get(error);
