/** Versions and specifiers such as `>=1.2,!=1.4` (PEP 440), decided as `packaging` does. */

/** A version in its parts; `publicKey` sorts absent ones where PEP 440 wants them. */
export interface Version {
  readonly epoch: number;
  readonly release: readonly number[];
  /** `['a' | 'b' | 'rc', n]` */
  readonly pre: readonly [string, number] | undefined;
  readonly post: number | undefined;
  readonly dev: number | undefined;
  readonly local: readonly (number | string)[];
}

type Operator = '~=' | '==' | '!=' | '<=' | '>=' | '<' | '>' | '===';

/** One clause of a specifier. `prefix` is `==1.2.*` or `!=1.2.*`; `version` is absent only for `===`. */
interface Clause {
  readonly operator: Operator;
  readonly text: string;
  readonly version: Version | undefined;
  readonly prefix: boolean;
}

const VERSION = new RegExp(
  [
    /^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)/,
    /(?:[-_.]?(?<preName>alpha|a|beta|b|preview|pre|c|rc)(?:[-_.]?(?<preNumber>\d+))?)?/,
    /(?<post>-(?<postBare>\d+)|[-_.]?(?:post|rev|r)(?:[-_.]?(?<postNumber>\d+))?)?/,
    /(?<dev>[-_.]?dev(?:[-_.]?(?<devNumber>\d+))?)?/,
    /(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/,
  ]
    .map((part) => part.source)
    .join(''),
  'i',
);
const PRE: Readonly<Record<string, string>> = { alpha: 'a', beta: 'b', c: 'rc', pre: 'rc', preview: 'rc' };

/** Reads a PEP 440 version in any of its spellings. @throws Error when it is not one. */
export function parseVersion(text: string): Version {
  const part = VERSION.exec(text)?.groups;
  if (!part) throw new Error(`"${text}" is not a version`);
  const pre = part.preName?.toLowerCase();
  return {
    epoch: Number(part.epoch ?? 0),
    release: (part.release ?? '').split('.').map(Number),
    pre: pre ? [PRE[pre] ?? pre, Number(part.preNumber ?? 0)] : undefined,
    post: part.post ? Number(part.postBare ?? part.postNumber ?? 0) : undefined,
    dev: part.dev ? Number(part.devNumber ?? 0) : undefined,
    local: part.local
      ? part.local
          .toLowerCase()
          .split(/[-_.]/)
          .map((s) => (/^\d+$/.test(s) ? Number(s) : s))
      : [],
  };
}

type Key = readonly (number | string)[];

/** Compares item by item; a number sorts after a text, as in local versions; the shorter list first. */
function compareKeys(a: Key, b: Key): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [x, y] = [a[i], b[i]];
    if (x === y) continue;
    if (x === undefined) return -1;
    if (y === undefined) return 1;
    if (typeof x !== typeof y) return typeof x === 'number' ? 1 : -1;
    return x < y ? -1 : 1;
  }
  return 0;
}

/** Negative, zero or positive as release `a` is older than, equal to or newer than `b`; `3.1` is `3.1.0`. */
export function compareReleases(a: readonly number[], b: readonly number[]): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = (a[i] ?? 0) - (b[i] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

function publicKey({ epoch, release, pre, post, dev }: Version): Key[] {
  const last = release.findLastIndex((n) => n !== 0);
  // Without a pre-release part, 1.0.dev1 sorts before 1.0a1, but 1.0 and 1.0.post1 sort after 1.0rc1.
  const onlyDev = pre === undefined && post === undefined && dev !== undefined;
  return [
    [epoch],
    release.slice(0, last + 1),
    pre ?? [onlyDev ? '' : 'z', 0],
    [post ?? -1],
    [dev ?? Infinity],
  ];
}

/** Negative, zero or positive as `a` is older than, equal to or newer than `b`. */
export function compareVersions(a: Version, b: Version): number {
  const [left, right] = [
    [...publicKey(a), a.local],
    [...publicKey(b), b.local],
  ];
  return left.map((key, i) => compareKeys(key, right[i] ?? [])).find((order) => order !== 0) ?? 0;
}

/** Reads a comma-separated specifier; '' has no clause. @throws Error with the clause that is wrong. */
export function parseSpecifier(text: string): readonly Clause[] {
  if (text.trim() === '') return [];
  return text.split(',').map((item) => {
    const clause = item.trim();
    const match = /^(~=|===?|!=|<=|>=|<|>)\s*(\S+)$/.exec(clause);
    const [, operator, operand] = match ?? [];
    if (!operator || !operand)
      throw new Error(
        `"${clause}" is not a version specifier${/^[=^~@]?\s*v?\d/.test(clause) ? ': write == or >=' : ''}`,
      );
    if (operator === '===') {
      if (!/^[A-Za-z0-9.!+_-]+$/.test(operand)) throw new Error(`"${clause}" is not a version specifier`);
      return { operator, text: operand, version: undefined, prefix: false };
    }
    const exact = operator === '==' || operator === '!=';
    const prefix = exact && operand.endsWith('.*');
    const version = parseVersion(prefix ? operand.slice(0, -2) : operand);
    if (version.local.length > 0 && (!exact || prefix))
      throw new Error(`"${clause}": a local version needs == or !=`);
    if (prefix && (version.pre ?? version.post ?? version.dev) !== undefined)
      throw new Error(`"${clause}": .* may follow release numbers only`);
    if (operator === '~=' && version.release.length < 2)
      throw new Error(`"${clause}": ~= needs two release numbers`);
    return { operator: operator as Operator, text: operand, version, prefix };
  });
}

const bare = (v: Version): Version => ({ ...v, local: [] });
const isPre = (v: Version): boolean => v.pre !== undefined || v.dev !== undefined;

function hasPrefix(version: Version, epoch: number, release: readonly number[]): boolean {
  return version.epoch === epoch && release.every((n, i) => (version.release[i] ?? 0) === n);
}

function admits(clause: Clause, version: Version, text: string): boolean {
  const wanted = clause.version;
  if (!wanted) return clause.text.toLowerCase() === text.toLowerCase();
  const order = compareVersions(bare(version), wanted);
  switch (clause.operator) {
    case '==':
    case '!=': {
      const compared = wanted.local.length > 0 ? compareVersions(version, wanted) : order;
      const equal = clause.prefix ? hasPrefix(version, wanted.epoch, wanted.release) : compared === 0;
      return equal === (clause.operator === '==');
    }
    case '~=':
      return order >= 0 && hasPrefix(version, wanted.epoch, wanted.release.slice(0, -1));
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    // `<2` admits no 2.0rc1 either, and `>2` no 2.0.post1: PEP 440, exclusive ordered comparison.
    case '<':
      return compareVersions(bare(version), isPre(wanted) ? wanted : { ...wanted, dev: 0 }) < 0;
    default: {
      const postOf =
        version.post === undefined || wanted.post !== undefined
          ? version
          : { ...version, post: undefined, dev: undefined };
      return order > 0 && (postOf === version || compareVersions(bare(postOf), wanted) !== 0);
    }
  }
}

/** Whether `version` meets every clause. A pre-release is judged like any other version. */
export function satisfies(version: string, specifier: string): boolean {
  const parsed = parseVersion(version);
  return parseSpecifier(specifier).every((clause) => admits(clause, parsed, version));
}
