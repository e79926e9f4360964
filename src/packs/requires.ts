/** The versions of create-pyproject that a pack works with. */
import { satisfies } from 'compare-versions';
import { UserError } from '../model/errors.js';

/** What is compared alike by the library and by npm: not `1.x`, and not `>1`, of which each makes something else. */
const COMPARATOR = /^(?:(?:[\^~<]|>=)\d+(?:\.\d+){0,2}|(?:>|<=|=)?\d+\.\d+\.\d+)$/;

/** Whether this is a range of versions, such as `>=0.2 <2` or `^1.2 || ^2`. */
export const isRange = (requires: string): boolean =>
  requires.split('||').every((all) =>
    all
      .trim()
      .split(/\s+/)
      .every((one) => COMPARATOR.test(one)),
  );

/** @throws {@link UserError} E_PACK that names both versions */
export function refuseVersion(pack: string, requires: string, version: string): void {
  // Of a version before a release, the release counts.
  if (!isRange(requires) || satisfies(version.replace(/-.*/, ''), requires)) return;
  throw new UserError(
    'E_PACK',
    `the pack ${pack} needs create-pyproject ${requires}, and this is ${version}`,
    'use another version of one of them',
  );
}
