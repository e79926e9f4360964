/** Which run-time requirements a user may state. */
import { Refusal } from '../../../src/author.js';
import { parseRequirement, type Requirement } from './requirement.js';

/** A PEP 508 requirement by name, as it stands in pyproject.toml. @throws {@link Refusal} with the parser's reason */
export function directRequirement(text: string): string {
  let requirement: Requirement;
  try {
    requirement = parseRequirement(text);
  } catch (error) {
    // The text is not repeated where it may hold a URL, and that a password.
    throw new Refusal(
      `${text.includes('@') ? '' : `${JSON.stringify(text)}: `}${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (requirement.url !== undefined) {
    // PyPI refuses a package with a direct reference, and pip cannot check a hash of a git commit, so that no install
    // from the locks would work.
    throw new Refusal(
      `${requirement.name} is a URL, which neither PyPI nor a hashed lock accepts; give a range of releases`,
    );
  }
  return text;
}
