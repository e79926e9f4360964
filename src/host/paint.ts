/** Colors for terminal output. */
import { styleText } from 'node:util';
import type { Host, Output } from './host.js';

export type Paint = (style: 'bold' | 'green' | 'red', text: string) => string;

/**
 * The color functions for `output`. `--color` and `--no-color` set environment variables, which libraries and child
 * processes also read.
 * @see https://no-color.org
 */
export function paint(host: Host, output: Output): Paint {
  const { NO_COLOR, FORCE_COLOR, TERM } = host.env;
  const on = FORCE_COLOR ? true : output.isTTY && !NO_COLOR && TERM !== 'dumb';
  return (style, text) => (on ? styleText(style, text, { validateStream: false }) : text);
}
