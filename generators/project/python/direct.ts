/** Checks the run-time requirements that a user states. */
import { Refusal } from '../../../src/author.js';
import { parseRequirement, type Requirement } from './requirement.js';

/** Accepts a PEP 508 requirement by name, as written in pyproject.toml. @throws {@link Refusal} with the parser's reason */
export function directRequirement(text: string): string {
  let requirement: Requirement;
  try {
    requirement = parseRequirement(text);
  } catch (error) {
    // The text is not repeated if it may hold a URL, and so a password.
    throw new Refusal(
      `${text.includes('@') ? '' : `${JSON.stringify(text)}: `}${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (requirement.url !== undefined) {
    // PyPI refuses a package with a direct reference, and pip cannot check a hash of a git commit: no install from
    // the locks would work.
    throw new Refusal(
      `${requirement.name} is a URL, which neither PyPI nor a hashed lock accepts; give a range of releases`,
    );
  }
  return text;
}
