/** Parses PEP 508 requirements, and refuses those that a generated project cannot depend on. */
import { parseSpecifier } from './version.js';

export interface Requirement {
  /** Normalised: `My_Package` is `my-package`. */
  readonly name: string;
  readonly extras: readonly string[];
  /** '' is any version. */
  readonly specifier: string;
  readonly marker: string | undefined;
}

const NAME = '[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?';
const HEAD = new RegExp(`^(${NAME})\\s*(?:\\[\\s*((?:${NAME}(?:\\s*,\\s*${NAME})*)?)\\s*\\])?\\s*`);

/** PEP 508 has a place for them, `NAME @ URL`. They have none here: docs/decisions/004-no-direct-references.md. */
const NO_URL =
  'URLs are refused: PyPI takes no package that depends on one, and the locks need a hash, which no commit of git has; give a range of releases, publish the fork to an index, or copy its code into the project';

/** A requirement that is, or has behind its name, a URL or an address of git. */
const URL_FORM = /^(?:[a-z][a-z0-9+.-]*:\/\/|[\w.-]+\s*(?:\[[^\]]*\]\s*)?@(?!\s*v?\d[\w.]*$))/i;

/** Reads one requirement. @throws Error with the reason when it is invalid, or not safe to write. */
export function parseRequirement(text: string): Requirement {
  if (/[^\x20-\x7e\t]/.test(text)) throw new Error('it has a character that is not printable ASCII');
  const trimmed = text.trim();
  if (URL_FORM.test(trimmed)) throw new Error(NO_URL);
  const [head, name, extras = ''] = HEAD.exec(trimmed) ?? [];
  if (!head || !name) throw new Error('it does not begin with a package name');
  const rest = trimmed.slice(head.length);
  const list = extras ? extras.split(',').map((extra) => normalize(extra.trim())) : [];
  const [, listed = '', marker] = /^([^;]*)(?:;(.*))?$/.exec(rest) ?? [];
  const specifier = listed
    .trim()
    .replace(/^\((.*)\)$/, '$1')
    .trim();
  parseSpecifier(specifier);
  return {
    name: normalize(name),
    extras: [...new Set(list)].sort(),
    specifier,
    marker: marker === undefined ? marker : checkMarker(marker),
  };
}

/** A distribution's name as registries compare it (PEP 503). */
export function normalize(name: string): string {
  return name.replace(/[-_.]+/g, '-').toLowerCase();
}

const VARIABLES = [
  'implementation_name',
  'implementation_version',
  'os_name',
  'platform_machine',
  'platform_python_implementation',
  'platform_release',
  'platform_system',
  'platform_version',
  'python_full_version',
  'python_version',
  'sys_platform',
];
const TOKEN =
  /\s*(?:(?<value>'[^']*'|"[^"]*")|(?<operator>~=|===?|!=|<=|>=|<|>)|(?<bracket>[()])|(?<word>[a-z_]+))\s*/y;

interface Token {
  readonly type: string;
  readonly text: string;
}

/** Checks the grammar of PEP 508, for variables that mean something in a project's own dependencies (not `extra`). */
function checkMarker(text: string): string {
  const tokens = tokenise(text);
  let next = 0;
  const take = (...texts: string[]): boolean => {
    const found = texts.includes(tokens[next]?.text ?? '');
    if (found) next++;
    return found;
  };
  const fail = (): never => {
    throw new Error(`its marker is wrong at "${tokens[next]?.text ?? 'the end'}"`);
  };
  const side = (): Token => {
    const token = tokens[next++];
    if (token?.type === 'value' || (token?.type === 'word' && VARIABLES.includes(token.text))) return token;
    next--;
    return fail();
  };
  const comparison = (): void => {
    if (take('(')) {
      alternatives();
      if (!take(')')) fail();
      return;
    }
    const left = side();
    if (tokens[next]?.type === 'operator') next++;
    else if (take('not') ? !take('in') : !take('in')) fail();
    if (left.type === side().type) throw new Error('its marker must compare a variable with a quoted value');
  };
  const alternatives = (): void => {
    do comparison();
    while (take('and', 'or'));
  };
  alternatives();
  if (next < tokens.length) fail();
  return text.trim();
}

function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(text)?.groups;
    if (!groups) throw new Error(`its marker is wrong at "${text.slice(at).trim()}"`);
    const [type = '', found = ''] = Object.entries(groups).find(([, value]) => value !== undefined) ?? [];
    tokens.push({ type, text: found });
  }
  return tokens;
}
