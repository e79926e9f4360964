/** Turns parts and answers into a checked list of files. Pure: no disk, no clock, no machine. */
import { UserError } from '../model/errors.js';
import type { Draft } from '../model/options.js';
import {
  activeParts,
  type Context,
  type Edit,
  type Pack,
  type Present,
  type Template,
  uniteFacts,
} from '../model/pack.js';
import { RECORD } from '../model/paths.js';
import { writeRecord } from '../model/record.js';
import { check, DEFECT } from './check.js';
import { type Joined, join, type Piece } from './join.js';
import { lineOf } from './places.js';
import { type Render, rendererFor } from './render.js';

export interface PlannedFile {
  /** "/"-separated, relative to the project. */
  readonly path: string;
  readonly content: string;
  /** The bytes of a file that is copied, which need not be a text. */
  readonly bytes?: Uint8Array | undefined;
  readonly mode: '0644' | '0755';
  /** Whether an existing file of this name stays, if somebody has changed it. */
  readonly seed?: boolean | undefined;
  /** The text of the existing file that it was made from, and replaces. */
  readonly madeFrom?: string | undefined;
  /** The parts that it comes from. */
  readonly from: readonly string[];
}

export interface Plan {
  readonly answers: Draft;
  readonly context: Context;
  /** Sorted by path. */
  readonly files: readonly PlannedFile[];
  /** Names of existing files that are kept instead of planned ones. */
  readonly kept: readonly string[];
  readonly notes: readonly string[];
  /** Notes about remaining work, unless the project is set up. */
  readonly pending: readonly string[];
}

/** @throws {@link UserError} E_PACK when the template names something unknown */
function fill(template: Template, render: Render, context: Context): Piece {
  const { part, file, bytes, executable, source } = template;
  let isPath = true;
  try {
    const path = render(template.path, context);
    isPath = false;
    return { part, path, text: render(template.content, context), bytes, executable };
  } catch (error) {
    const line = isPath ? undefined : lineOf(error as Error);
    const place = `${source ?? `${part}/${file}`}${line === undefined ? '' : `:${line}`}`;
    const hint = source === undefined ? DEFECT : 'correct the pack';
    throw new UserError('E_PACK', `${place}: ${(error as Error).message}`, hint);
  }
}

const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);

/** The files after the pack's changes. @throws {@link UserError} E_PACK that names the file */
const edited = (files: readonly Joined[], edits: readonly Edit[]): Joined[] =>
  files.map((file) => {
    const { path, text } = file;
    const here = edits.filter((edit) => edit.path === path);
    if (here.length === 0) return file;
    try {
      return { ...file, bytes: undefined, text: here.reduce((now, edit) => edit.apply(now), text) };
    } catch (error) {
      throw new UserError('E_PACK', `${path}: ${(error as Error).message}`, 'correct the pack');
    }
  });

/**
 * Adds the record of a project to its files, and checks all of them.
 * @returns them, sorted by path
 * @throws {@link UserError} E_PACK when a path or a text may not be written
 */
export function recorded(
  pack: Pack,
  answers: Draft,
  version: string,
  files: readonly PlannedFile[],
): PlannedFile[] {
  const record: PlannedFile = {
    path: RECORD,
    content: writeRecord({ pack: pack.name, version, answers, layers: pack.layers }, files),
    mode: '0644',
    from: ['record'],
  };
  const all = pack.recorded ? [...files, record] : [...files];
  try {
    check(all.sort(byPath));
  } catch (error) {
    if (!(error instanceof UserError) || pack.layers.length === 0) throw error;
    throw new UserError(error.code, error.message, 'correct the pack');
  }
  return all;
}

/**
 * @param answers complete and accepted, as `settle` returns them
 * @param present the files in the target directory that can replace planned ones
 * @param version the generator's version, for the record
 * @throws {@link UserError} E_PACK when parts contradict each other or a template is invalid
 */
export function plan(pack: Pack, answers: Draft, present: Present, version: string): Plan {
  const parts = activeParts(pack.parts, answers);
  const standIns = pack.standIns(present, answers);
  const facts = { ...uniteFacts(pack.facts, parts), ...standIns.facts };
  const context = pack.context(answers, facts);
  const render = rendererFor(pack.formats);

  const templates = pack.templates();
  const rendered = parts.flatMap((part) =>
    templates
      .filter((template) => template.part === part.name)
      .map((template) => fill(template, render, context)),
  );
  const computed = pack
    .computed(context, present)
    .map(({ content, ...file }) => ({ ...file, text: content }));
  const joined = edited(join([...rendered, ...computed], pack.joined), pack.edits);
  // A file that already holds our own text is ours, so that a second run recognizes what the first one wrote.
  const ours = new Set(joined.filter(({ path, text }) => present.get(path) === text).map(({ path }) => path));
  const kept = new Map(
    [...standIns.kept].filter(([planned, name]) => !(planned === name && ours.has(planned))),
  );
  const files = joined
    .filter((file) => !kept.has(file.path))
    .map(
      ({ path, text, bytes, executable, seed, madeFrom, from }): PlannedFile => ({
        path,
        content: text,
        bytes,
        mode: executable || text.startsWith('#!') ? '0755' : '0644',
        ...(seed && { seed }),
        ...(madeFrom !== undefined && { madeFrom }),
        from,
      }),
    )
    .sort(byPath);
  const all = recorded(pack, answers, version, files);
  const names = [...new Set(kept.values())];
  const keptTexts = new Map(names.map((name) => [name, present.get(name) ?? '']));
  const notes = pack.notes(context, keptTexts);
  return { answers, context, files: all, kept: names, notes, pending: pack.pending(context) };
}
