/** Checks version specifiers such as `>=1.2,!=1.4` (PEP 440). */

const PRE = /[-_.]?(?:alpha|a|beta|b|preview|pre|c|rc)(?:[-_.]?\d+)?/.source;
const POST = /-\d+|[-_.]?(?:post|rev|r)(?:[-_.]?\d+)?/.source;
const DEV = /[-_.]?dev(?:[-_.]?\d+)?/.source;
const LOCAL = /\+[a-z0-9]+(?:[-_.][a-z0-9]+)*/.source;

/** A version in any of its spellings. @see PEP 440, appendix B */
const VERSION = new RegExp(
  `^v?(?:\\d+!)?(?<release>\\d+(?:\\.\\d+)*)(?<suffix>(?:${PRE})?(?:${POST})?(?:${DEV})?)(?<local>${LOCAL})?$`,
  'i',
);

/** @throws {Error} that names the invalid clause */
export function checkSpecifier(text: string): void {
  if (text.trim() === '') return;
  for (const clause of text.split(',')) checkClause(clause.trim());
}

function checkClause(clause: string): void {
  const [, operator = '', operand = ''] = /^(~=|===?|!=|<=|>=|<|>)\s*(\S+)$/.exec(clause) ?? [];
  const isArbitrary = operator === '===';
  if (operator === '' || (isArbitrary && !/^[A-Za-z0-9.!+_-]+$/.test(operand)))
    throw new Error(
      `"${clause}" is not a version specifier${/^[=^~@]?\s*v?\d/.test(clause) ? ': write == or >=' : ''}`,
    );
  if (isArbitrary) return;
  const isExact = operator === '==' || operator === '!=';
  const isPrefix = isExact && operand.endsWith('.*');
  const version = isPrefix ? operand.slice(0, -2) : operand;
  const { release = '', suffix = '', local } = VERSION.exec(version)?.groups ?? {};
  if (release === '') throw new Error(`"${version}" is not a version`);
  if (local !== undefined && (!isExact || isPrefix))
    throw new Error(`"${clause}": a local version needs == or !=`);
  if (isPrefix && suffix !== '') throw new Error(`"${clause}": .* may follow release numbers only`);
  if (operator === '~=' && !release.includes('.'))
    throw new Error(`"${clause}": ~= needs two release numbers`);
}
