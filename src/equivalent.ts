/** The command that does without questions what an interactive run did with them. */
import { sh } from './formats.js';
import type { Draft, Machine, OptionTable } from './options.js';
import { drafts, type GivenAnswers } from './settle.js';

/** Only what differs from the default is written: the rest would say the same. */
export function equivalent(
  options: OptionTable,
  directory: string,
  answers: Draft,
  given: GivenAnswers,
  machine: Machine,
): string {
  const words = ['npm create pyproject@latest', sh(directory), '--', '--yes'];
  for (const name of Object.keys(options)) {
    const others = Object.fromEntries(Object.entries(given).filter(([other]) => other !== name));
    const standard = drafts(options, others, machine)[name];
    const value = answers[name];
    if (value === undefined || JSON.stringify(value) === JSON.stringify(standard)) continue;
    if (typeof value === 'boolean') words.push(value ? `--${name}` : `--no-${name}`);
    else
      for (const item of typeof value === 'string' ? [value] : value)
        words.push(item.startsWith('-') ? `--${name}=${sh(item)}` : `--${name} ${sh(item)}`);
  }
  return words.join(' ');
}
