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
