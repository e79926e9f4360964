/** Replacements in the bundle for modules that a run does not need, or already has. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, VERSION } from '../../src/entry/package.js';

/** One module that is replaced wherever `within` imports it. */
export interface Redirect {
  /** The specifier as written. */
  readonly from: string;
  /** The package or file whose imports are meant: how the importer's path begins, "/"-separated. */
  readonly within: string;
  /** Source of the replacement. */
  readonly code: string;
  readonly why: string;
}

/** Node's path module, without its default export: `posix` or `win32` is the machine's own. */
const PATH = `
  import { join, posix, win32 } from 'node:path';
  export { join };
  export default process.platform === 'win32' ? win32 : posix;
`;
const COPIES =
  'a default import copies every function of the module, by code that would be in a file of its own';

/** Source of the replacement for src/entry/package.ts. */
export const VERSION_MODULE = `export const VERSION = ${JSON.stringify(VERSION)};`;

/** The bin has its own copies: `--help` and `--version` load no other file. */
const OWN = 'a copy, since a file of its own takes a third of a millisecond';

export const REDIRECTS: readonly Redirect[] = [
  {
    from: '../host/node-output.js',
    within: 'build/src/entry/main.js',
    code: readFileSync(path.join(ROOT, 'build/src/host/node-output.js'), 'utf8'),
    why: OWN,
  },
  {
    from: './package.js',
    within: 'build/src/entry/told.js',
    code: VERSION_MODULE,
    why: OWN,
  },
  {
    from: 'inquirer',
    within: 'build/src/cli/questions.js',
    code: [
      "import confirm from '@inquirer/confirm';",
      "import input from '@inquirer/input';",
      "import select from '@inquirer/select';",
      'const kinds = { confirm, input, select };',
      'const prompt = async ([{ type, name, ...question }]) => ({ [name]: await kinds[type](question) });',
      'export default { prompt };',
    ].join('\n'),
    why: 'three kinds are asked, one question at a time: its runner of many is not needed, and its editor brings half a megabyte of encodings',
  },
  ...[
    { from: 'node:path', within: 'node_modules/@inquirer/' },
    { from: 'node:path', within: 'build/' },
  ].map((place) => ({ ...place, code: PATH, why: COPIES })),
  {
    from: '@inquirer/figures',
    within: 'node_modules/@inquirer/',
    code: [
      'const { CI, WT_SESSION, TERM, TERM_PROGRAM, TERMINAL_EMULATOR } = process.env;',
      "const known = CI || WT_SESSION || TERM_PROGRAM === 'vscode' || TERMINAL_EMULATOR === 'JetBrains-JediTerm';",
      "const onWindows = known || TERM === 'xterm-256color' || TERM === 'alacritty';",
      "const plain = process.platform === 'win32' ? !onWindows : TERM === 'linux';",
      "export default { line: '\u2500', tick: plain ? '\u221a' : '\u2714', pointer: plain ? '>' : '\u276f' };",
    ].join('\n'),
    why: 'of its hundreds of symbols three are shown',
  },
  {
    from: 'signal-exit',
    within: 'node_modules/@inquirer/',
    code: [
      'export function onExit(handler) {',
      '  const heard = (code) => handler(code, null);',
      "  process.once('exit', heard);",
      "  return () => process.off('exit', heard);",
      '}',
    ].join('\n'),
    why: 'signals are heard by the host, or end the process as they do',
  },
];
