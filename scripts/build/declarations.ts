/** The library's types: the compiler's output for src/entry/api.ts, which refers to no other file. */

/** For `plop.load('create-pyproject')`; plop's own types are not installed with this package. */
const PLOPFILE = `/** Registers the generator with plop: \`plop.load('create-pyproject')\` in a plopfile. */
export default function plopfile(plop: object): void;
`;

/** @param api build/src/entry/api.d.ts @throws {Error} when it needs the types of another file */
export function declarations(api: string): string {
  if (/^import |import\(/m.test(api))
    throw new Error('src/entry/api.ts shows types of other files: declare them in it');
  return api.replace(/^export \{\};\n/m, '') + PLOPFILE;
}
