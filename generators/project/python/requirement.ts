/** Parses PEP 508 requirements, and refuses those that a generated project cannot depend on. */
import { checkMarker } from './marker.js';
import { checkSpecifier } from './specifier.js';

const NAME = '[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?';
const HEAD = new RegExp(`^(${NAME})\\s*(?:\\[\\s*((?:${NAME}(?:\\s*,\\s*${NAME})*)?)\\s*\\])?\\s*`);

/** PEP 508 allows URLs, as `NAME @ URL`. This project refuses them: docs/decisions/004-no-direct-references.md. */
const NO_URL =
  'URLs are refused: PyPI accepts no package that depends on one, and the locks need a hash, which a git commit does not have; give a range of releases, publish the fork to an index, or copy its code into the project';

/** Matches a URL or a git address, alone or after a name. */
const URL_FORM = /^(?:[a-z][a-z0-9+.-]*:\/\/|[\w.-]+\s*(?:\[[^\]]*\]\s*)?@(?!\s*v?\d[\w.]*$))/i;

/**
 * Checks a requirement, and returns its normalized name: `my-package` for `My_Package`.
 * @throws {Error} with the reason when it is invalid, or not safe to write
 */
export const requirementName = (text: string): string => parseRequirement(text).name;

/** A requirement in its parts. */
export interface Requirement {
  /** Normalized. */
  readonly name: string;
  readonly extras: readonly string[];
  /** The range of versions; '' for any. */
  readonly range: string;
  /** The environment marker; '' for none. */
  readonly marker: string;
}

/** Checks a requirement as {@link requirementName} does, and returns its parts. */
export function parseRequirement(text: string): Requirement {
  if (/[^\x20-\x7e\t]/.test(text)) throw new Error('it has a character that is not printable ASCII');
  const trimmed = text.trim();
  if (URL_FORM.test(trimmed)) throw new Error(NO_URL);
  const [head, name, extras = ''] = HEAD.exec(trimmed) ?? [];
  if (!head || !name) throw new Error('it does not begin with a package name');
  const rest = trimmed.slice(head.length);
  const [, listed = '', marker] = /^([^;]*)(?:;(.*))?$/.exec(rest) ?? [];
  const specifier = listed
    .trim()
    .replace(/^\((.*)\)$/, '$1')
    .trim();
  checkSpecifier(specifier);
  if (marker !== undefined) checkMarker(marker);
  return {
    name: normalize(name),
    extras: extras.split(',').flatMap((extra) => extra.trim() || []),
    range: specifier,
    marker: marker?.trim() ?? '',
  };
}

/** A distribution's name in the form that registries compare (PEP 503). */
const normalize = (name: string): string => name.replace(/[-_.]+/g, '-').toLowerCase();
