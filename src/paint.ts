/** Colours, where they are wanted. */
import { styleText } from 'node:util';
import type { Host } from './host.js';

export type Paint = (style: 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan', text: string) => string;

/**
 * @param wanted --color or --no-color; undefined when neither was given
 * @see https://no-color.org
 */
export function paint(host: Host, wanted: boolean | undefined): Paint {
  const on = wanted ?? (host.out.isTTY && !host.env.NO_COLOR && host.env.TERM !== 'dumb');
  return (style, text) => (on ? styleText(style, text) : text);
}
