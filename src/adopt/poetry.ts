/** Turns Poetry's version constraints into ranges that every tool reads (PEP 440). */

/** @returns the requirement, or undefined for one that no index can give: git, path, url */
export function poetryRequirement(name: string, value: unknown): string | undefined {
  if (typeof value === 'string') return joined(name, [], value, undefined);
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return undefined;
  const { version, extras, markers, python, ...rest } = value as Record<string, unknown>;
  if (typeof version !== 'string') return undefined;
  if (['git', 'path', 'url', 'file', 'source'].some((key) => key in rest && key !== 'source'))
    return undefined;
  const also = [
    ...(typeof python === 'string' ? pythonMarkers(python) : []),
    ...(typeof markers === 'string' ? [markers] : []),
  ];
  const list = Array.isArray(extras) ? extras.filter((extra) => typeof extra === 'string') : [];
  const marker =
    also.length > 1 ? also.map((one) => (/\bor\b/.test(one) ? `(${one})` : one)).join(' and ') : also[0];
  return joined(name, list, version, marker);
}

function joined(
  name: string,
  extras: readonly string[],
  constraint: string,
  marker: string | undefined,
): string | undefined {
  const range = pep440(constraint);
  if (range === undefined) return undefined;
  const list = extras.length > 0 ? `[${extras.join(',')}]` : '';
  return `${name}${list}${range}${marker ? `; ${marker}` : ''}`;
}

function pythonMarkers(constraint: string): string[] {
  const range = pep440(constraint);
  if (range === undefined || range === '') return [];
  return range.split(',').map((one) => one.replace(/^(>=|<=|==|!=|~=|>|<)(.*)$/, 'python_version $1 "$2"'));
}

/** `^1.2` -> `>=1.2,<2`; undefined for alternatives, which PEP 440 has not. @see https://python-poetry.org/docs/dependency-specification/ */
export function pep440(constraint: string): string | undefined {
  const text = constraint.trim();
  if (text === '*' || text === '') return '';
  if (text.includes('||') || /\s\|\s/.test(text)) return undefined;
  const parts = text
    .replace(/([<>=!~^])\s+/g, '$1')
    .split(/[\s,]+/)
    .filter((part) => part !== '');
  const ranges = parts.map(one);
  return ranges.includes(undefined) ? undefined : ranges.join(',');
}

function one(part: string): string | undefined {
  const [, operator = '', version = ''] = /^(\^|~=|~|>=|<=|==|!=|>|<|=)?v?([\w.*+!-]+)$/.exec(part) ?? [];
  if (version === '') return undefined;
  const numbers = /^\d+(\.\d+)*/.exec(version)?.[0].split('.').map(Number) ?? [];
  switch (operator) {
    case '^': {
      if (numbers.length === 0) return undefined;
      const first = numbers.findIndex((number) => number > 0);
      const at = first < 0 ? numbers.length - 1 : first;
      return `>=${version},<${[...numbers.slice(0, at), (numbers[at] ?? 0) + 1].join('.')}`;
    }
    case '~': {
      if (numbers.length === 0) return undefined;
      const at = numbers.length > 1 ? 1 : 0;
      return `>=${version},<${[...numbers.slice(0, at), (numbers[at] ?? 0) + 1].join('.')}`;
    }
    case '':
    case '=':
      return `==${version}`;
    default:
      return `${operator}${version}`;
  }
}
