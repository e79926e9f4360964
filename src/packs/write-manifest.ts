/** Writes the manifest of a pack that is made from a project. */

import { tomlKey } from '../model/formats.js';
import { type Draft, NOBODY, type Value } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import type { PackFile } from './files.js';
import { MANIFEST } from './manifest.js';
import type { Gained } from './original.js';
import { noCounts, putBack } from './put-back.js';
import { tomlValue } from './toml-changes.js';
import { namesOf } from './words.js';

/** What a manifest says of the pack itself. */
export interface About {
  readonly name: string;
  /** Of create-pyproject. */
  readonly version: string;
  /** The part of the pack's own; undefined if it has no file. */
  readonly ownPart: string | undefined;
}

/**
 * The answers of a project that are no defaults, and no line of text: those are its name, its author and the like.
 * A list that holds the project's name is left out too, with a note.
 */
function choices({ options }: Pack, answers: Draft, notes: string[]): [string, Value][] {
  return Object.entries(options).flatMap(([name, option]): [string, Value][] => {
    const value = answers[name];
    if (option.type === 'text' || value === undefined) return [];
    if (JSON.stringify(value) === JSON.stringify(option.standard(answers, NOBODY))) return [];
    const counts = noCounts();
    if (Array.isArray(value)) for (const item of value) putBack(String(item), namesOf(answers), counts, true);
    if (counts.put.size === 0) return [[name, value]];
    notes.push(`the answer ${name} has the project's name in it, and is no default of the pack`);
    return [];
  });
}

/** The manifest as a file. Its notes go to what was gained. */
export function manifestFile(
  { name, version, ownPart }: About,
  base: Pack,
  answers: Draft,
  { remove, toml, notes }: Gained,
): PackFile {
  const chosen = choices(base, answers, notes);
  const blocks = [
    [
      `name = ${tomlValue(name)}`,
      'version = "0.1.0"',
      `description = "what a project has beyond create-pyproject ${version}"`,
      `requires = ${tomlValue(`>=${version}`)}`,
      ...(remove.size > 0 ? [`remove = ${tomlValue([...remove].sort())}`] : []),
    ],
    ...(chosen.length > 0
      ? [['[answers]', ...chosen.map(([key, value]) => `${tomlKey(key)} = ${tomlValue(value)}`)]]
      : []),
    ...(ownPart === undefined ? [] : [['[[parts]]', `name = ${tomlValue(ownPart)}`]]),
    ...toml.map((text) => [text]),
  ];
  const text = blocks.map((lines) => lines.join('\n')).join('\n\n');
  return { path: MANIFEST, bytes: Buffer.from(`${text}\n`, 'utf8'), executable: false };
}
