/** Refuses a pack. */
import { UserError } from '../model/errors.js';

/** @throws {@link UserError} E_PACK with one line for each fault */
export function refuse(shown: string, faults: readonly string[]): never {
  const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
  throw new UserError(
    'E_PACK',
    [`the pack ${shown} has ${count}`, ...faults.map((fault) => `  ${fault}`)].join('\n'),
  );
}
