/** The claims of metadata that one source states, whatever its form: pyproject.toml, setup.cfg or setup.py. */
import { type Claim, claim, inOneLine, type Reading } from './claim.js';
import { licenseClassified, licenseNamed } from './spdx.js';
import { lowestClassified, lowestPython } from './versions.js';

/** Metadata by the field's name in PEP 621. Each has the place where it was found. */
export interface Stated {
  readonly name?: string;
  readonly description?: string;
  readonly author?: string;
  readonly email?: string;
  readonly license?: string;
  readonly classifiers?: readonly string[];
  readonly keywords?: readonly string[];
  readonly requiresPython?: string;
  readonly dependencies?: readonly string[];
  readonly urls?: Readonly<Record<string, string>>;
  readonly scripts?: readonly string[];
  readonly module?: string;
}

/** Labels of links to the source, the likeliest first. */
const SOURCE = [/^(source( ?code)?|code|repository|github|gitlab)$/i, /^home-?page$/i, /./];

/** Hosts that hold repositories at OWNER/NAME. */
const FORGE =
  /^https?:\/\/(?:www\.)?((?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)\/[^/\s]+\/[^/\s#?]+?)(?:\.git)?(?:\/.*)?$/i;

/** The address of the repository among the links. */
export function repositoryIn(urls: Readonly<Record<string, string>>): string | undefined {
  for (const label of SOURCE) {
    for (const [name, url] of Object.entries(urls)) {
      const [, address] = (label.test(name.trim()) && FORGE.exec(url.trim())) || [];
      if (address !== undefined) return `https://${address}`;
    }
  }
  return undefined;
}

/** A classifier that names no license. */
const OSI = 'License :: OSI Approved';

/** @param at the place of a field, for people */
export function claimsOf(stated: Stated, at: (field: keyof Stated) => string): Reading {
  const { classifiers = [], urls = {}, license } = stated;
  const claims: Claim[] = [];
  const remarks: string[] = [];
  const say = (field: keyof Stated, answer: string, value: Claim['value'] | undefined): void => {
    claims.push(...claim(answer, value, at(field)));
  };
  say('name', 'name', stated.name);
  say('description', 'description', stated.description && inOneLine(stated.description));
  say('author', 'author', stated.author && inOneLine(stated.author));
  say('email', 'email', stated.email);
  say('keywords', 'keyword', stated.keywords);
  say('module', 'module', stated.module);
  say('dependencies', 'dependency', stated.dependencies);
  say('scripts', 'script', stated.scripts);
  say('urls', 'repository', repositoryIn(urls));
  const named = license === undefined ? undefined : licenseNamed(license);
  const classified = classifiers.filter((text) => text.startsWith('License ::') && text !== OSI);
  const [only, more] = classified;
  // Two licenses, and "MIT or Apache-2.0", give a choice, which the standard has not.
  const isChoice = more !== undefined || /\b(or|and)\b|[,/]/i.test(license ?? '');
  const byClassifier = only === undefined || isChoice ? undefined : licenseClassified(only);
  if (named !== undefined) say('license', 'license', named);
  else if (byClassifier !== undefined) say('classifiers', 'license', byClassifier);
  else if (license !== undefined && license.trim() !== '')
    remarks.push(
      `${at('license')}: the license ${JSON.stringify(short(license))} is no single one of those known here`,
    );
  else if (isChoice) remarks.push(`${at('classifiers')}: name several licenses`);
  const lowest = stated.requiresPython === undefined ? undefined : lowestPython(stated.requiresPython);
  if (lowest !== undefined) say('requiresPython', 'python', lowest);
  else if (stated.requiresPython !== undefined && stated.requiresPython.trim() !== '')
    remarks.push(
      `${at('requiresPython')}: ${JSON.stringify(short(stated.requiresPython))} has no lower bound`,
    );
  else say('classifiers', 'python', lowestClassified(classifiers));
  return { claims, remarks };
}

const short = (text: string): string => {
  const line = inOneLine(text);
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
};
