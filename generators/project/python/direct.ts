/** Checks the user's run-time requirements. */
import { Refusal } from '../../../src/model/author.js';
import { requirementName } from './requirement.js';

/** Accepts a PEP 508 requirement by name, as written in pyproject.toml. @throws {@link Refusal} with the parser's reason */
export function directRequirement(text: string): string {
  try {
    requirementName(text);
  } catch (error) {
    // The message does not repeat the text if it may be a URL, which can contain a password.
    throw new Refusal(
      `${/@|^[a-z][\w+.-]*:/i.test(text) ? '' : `${JSON.stringify(text)}: `}${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return text;
}
