/** Runs the real command in a pseudo-terminal and returns the screen at its end. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';

/** Consecutive characters with the same style. */
export interface Span {
  readonly text: string;
  /** ANSI color 0-15, or undefined for the terminal's default. */
  readonly color: number | undefined;
  readonly bold: boolean;
  readonly dim: boolean;
}

export type Line = readonly Span[];

export const COLUMNS = 96;
const ROWS = 120;

/** The expected prompts, in order. Each is answered with Enter, which accepts the default. */
const QUESTIONS = [
  'Kind',
  'Package manager',
  'Build backend',
  'License',
  'Lowest supported Python',
  'Dockerfile',
  'Description',
  'Install',
  'Write these',
];

/** @param bin the path of the built command @returns the lines of the screen, without empty lines at the end */
export async function record(bin: string): Promise<Line[]> {
  const home = mkdtempSync(path.join(tmpdir(), 'picture-'));
  // A git identity makes the first commit possible. It is invented, so that the picture shows no real name.
  writeFileSync(path.join(home, '.gitconfig'), '[user]\n\tname = You\n\temail = you@example.org\n');
  const terminal = new headless.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
  try {
    await new Promise<void>((resolve, reject) => {
      const child = spawn(process.execPath, [bin, 'my-app'], {
        cols: COLUMNS,
        rows: ROWS,
        cwd: home,
        env: {
          PATH: process.env.PATH ?? '',
          HOME: home,
          TERM: 'xterm-256color',
          GIT_CONFIG_NOSYSTEM: '1',
          LANG: 'C.UTF-8',
        },
      });
      const waiting = [...QUESTIONS];
      let seen = '';
      child.onData((data) => {
        terminal.write(data);
        seen += data;
        const at = waiting[0] === undefined ? -1 : seen.indexOf(`${waiting[0]}`);
        if (at < 0) return;
        waiting.shift();
        seen = '';
        child.write('\r');
      });
      child.onExit(({ exitCode }) =>
        exitCode === 0 ? resolve() : reject(new Error(`the session ended with exit code ${exitCode}`)),
      );
    });
    await new Promise<void>((resolve) => terminal.write('', resolve));
    return screen(terminal);
  } finally {
    terminal.dispose();
    rmSync(home, { recursive: true, force: true });
  }
}

function screen(terminal: InstanceType<typeof headless.Terminal>): Line[] {
  const lines: Line[] = [];
  const buffer = terminal.buffer.active;
  for (let y = 0; y < buffer.length; y += 1) {
    const row = buffer.getLine(y);
    const spans: Span[] = [];
    for (let x = 0; row && x < COLUMNS; x += 1) {
      const cell = row.getCell(x);
      const text = cell?.getChars() || ' ';
      const color = cell?.isFgPalette() ? cell.getFgColor() : undefined;
      const look = {
        color,
        bold: Boolean(cell?.isBold()),
        dim: Boolean(cell?.isDim()),
      };
      const last = spans.at(-1);
      if (last && last.color === look.color && last.bold === look.bold && last.dim === look.dim)
        spans[spans.length - 1] = { ...last, text: last.text + text };
      else spans.push({ text, ...look });
    }
    lines.push(trimmed(spans));
  }
  while (lines.at(-1)?.length === 0) lines.pop();
  return lines;
}

/** Removes trailing blanks. */
function trimmed(spans: Span[]): Line {
  const rest = [...spans];
  for (let last = rest.at(-1); last; last = rest.at(-1)) {
    rest.pop();
    const text = last.text.trimEnd();
    if (text !== '') return [...rest, { ...last, text }];
  }
  return rest;
}
