/** Renders a terminal's screen as SVG, and extracts the text of such an SVG. */
import type { Line, Span } from './record.js';

const COLORS = [
  '#24292f',
  '#ff7b72',
  '#7ee787',
  '#e3b341',
  '#79c0ff',
  '#d2a8ff',
  '#76e3ea',
  '#c9d1d9',
  '#8b949e',
];
const WIDTH = 7.8;
const HEIGHT = 17;
const MARGIN = 14;

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function span({ text, color, bold, dim }: Span): string {
  const fill = color === undefined ? '' : ` fill="${COLORS[color] ?? COLORS[color - 8] ?? COLORS[7]}"`;
  return `<tspan${fill}${bold ? ' font-weight="bold"' : ''}${dim ? ' opacity="0.7"' : ''}>${escapeXml(text)}</tspan>`;
}

/** @param command shown as typed on the first line */
export function svg(command: string, lines: readonly Line[], columns: number): string {
  const prompt: Line = [
    { text: '$ ', color: 8, bold: false, dim: false },
    { text: command, color: undefined, bold: true, dim: false },
  ];
  const all = [prompt, ...lines];
  const width = Math.ceil(columns * WIDTH + 2 * MARGIN);
  const height = all.length * HEIGHT + 2 * MARGIN;
  const rows = all.map(
    (line, y) => `<text x="${MARGIN}" y="${MARGIN + (y + 1) * HEIGHT - 4}">${line.map(span).join('')}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="A session of create-pyproject">`,
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
    `<g xml:space="preserve" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13" fill="#c9d1d9">`,
    ...rows,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** The text of an SVG made by `svg`, one line per row. Seconds become 0.0, because they differ between runs. */
export function textOf(picture: string): string[] {
  return [...picture.matchAll(/<text[^>]*>(.*)<\/text>/g)].map(([, inner = '']) =>
    inner
      .replace(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
      .replace(/\(\d+\.\d s\)/, '(0.0 s)'),
  );
}
