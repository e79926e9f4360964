/** The files of a project that a pack's test case holds: those that come from templates. */
import type { Pack } from '../model/pack.js';
import type { PlannedFile } from '../plan/plan.js';

/**
 * Locks and the record are left out: each release of create-pyproject changes them, whatever the pack says.
 */
export function testedFiles(pack: Pack, files: readonly PlannedFile[]): readonly PlannedFile[] {
  const parts = new Set(pack.templates().map(({ part }) => part));
  return files.filter(({ from }) => from.some((part) => parts.has(part)));
}
