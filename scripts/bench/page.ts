/** Shows figures as rows of a Markdown table, each next to its target, and writes them to docs/performance.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../root.js';

export interface Row {
  readonly what: string;
  readonly node: string;
  readonly figure: string;
  readonly target: string;
}

const PAGE = path.join(ROOT, 'docs/performance.md');
const MARKS = ['<!-- figures -->', '<!-- /figures -->'] as const;

/** The date and the machine, without its name. */
export function circumstances(nodes: readonly string[]): string {
  const [cpu] = os.cpus();
  const machine = [
    `${os.cpus().length} × ${cpu?.model ?? os.arch()}`,
    `${os.type()} ${os.release()}`,
    `Node ${nodes.join(', ')}`,
  ];
  return `${new Date().toISOString().slice(0, 10)}; ${machine.join('; ')}`;
}

/** The table in Markdown. */
export function table(rows: readonly Row[]): string {
  const cells = [
    ['Measurement', 'Node', 'Figure', 'Target'],
    ...rows.map(({ what, node, figure, target }) => [what, node, figure, target]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[], fill = ' '): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), line(['', '', '', ''], '-'), ...body.map((row) => line(row))].join('\n');
}

/** Replaces the text between the markers of docs/performance.md. @throws {Error} when a marker is missing */
export function writePage(text: string): void {
  const page = readFileSync(PAGE, 'utf8');
  const [start, end] = [page.indexOf(MARKS[0]), page.indexOf(MARKS[1])];
  if (start < 0 || end < start) throw new Error(`${PAGE} has no markers ${MARKS.join(' and ')}`);
  writeFileSync(PAGE, `${page.slice(0, start)}${MARKS[0]}\n\n${text}\n\n${page.slice(end)}`);
}
