/** The versions of create-pyproject that a pack works with. */
import satisfies from 'semver/functions/satisfies.js';
import validRange from 'semver/ranges/valid.js';
import { UserError } from '../model/errors.js';

/** Whether this is a range of versions. */
export const isRange = (requires: string): boolean => validRange(requires) !== null;

/** @throws {@link UserError} E_PACK that names both versions */
export function refuseVersion(pack: string, requires: string, version: string): void {
  if (!isRange(requires) || satisfies(version, requires, { includePrerelease: true })) return;
  throw new UserError(
    'E_PACK',
    `the pack ${pack} needs create-pyproject ${requires}, and this is ${version}`,
    'use another version of one of them',
  );
}
