/** The table of a manifest's keys in docs/packs.md, from the form that checks manifests. */
import { md } from '../src/model/formats.js';
import { SHAPE } from '../src/packs/manifest.js';
import type { Shape } from '../src/packs/shape.js';

const TYPES: Readonly<Record<Shape['type'], string>> = {
  text: 'text',
  'yes or no': 'true or false',
  anything: 'any value',
  list: 'list',
  map: 'table',
  table: 'table',
  'one of': 'text, true or false, list',
};

function rowsOf(shape: Shape, key: string, required: boolean): string[][] {
  const type = shape.type === 'list' ? `list of ${TYPES[shape.of.type]}s` : TYPES[shape.type];
  const row =
    key === '' ? [] : [[`\`${key}\``, `${type}${required ? ', required' : ''}`, md(shape.help ?? '')]];
  if (shape.type === 'table')
    return [
      ...row,
      ...Object.entries(shape.keys).flatMap(([name, inner]) =>
        rowsOf(inner, key === '' ? name : `${key}.${name}`, shape.required.includes(name)),
      ),
    ];
  if (shape.type === 'map' && shape.of.type === 'table')
    return [...row, ...rowsOf(shape.of, `${key}.NAME`, false).slice(1)];
  if (shape.type === 'list' && shape.of.type === 'table')
    return [...row, ...rowsOf(shape.of, key, false).slice(1)];
  return row;
}

/** The table in Markdown. */
export function keysTable(): string {
  const rows = [['Key', 'Value', 'Meaning'], ...rowsOf(SHAPE, '', false)];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |\n`;
  const [head = [], ...body] = rows;
  return [head, widths.map((width) => '-'.repeat(width)), ...body].map(line).join('');
}
