/** A look at a project that a generator adds to, and its answers completed from there. */
import path from 'node:path';
import type { Disk } from '../host/host.js';
import { Refusal, Taken, UserError } from '../model/errors.js';
import type { Draft } from '../model/options.js';
import type { Pack, ProjectView } from '../model/pack.js';
import { look, readable } from './changes.js';

/** A look at a project. Its methods throw E_DISK when something cannot be read. */
export function projectView(disk: Disk, directory: string): ProjectView {
  return {
    text: (file) => {
      const there = look(disk, directory, file);
      return typeof there === 'object' && 'bytes' in there
        ? Buffer.from(there.bytes).toString('utf8')
        : undefined;
    },
    names: (folder) => {
      let at = directory;
      for (const part of folder.split('/')) {
        at = path.join(at, part);
        if (readable(at, (name) => disk.fs.lstat(name))?.isDirectory() !== true) return [];
      }
      return readable(at, (name) => disk.fs.readdir(name).sort());
    },
  };
}

/**
 * The answers of a pack, completed from the project if it adds to one.
 * @throws {@link UserError} E_VALUE, E_EXISTS with the pack's reason
 */
export function inProject(disk: Disk, pack: Pack, directory: string, answers: Draft): Draft {
  if (!pack.inProject) return answers;
  try {
    return pack.inProject(answers, projectView(disk, directory));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw error instanceof Taken
      ? new UserError('E_EXISTS', error.message, 'choose another name')
      : new UserError('E_VALUE', `${pack.name}: ${error.message}`, 'nothing was written');
  }
}
