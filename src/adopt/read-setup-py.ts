/** Reads setup.py without running it: the literal arguments of its one call of setup(). */
import type { Reading } from './claim.js';
import { type Argument, PythonSource } from './python-literals.js';
import { claimsOfKeywords, type Keyword, type Keywords, keywordOf } from './setup-keywords.js';

const FILE = 'setup.py';

/** Calls of setuptools that are known without running them. */
const KNOWN_CALLS = new Set(['find_packages', 'find_namespace_packages']);

/** @returns the keywords, and what hides others: several calls, unpacked arguments, broken syntax */
export function keywordsOfSetup(source: string): {
  readonly keywords: Keywords;
  readonly remarks: readonly string[];
} {
  const python = new PythonSource(source);
  const calls = python.calls('setup');
  const remarks = python.brokenAt > 0 ? [`${FILE}:${python.brokenAt}: is no Python that can be read`] : [];
  const [call, more] = calls;
  if (!call) return { keywords: new Map(), remarks: [...remarks, `${FILE}: calls no setup()`] };
  if (more)
    return {
      keywords: new Map(),
      remarks: [...remarks, `${FILE}:${more.line}: calls setup() a second time`],
    };
  for (const other of call.others) remarks.push(`${FILE}:${call.line}: setup() also takes ${short(other)}`);
  const keywords = [...call.named].map(([name, argument]): [string, Keyword] => [
    keywordOf(name),
    name === 'version' ? version(argument, source) : keyword(argument),
  ]);
  return { keywords: new Map(keywords), remarks };
}

/** A version that is taken from a module: setuptools reads such an attribute by itself. */
function version(argument: Argument, source: string): Keyword {
  const plain = keyword(argument);
  if (plain.unread === undefined) return plain;
  const [, module, attribute] = /^(\w+)\.(\w+)$/.exec(argument.source) ?? [];
  if (module !== undefined && new RegExp(`^import ${module}\\s*(?:#.*)?$`, 'm').test(source))
    return { from: plain.from, attr: `${module}.${attribute}` };
  if (!/^\w+$/.test(argument.source)) return plain;
  const imported = new RegExp(`^from ([\\w.]+) import \\(?(?:\\w+, *)*${argument.source}\\b`, 'm').exec(
    source,
  )?.[1];
  return imported === undefined || imported.startsWith('.')
    ? plain
    : { from: plain.from, attr: `${imported}.${argument.source}` };
}

function keyword(argument: Argument): Keyword {
  const from = `${FILE}:${argument.line}`;
  if ('value' in argument) return argument.value === null ? { from } : { from, value: argument.value };
  if ('file' in argument) return { from, file: argument.file };
  if ('call' in argument && KNOWN_CALLS.has(argument.call.function)) return { from, call: argument.call };
  return { from, unread: short(argument.source) };
}

const short = (source: string): string => {
  const line = source.replace(/\s+/g, ' ');
  return line.length > 50 ? `${line.slice(0, 50)}…` : line;
};

/** The claims of setup.py. */
export function readSetupPy(source: string): Reading {
  const { keywords, remarks } = keywordsOfSetup(source);
  if (keywords.size === 0) return { claims: [], remarks };
  const read = claimsOfKeywords(keywords, FILE);
  return { claims: read.claims, remarks: [...remarks, ...read.remarks] };
}
