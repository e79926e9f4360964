/** The keywords of setuptools' setup(), whether setup.py or setup.cfg states them. */
import { claim, type Reading, strings } from './claim.js';
import type { Literal, LiteralCall } from './python-literals.js';
import { optional } from './read-pyproject.js';
import { claimsOf, type Stated } from './read-stated.js';

/** What a keyword is set to, and where. */
export interface Keyword {
  /** `setup.py:12` */
  readonly from: string;
  readonly value?: Literal;
  /** The text of this file. */
  readonly file?: string;
  /** The value of `module.attribute`. */
  readonly attr?: string;
  readonly call?: LiteralCall;
  /** What could not be read, as it is written. */
  readonly unread?: string;
}

export type Keywords = ReadonlyMap<string, Keyword>;

/** Names that setuptools takes for the same. */
const SAME: Readonly<Record<string, string>> = {
  home_page: 'url',
  summary: 'description',
  'home-page': 'url',
};

/** The keyword by which setuptools knows a name. */
export const keywordOf = (name: string): string => {
  const plain = name.replaceAll('-', '_');
  return SAME[plain] ?? plain;
};

const text = (keyword: Keyword | undefined): string | undefined =>
  typeof keyword?.value === 'string' ? keyword.value : undefined;

/** A list, which may be written as one string with an item a line. */
export function listOf(keyword: Keyword | undefined, separator = /\n/): readonly string[] | undefined {
  const value = keyword?.value;
  if (typeof value === 'string')
    return value
      .split(separator)
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'));
  return strings(value);
}

/** A table of strings. */
export function tableOf(keyword: Keyword | undefined): Readonly<Record<string, string>> | undefined {
  const value = keyword?.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')
    ? Object.fromEntries(entries)
    : undefined;
}

/** Groups of entry points: `{"console_scripts": ["x = y:z"]}`, or the text of an entry_points.txt. */
export function entryPoints(
  keyword: Keyword | undefined,
): ReadonlyMap<string, ReadonlyMap<string, string>> | undefined {
  const value = keyword?.value;
  const groups = new Map<string, Map<string, string>>();
  const add = (group: string, line: string): boolean => {
    const [, name, target] = /^\s*([^=]+?)\s*=\s*(.+?)\s*$/.exec(line) ?? [];
    if (name === undefined || target === undefined) return false;
    const entries = groups.get(group) ?? new Map<string, string>();
    groups.set(group, entries.set(name, target));
    return true;
  };
  if (typeof value === 'string') {
    let group = '';
    for (const line of value.split('\n')) {
      const [, heading] = /^\s*\[(.+)\]\s*$/.exec(line) ?? [];
      if (heading !== undefined) group = heading.trim();
      else if (line.trim() !== '' && !/^\s*[#;]/.test(line) && (group === '' || !add(group, line)))
        return undefined;
    }
    return groups;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  for (const [group, lines] of Object.entries(value as Readonly<Record<string, Literal>>)) {
    const all = listOf({ from: '', value: lines });
    if (!all?.every((line) => add(group, line))) return undefined;
  }
  return groups;
}

/** The claims that keywords make. */
export function claimsOfKeywords(keywords: Keywords, at: string): Reading {
  const scripts = entryPoints(keywords.get('entry_points'))?.get('console_scripts');
  const urls = {
    ...(text(keywords.get('url')) && { homepage: text(keywords.get('url')) ?? '' }),
    ...tableOf(keywords.get('project_urls')),
  };
  const [module, ...more] = [
    ...(listOf(keywords.get('py_modules')) ?? []),
    ...(listOf(keywords.get('packages')) ?? []).filter((name) => !name.includes('.')),
  ];
  const stated: Stated = optional({
    name: text(keywords.get('name')),
    description: text(keywords.get('description')),
    author: text(keywords.get('author')),
    email: text(keywords.get('author_email')),
    license: text(keywords.get('license')),
    classifiers: listOf(keywords.get('classifiers')),
    keywords: listOf(keywords.get('keywords'), /,|\s+/),
    requiresPython: text(keywords.get('python_requires')),
    dependencies: listOf(keywords.get('install_requires')),
    urls,
    scripts: scripts && [...scripts.keys()],
    module: more.length === 0 ? module : undefined,
  });
  const NAMES: Readonly<Partial<Record<keyof Stated, string>>> = {
    email: 'author_email',
    requiresPython: 'python_requires',
    dependencies: 'install_requires',
    urls: keywords.has('project_urls') ? 'project_urls' : 'url',
    scripts: 'entry_points',
    module: keywords.has('packages') ? 'packages' : 'py_modules',
  };
  const read = claimsOf(stated, (field) => keywords.get(NAMES[field] ?? field)?.from ?? at);
  const scm = keywords.get('use_scm_version') ?? keywords.get('use_vcs_version');
  const ownClaims = [
    ...claim('backend', 'setuptools', at),
    ...(scm && scm.value !== false ? claim('version-from', 'vcs', scm.from) : []),
  ];
  const remarks = [...keywords].flatMap(([name, { from, unread }]) =>
    unread === undefined ? [] : [`${from}: ${name} is no literal: ${unread}`],
  );
  const compiled =
    keywords.get('ext_modules') ?? keywords.get('cffi_modules') ?? keywords.get('rust_extensions');
  if (compiled)
    remarks.push(
      `${compiled.from}: compiles a module; the release workflow here builds no wheels with setuptools for that`,
    );
  return { claims: [...read.claims, ...ownClaims], remarks: [...read.remarks, ...remarks] };
}
