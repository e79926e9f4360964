/** Data files next to the bundle's code: V8 scans every character of a script, but a file costs nothing until read. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface DataFile {
  /** Below dist/data. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Source of a module that exports a function to read a text. */
export const textModule = (exported: string, name: string): string => `
  import { readFileSync } from 'node:fs';
  export const ${exported} = () => readFileSync(__dirname + '/data/${name}', 'utf8');
`;

export function writeData(folder: string, files: readonly DataFile[]): void {
  mkdirSync(path.join(folder, 'data'), { recursive: true });
  for (const { name, bytes } of files) writeFileSync(path.join(folder, 'data', name), bytes);
}
