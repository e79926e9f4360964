/** Writes the changes of the standard that were not made, as a patch. */
import { createTwoFilesPatch } from 'diff';

/** @returns a unified diff, as patch(1) writes it into `.rej` files */
export const rejected = (path: string, ours: string, theirs: string): string =>
  createTwoFilesPatch(`a/${path}`, `b/${path}`, ours, theirs, undefined, undefined, {
    context: 3,
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  });
