/**
 * The library's types: the compiler's output for src/entry/api.ts, with the answers written out from the option table.
 */
import type { Option, OptionTable } from '../../src/model/options.js';

/** The type of plop for `plop.load('create-pyproject')`, because plop's own types are not a dependency. */
const PLOPFILE = `/** The second argument of \`plop.load('create-pyproject', …)\`. */
export interface PlopConfig {
    /** Sources of team packs, as after \`--pack\`; a relative folder is relative to the current directory. */
    readonly packs?: readonly string[];
}
/** Registers the generators with plop: \`plop.load('create-pyproject')\` in a plopfile. */
export default function plopfile(plop: object, config?: PlopConfig): Promise<void>;
`;

/** The compiler's output for the answers, whose type is inferred from the table. */
const INFERRED =
  /^import (?:type )?\{ type ProjectAnswers \} from .*\n|^export type Answers = Partial<ProjectAnswers>;\n/gm;

const typeOf = (option: Option): string => {
  if (option.type === 'choice')
    return Object.keys(option.choices)
      .map((choice) => `'${choice}'`)
      .join(' | ');
  return { flag: 'boolean', list: 'readonly string[]', text: 'string' }[option.type];
};

/** @param api build/src/entry/api.d.ts @throws {Error} when it imports types from another file */
export function declarations(api: string, options: OptionTable): string {
  const answers = Object.entries(options).map(
    ([name, option]) => `    readonly ${/^\w+$/.test(name) ? name : `'${name}'`}?: ${typeOf(option)};\n`,
  );
  const text = api.replace(INFERRED, (found) =>
    found.startsWith('import') ? '' : `export interface Answers {\n${answers.join('')}}\n`,
  );
  if (/^import |import\(|ProjectAnswers/m.test(text))
    throw new Error('src/entry/api.ts imports types from other files: declare them in it');
  return text.replace(/^export \{\};\n/m, '') + PLOPFILE;
}
