/** Tries a derived value that the user did not type. */
import { Refusal } from '../../src/model/author.js';

/** The accepted value, or '' if it is refused. */
export function orNothing(accept: (value: string) => string, value: string): string {
  try {
    return accept(value);
  } catch (error) {
    if (error instanceof Refusal) return '';
    throw error;
  }
}
