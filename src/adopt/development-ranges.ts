/** Ranges that a project states for its development: a manager locks them together with the standard's groups. */
import { parse } from 'smol-toml';
import { isTable, valueAt } from '../model/record.js';

type Table = Record<string, unknown>;

const tablesIn = (value: unknown): readonly Table[] =>
  isTable(value) ? Object.values(value).filter(isTable) : [];

/** What an item of a list names: a package, or another group. */
export const packageName = (item: unknown): string =>
  typeof item === 'string'
    ? item
        .toLowerCase()
        .replace(/[^\w.-].*$/s, '')
        .replace(/[-_.]+/g, '-')
    : JSON.stringify(item);

const hasRange = (requirement: string): boolean => /^[\w.-]+\s*(?:\[[^\]]*\])?\s*[<>=!~@(]/.test(requirement);

/** The packages of a document for whose versions its groups of development have a range. */
function ranged(document: Table): ReadonlySet<string> {
  const lists = [
    ...['dependency-groups', 'project.optional-dependencies', 'tool.pdm.dev-dependencies'].flatMap((name) =>
      Object.values((valueAt(document, name.split('.')) ?? {}) as Table),
    ),
    valueAt(document, ['tool', 'uv', 'dev-dependencies']),
  ];
  const poetry = valueAt(document, ['tool', 'poetry']);
  const tables = [
    ...tablesIn(valueAt(poetry, ['group'])).map((group) => group.dependencies),
    valueAt(poetry, ['dev-dependencies']),
  ];
  return new Set([
    ...lists
      .flat()
      .filter((item) => typeof item === 'string')
      .filter(hasRange)
      .map(packageName),
    ...tables
      .filter(isTable)
      .flatMap((table) => Object.entries(table).flatMap(([name, range]) => (range === '*' ? [] : [name])))
      .map(packageName),
  ]);
}

/**
 * The standard's text without its ranges for these packages in `[dependency-groups]`.
 * @param theirs the standard's text @param document the project's, parsed
 * @returns the text, and the requirements that have lost their range
 */
export function withoutRanges(
  theirs: string,
  document: Table,
): { readonly text: string; readonly requirements: readonly string[] } {
  const own = ranged(document);
  const groups = Object.values((valueAt(parse(theirs), ['dependency-groups']) ?? {}) as Table).flat();
  const requirements = [...new Set(groups)].filter(
    (item): item is string => typeof item === 'string' && hasRange(item) && own.has(packageName(item)),
  );
  const text = requirements.reduce(
    (before, one) =>
      before.replaceAll(JSON.stringify(one), JSON.stringify(/^[\w.-]+(\[[^\]]*\])?/.exec(one)?.[0])),
    theirs,
  );
  return { text, requirements };
}
