/** Writes THIRD-PARTY-NOTICES.md: the packages in the bundle and their licenses. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../root.js';
import type { Chunk } from './bundle.js';

/** The packages that have code in the chunks. */
const packagesIn = (chunks: readonly Chunk[]): string[] => {
  const ids = chunks.flatMap(({ modules }) =>
    Object.entries(modules).flatMap(([id, bytes]) => (bytes > 0 ? [id] : [])),
  );
  const names = ids.flatMap(
    (id) => /.*node_modules\/((?:@[^/]+\/)?[^/?]+)\//.exec(id)?.[0].slice(0, -1) ?? [],
  );
  return [...new Set(names)].sort();
};

/** License texts that packages do not publish, or not in one file, from their repositories. */
const KEPT = path.join(ROOT, 'scripts/build/licenses');

/** @throws {Error} when a package has no license text, because then it must not be redistributed */
function licenseText(folder: string): string {
  const kept = path.join(KEPT, `${path.basename(folder)}.txt`);
  const found = readdirSync(folder).find((name) => /^(licen[cs]e|copying)([.-].*)?$/i.test(name));
  const file = found && !existsSync(kept) ? path.join(folder, found) : kept;
  if (!existsSync(file)) throw new Error(`${path.basename(folder)} has no license text`);
  return readFileSync(file, 'utf8').trim();
}

/** Splits a license into its copyright lines and the remaining text, without line breaks. */
function divided(text: string): { copyright: string[]; terms: string } {
  const isCopyright = (line: string): boolean => /^\s*copyright (\(c\)|©|\d)/i.test(line);
  const lines = text.split(/\r?\n/);
  const terms = lines
    .filter(
      (line) =>
        !isCopyright(line) && !/^#*\s*(the )?(mit|isc)? ?licen[cs]e( \((mit|isc)\))?:?$/i.test(line.trim()),
    )
    .join('\n')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
  return { copyright: lines.filter(isCopyright).map((line) => line.trim()), terms };
}

interface Terms {
  readonly packages: string[];
  readonly copyright: Set<string>;
}

/** The notices: each license text once, with all packages and copyright holders that use exactly this text. */
export function notices(chunks: readonly Chunk[]): string {
  const byTerms = new Map<string, Terms>();
  for (const folder of packagesIn(chunks)) {
    const { name, version, license } = JSON.parse(
      readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8'),
    ) as Record<'name' | 'version' | 'license', string>;
    const { copyright, terms } = divided(licenseText(path.join(ROOT, folder)));
    const group = byTerms.get(terms) ?? { packages: [], copyright: new Set() };
    group.packages.push(`${name} ${version} (${license})`);
    for (const line of copyright) group.copyright.add(`${name}: ${line}`);
    byTerms.set(terms, group);
  }
  const blocks = [...byTerms].map(
    ([terms, { packages, copyright }]) =>
      `## ${packages.join(', ')}\n\n${[...copyright].map((line) => `- ${line}\n`).join('')}\n${terms}\n`,
  );
  return `# Third-party notices\n\nThe published files contain code of these packages.\n\n${blocks.join('\n')}`;
}
