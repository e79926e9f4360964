/** Data of the bundle: files beside the code. V8 looks at every character of a script, and of a file only when it is read. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface DataFile {
  /** Below dist/data. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A module that exports a function which reads a text. */
export const textModule = (exported: string, name: string): string => `
  import { readFileSync } from 'node:fs';
  export const ${exported} = () => readFileSync(__dirname + '/data/${name}', 'utf8');
`;

export function writeData(folder: string, files: readonly DataFile[]): void {
  mkdirSync(path.join(folder, 'data'), { recursive: true });
  for (const { name, bytes } of files) writeFileSync(path.join(folder, 'data', name), bytes);
}
