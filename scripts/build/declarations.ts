/** The library's types: the compiler's output for src/entry/api.ts, with the answers spelled out from the option table. */
import type { Option, OptionTable } from '../../src/model/options.js';

/** For `plop.load('create-pyproject')`; plop's own types are not installed with this package. */
const PLOPFILE = `/** Registers the generator with plop: \`plop.load('create-pyproject')\` in a plopfile. */
export default function plopfile(plop: object): void;
`;

/** What the compiler writes for the answers, which are inferred from the table. */
const INFERRED =
  /^import (?:type )?\{ type ProjectAnswers \} from .*\n|^export type Answers = Partial<ProjectAnswers>;\n/gm;

const typeOf = (option: Option): string => {
  if (option.type === 'choice')
    return Object.keys(option.choices)
      .map((choice) => `'${choice}'`)
      .join(' | ');
  return { flag: 'boolean', list: 'readonly string[]', text: 'string' }[option.type];
};

/** @param api build/src/entry/api.d.ts @throws {Error} when it needs the types of another file */
export function declarations(api: string, options: OptionTable): string {
  const answers = Object.entries(options).map(
    ([name, option]) => `    readonly ${name}?: ${typeOf(option)};\n`,
  );
  const text = api.replace(INFERRED, (found) =>
    found.startsWith('import') ? '' : `export interface Answers {\n${answers.join('')}}\n`,
  );
  if (/^import |import\(|ProjectAnswers/m.test(text))
    throw new Error('src/entry/api.ts shows types of other files: declare them in it');
  return text.replace(/^export \{\};\n/m, '') + PLOPFILE;
}
