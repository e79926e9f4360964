/** A license and a classifier that contradict each other. */
import { classifiersOf, usesSetuptools } from '../read/metadata.js';
import type { Found, Rule } from '../rule.js';

/** Classifier -> a pattern of the SPDX identifiers that it may stand for. */
const CLASSIFIERS: readonly (readonly [string, RegExp])[] = [
  ['MIT License', /\bMIT\b|X11|Expat/i],
  ['MIT No Attribution License (MIT-0)', /\bMIT-0\b/i],
  ['BSD License', /BSD|0BSD/i],
  ['Apache Software License', /Apache|\bASL\b/i],
  ['ISC License (ISCL)', /\bISC/i],
  ['Mozilla Public License 2.0 (MPL 2.0)', /MPL|Mozilla/i],
  ['GNU General Public License v2 (GPLv2)', /(?<![LA])GPL|General Public/i],
  ['GNU General Public License v2 or later (GPLv2+)', /(?<![LA])GPL|General Public/i],
  ['GNU General Public License v3 (GPLv3)', /(?<![LA])GPL|General Public/i],
  ['GNU General Public License v3 or later (GPLv3+)', /(?<![LA])GPL|General Public/i],
  ['GNU Lesser General Public License v3 (LGPLv3)', /LGPL|Lesser/i],
  ['GNU Lesser General Public License v3 or later (LGPLv3+)', /LGPL|Lesser/i],
  ['GNU Affero General Public License v3', /AGPL|Affero/i],
  ['GNU Affero General Public License v3 or later (AGPLv3+)', /AGPL|Affero/i],
  ['The Unlicense (Unlicense)', /Unlicen[sc]e/i],
];

/** Texts that name one license of the table for sure. */
const NAMED =
  /^(?:MIT(?: License)?|Apache(?:-2\.0| 2\.0| License,? (?:Version )?2\.0| Software License)?|BSD(?:-[23]-Clause|[ -]3[ -]Clause)?|ISC|MPL-?2\.0|A?L?GPL(?:v?[23]|-[23]\.[01](?:-only|-or-later)?|v?[23]\+)?|Unlicense)$/i;

/** The rule. */
export const licenseContradiction: Rule = {
  code: 'license-contradiction',
  summary: 'a license classifier that contradicts `license`, or that stands beside a license expression',
  why: 'Scanners believe one or the other, so a company refuses the package or breaks its license; setuptools refuses to build with both.',
  fix: 'Keep the SPDX expression in `license`, and take the classifier out.',
  limits:
    'It knows the most used licenses and compares families: `GPL` agrees with each of its versions. A license that is free text is left out.',
  bad: {
    'pyproject.toml':
      '[project]\nname = "app"\nversion = "1"\nlicense = "MIT"\nclassifiers = [\n    "License :: OSI Approved :: Apache Software License",\n]\n',
  },
  good: {
    'pyproject.toml':
      '[project]\nname = "app"\nversion = "1"\nlicense = "MIT"\nclassifiers = [\n    "Programming Language :: Python :: 3",\n]\n',
  },
  *check(project): Iterable<Found> {
    const { pyproject, setupScript, configuration } = project;
    const expression = pyproject?.string('project', 'license');
    const written =
      expression ??
      pyproject?.string('project', 'license', 'text') ??
      pyproject?.string('tool', 'poetry', 'license') ??
      setupScript?.keywords.get('license')?.literal ??
      configuration?.get('metadata')?.get('license')?.value;
    if (typeof written !== 'string') return;
    const all = classifiersOf(project).filter(({ text }) => text.startsWith('License :: '));
    const known = all.flatMap(({ text }) => {
      const one = CLASSIFIERS.find(([name]) => text.endsWith(`:: ${name}`));
      return one ? [one[1]] : [];
    });
    const agrees = known.some((pattern) => pattern.test(written));
    for (const { text, file, line } of all) {
      const short = text.split(' :: ').at(-1) ?? '';
      const edits =
        file === 'pyproject.toml' && expression !== undefined
          ? withoutLine(project.text(file) ?? '', file, line, text)
          : [];
      if (known.length === all.length && !agrees && NAMED.test(written.trim()))
        yield { file, line, message: `the classifier says ${short}, and the license is ${written.trim()}` };
      else if (expression !== undefined && file === 'pyproject.toml' && usesSetuptools(project))
        yield {
          file,
          line,
          message: `setuptools refuses the classifier ${short} beside a license expression`,
          edits,
        };
    }
  },
};

/** Takes the line of one classifier out, if nothing else is on it. */
function withoutLine(source: string, file: string, line: number, text: string): NonNullable<Found['edits']> {
  const lines = source.split('\n');
  if (lines[line - 1]?.trim().replace(/,$/, '').slice(1, -1) !== text) return [];
  const from = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
  return [{ file, from, to: from + (lines[line - 1]?.length ?? 0) + 1, text: '' }];
}
