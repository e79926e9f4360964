/** Reads setup.cfg, with which setuptools is configured without code. */
import type { Reading } from './claim.js';
import { type Ini, type IniValue, linesOf, parseIni } from './ini.js';
import type { Literal } from './python-literals.js';
import { claimsOfKeywords, type Keyword, type Keywords, keywordOf } from './setup-keywords.js';

const FILE = 'setup.cfg';

/** Values with one item a line, or with commas. @see https://setuptools.pypa.io/en/latest/userguide/declarative_config.html */
const LISTS = new Set(
  'classifiers install_requires keywords license_files packages platforms provides py_modules scripts setup_requires tests_require obsoletes namespace_packages eager_resources dependency_links'.split(
    ' ',
  ),
);
const TABLES = new Set(['project_urls', 'package_dir']);
/** Values in which a comma belongs to an item. */
const BY_LINE = new Set([
  'install_requires',
  'setup_requires',
  'tests_require',
  'classifiers',
  'dependency_links',
]);

/** The keywords of setup() that the file states, and other remarks. */
export function keywordsOfCfg(source: string): { readonly keywords: Keywords; readonly ini: Ini } {
  const ini = parseIni(source);
  const keywords = new Map<string, Keyword>();
  for (const section of ['metadata', 'options'])
    for (const [key, value] of ini.sections.get(section) ?? []) {
      const name = keywordOf(key);
      keywords.set(name === 'license_file' ? 'license_files' : name, keyword(name, value));
    }
  const sections: readonly (readonly [section: string, keyword: string])[] = [
    ['options.entry_points', 'entry_points'],
    ['options.extras_require', 'extras_require'],
    ['options.package_data', 'package_data'],
    ['options.exclude_package_data', 'exclude_package_data'],
    ['options.data_files', 'data_files'],
  ];
  for (const [section, name] of sections) {
    const found = ini.sections.get(section);
    if (!found || found.size === 0) continue;
    const isData = name.endsWith('data');
    const value = Object.fromEntries(
      [...found].map(([key, one]): [string, Literal] => [
        isData && key === '*' ? '' : key,
        isData ? linesOf(one).flatMap((line) => line.split(/\s*,\s*/)) : linesOf(one),
      ]),
    );
    keywords.set(name, { from: `${FILE}:${[...found.values()][0]?.line ?? 0}`, value });
  }
  const find = keywords.get('packages');
  const where = ini.sections.get('options.packages.find');
  if (find?.call && where) {
    const named = Object.fromEntries(
      [...where].map(([key, one]): [string, Literal] => [key, key === 'where' ? one.text : linesOf(one)]),
    );
    keywords.set('packages', { ...find, call: { ...find.call, named } });
  }
  return { keywords, ini };
}

function keyword(name: string, value: IniValue): Keyword {
  const from = `${FILE}:${value.line}`;
  const { text } = value;
  const [, directive, rest = ''] = /^(file|attr):\s*(.*)$/s.exec(text) ?? [];
  if (directive === 'file')
    return /[,\n]/.test(rest.trim())
      ? { from, unread: text.replace(/\s+/g, ' ') }
      : { from, file: rest.trim() };
  if (directive === 'attr') return { from, attr: rest.trim() };
  const [, find] = /^(find|find_namespace):\s*$/.exec(text) ?? [];
  if (name === 'packages' && find !== undefined)
    return {
      from,
      call: {
        function: find === 'find' ? 'find_packages' : 'find_namespace_packages',
        positional: [],
        named: {},
      },
    };
  if (TABLES.has(name)) {
    const entries = linesOf(value).map((line) => line.split(/\s*=\s*(.*)/s));
    return {
      from,
      value: Object.fromEntries(entries.map(([key = '', target = '']) => [key.trim(), target.trim()])),
    };
  }
  if (name === 'license_file') return { from, value: [text] };
  if (LISTS.has(name)) {
    const lines = linesOf(value);
    return {
      from,
      value: lines.length > 1 || BY_LINE.has(name) ? lines : lines.flatMap((line) => line.split(/\s*,\s*/)),
    };
  }
  if (/^(true|false|yes|no|on|off|1|0)$/i.test(text) && /^(include_package_data|zip_safe)$/.test(name))
    return { from, value: /^(true|yes|on|1)$/i.test(text) };
  return { from, value: text };
}

/** The claims of setup.cfg. */
export function readSetupCfg(source: string): Reading {
  const { keywords, ini } = keywordsOfCfg(source);
  const remarks = ini.unread.slice(0, 3).map((line) => `${FILE}:${line}: is no line of a configuration file`);
  if (keywords.size === 0) return { claims: [], remarks };
  const read = claimsOfKeywords(keywords, FILE);
  return { claims: read.claims, remarks: [...read.remarks, ...remarks] };
}
