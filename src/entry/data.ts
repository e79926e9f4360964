/** Reads the files that the build writes into `data/`, next to the compiled code and next to the bundle. */
import { readFileSync } from 'node:fs';

/** @param name a file that scripts/build/data.ts writes */
export const readData = (name: string): Buffer => readFileSync(`${import.meta.dirname}/data/${name}`);

/** The folder of this package. The code is in `dist/`, or in `build/src/entry/` where it is not bundled. */
export const packageFolder = (): string =>
  import.meta.dirname.replace(/[\\/](?:dist|build[\\/]src[\\/]entry)$/, '');
