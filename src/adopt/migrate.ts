/** Writes the metadata of setup.py and setup.cfg as tables of pyproject.toml. What was not read in full is a fault: nothing is guessed. */
import { editToml } from '../packs/toml-edits.js';
import { strings } from './claim.js';
import { type Build, lowerTables, projectTable } from './metadata-tables.js';
import { documentOf, type Project } from './read-project.js';
import { tableAt } from './read-pyproject.js';
import { keywordsOfCfg } from './read-setup-cfg.js';
import { keywordsOfSetup } from './read-setup-py.js';
import type { Keyword, Keywords } from './setup-keywords.js';
import { setuptoolsTables } from './setuptools-tables.js';
import { Taking } from './taking.js';
import { inline } from './toml-text.js';

/** A migrated project. */
export interface Migration {
  /** The text of pyproject.toml. */
  readonly pyproject: string;
  /** The text of setup.cfg without metadata; '' if nothing else is in it. */
  readonly setupCfg: string;
  /** Remarks about what has no place in pyproject.toml, and no effect there. */
  readonly notes: readonly string[];
}

/** Keywords with no effect on what is built today: their commands are gone from setuptools, or they are its own. */
const WITHOUT_EFFECT = new Set([
  'tests_require',
  'test_suite',
  'test_loader',
  'zip_safe',
  'provides',
  'obsoletes',
  'use_2to3',
  'dependency_links',
  'eager_resources',
]);

/** Whether there is anything to migrate. */
export const isMigratable = ({ texts }: Project): boolean =>
  texts.has('setup.py') || keywordsOfCfg(texts.get('setup.cfg') ?? '').keywords.size > 0;

/**
 * @param license the SPDX identifier of the license that was chosen, for metadata that name none
 * @returns the faults, each with its place, if anything was not understood
 */
export function migrate(
  project: Project,
  license: string | undefined,
): Migration | { readonly faults: readonly string[] } {
  const document = documentOf(project);
  if (Object.keys(tableAt(document, 'project')).length > 0)
    return { faults: ['pyproject.toml: states metadata too: [project]'] };
  const setup = project.texts.has('setup.py')
    ? keywordsOfSetup(project.texts.get('setup.py') ?? '')
    : { keywords: new Map<string, Keyword>(), remarks: [] };
  const cfgText = project.texts.get('setup.cfg') ?? '';
  const { keywords: fromCfg } = keywordsOfCfg(cfgText);
  const keywords: Keywords = new Map([...fromCfg, ...setup.keywords]);
  const taking = new Taking(keywords);
  const tables = tablesOf(taking, license);
  const notes: string[] = [];
  for (const [name, { from, unread }] of taking.left()) {
    if (WITHOUT_EFFECT.has(name)) notes.push(`${from}: ${name} has no effect any more, and is left out`);
    else
      taking.fault(
        name,
        unread === undefined ? 'has no place in pyproject.toml' : `is no literal: ${unread}`,
      );
  }
  const faults = [...setup.remarks, ...taking.faults];
  if (!keywords.has('name')) faults.push('no name is stated');
  if (faults.length > 0) return { faults };
  const hasBuild = Object.keys(tableAt(document, 'build-system')).length > 0;
  const text = project.texts.get('pyproject.toml')?.replaceAll('\r\n', '\n') ?? '';
  const before = hasBuild
    ? withRecent(text, strings(tableAt(document, 'build-system').requires) ?? [])
    : text;
  const blocks = hasBuild ? tables.slice(1) : tables;
  return {
    pyproject: `${before === '' ? '' : `${before.trimEnd()}\n\n`}${blocks.join('\n\n')}\n`,
    setupCfg: withoutMetadata(cfgText),
    notes,
  };
}

/** The first setuptools that reads `license` as an expression. @see https://setuptools.pypa.io/en/stable/history.html#v77-0-3 */
const SETUPTOOLS = 'setuptools>=77.0.3';

/** The text with a setuptools that reads metadata from pyproject.toml. */
function withRecent(text: string, requires: readonly string[]): string {
  const isSetuptools = (one: string): boolean => /^setuptools\s*([<>=!~;]|$)/i.test(one);
  const set = [SETUPTOOLS, ...requires.filter((one) => !isSetuptools(one))];
  return editToml(text, [{ keys: ['build-system', 'requires'], set }]);
}

/** setup.cfg without the sections that state metadata; comments above them go, too. */
export function withoutMetadata(source: string): string {
  const kept: string[] = [];
  let isMetadata = false;
  for (const line of source.split('\n')) {
    const [, heading] = /^\[([^\]]+)\]/.exec(line) ?? [];
    if (heading !== undefined) isMetadata = /^(metadata|options)(\.|$)/.test(heading);
    if (!isMetadata) kept.push(line);
  }
  const text = kept.join('\n').trim();
  return text.split('\n').every((line) => line.trim() === '' || /^\s*[#;]/.test(line)) ? '' : `${text}\n`;
}

/** The tables as blocks of text; the first is the build system. */
function tablesOf(taking: Taking, license: string | undefined): readonly string[] {
  const build: Build = { requires: [SETUPTOOLS], dynamic: [], attributes: [] };
  const project = projectTable(taking, build, license);
  const more = [...lowerTables(taking), ...setuptoolsTables(taking)];
  const system = `[build-system]\nrequires = ${inline(build.requires)}\nbuild-backend = "setuptools.build_meta"`;
  const dynamic =
    build.attributes.length > 0 ? [`[tool.setuptools.dynamic]\n${build.attributes.join('\n')}`] : [];
  return [system, project, ...more, ...dynamic];
}
