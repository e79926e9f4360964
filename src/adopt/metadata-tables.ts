/** Writes the metadata of setup() as the tables of PEP 621. */
import { toml, tomlKey } from '../model/formats.js';
import { entryPoints, listOf, tableOf } from './setup-keywords.js';
import { licenseNamed } from './spdx.js';
import type { Taking } from './taking.js';
import { inline, list, some, table } from './toml-text.js';

/** What the migration adds for the build. */
export interface Build {
  readonly requires: string[];
  /** Fields that setuptools computes. */
  readonly dynamic: string[];
  /** Lines of [tool.setuptools.dynamic]. */
  readonly attributes: string[];
}

/** The table [project]. @param chosen the license that was chosen, where the metadata name none */
export function projectTable(taking: Taking, build: Build, chosen: string | undefined): string {
  const lines: string[] = [];
  const put = (key: string, value: string | undefined): void => {
    if (value !== undefined) lines.push(`${key} = ${value}`);
  };
  const one = (text: string | undefined): string | undefined => (text === undefined ? undefined : toml(text));
  put('name', one(taking.text('name')));
  const version = versionOf(taking, build);
  put('version', one(version));
  const description = taking.text('description');
  put('description', description === undefined ? undefined : toml(description.replace(/\s*\n\s*/g, ' ')));
  put('readme', readme(taking));
  put('requires-python', one(taking.text('python_requires')));
  const license = licenseExpression(taking, chosen);
  put('license', one(license));
  put('license-files', some(taking.list('license_files'), inline));
  put('authors', people(taking, 'author', 'author_email'));
  put('maintainers', people(taking, 'maintainer', 'maintainer_email'));
  put(
    'keywords',
    some(
      taking
        .list('keywords', /,/)
        ?.flatMap((text) => (/,/.test(text) ? text.split(',') : text))
        .map((text) => text.trim()),
      list,
    ),
  );
  const classifiers = taking
    .list('classifiers')
    ?.filter((text) => license === undefined || !text.startsWith('License ::'));
  put('classifiers', some(classifiers, list));
  put('dependencies', some(dependencies(taking), list));
  if (build.dynamic.length > 0) lines.splice(1, 0, `dynamic = ${inline(build.dynamic)}`);
  return `[project]\n${lines.join('\n')}`;
}

function versionOf(taking: Taking, build: Build): string | undefined {
  const scm = taking.take('use_scm_version');
  if (scm && scm.value !== false) {
    if (scm.value !== true) taking.fault('use_scm_version', 'has settings, which are not moved');
    build.dynamic.push('version');
    build.requires.push('setuptools-scm>=8');
    return undefined;
  }
  const found = taking.take('version');
  if (found?.attr !== undefined || found?.file !== undefined) {
    build.dynamic.push('version');
    build.attributes.push(
      found.attr !== undefined
        ? `version = { attr = ${toml(found.attr)} }`
        : `version = { file = ${inline([found.file ?? ''])} }`,
    );
    return undefined;
  }
  if (typeof found?.value === 'string') return found.value;
  if (found) taking.fault('version', 'is no text');
  else if (!taking.has('version')) taking.faults.push('no version is stated');
  return undefined;
}

function readme(taking: Taking): string | undefined {
  const [found, type] = [taking.take('long_description'), taking.text('long_description_content_type')];
  if (!found || (found.value === undefined && found.file === undefined)) return undefined;
  const { file, value } = found;
  const usual: Readonly<Record<string, string>> = { md: 'text/markdown', rst: 'text/x-rst' };
  const own = usual[file?.split('.').at(-1)?.toLowerCase() ?? ''];
  if (file !== undefined)
    return own !== undefined && (type === undefined || type === own)
      ? toml(file)
      : table({ file, 'content-type': type ?? 'text/plain' });
  if (typeof value === 'string') return table({ text: value, 'content-type': type ?? 'text/x-rst' });
  taking.fault('long_description', 'is no text');
  return undefined;
}

function licenseExpression(taking: Taking, chosen: string | undefined): string | undefined {
  const stated = taking.text('license');
  const known = (stated === undefined ? undefined : licenseNamed(stated)) ?? chosen;
  if (known === undefined && stated !== undefined)
    taking.fault('license', `is no single license (SPDX): ${stated.slice(0, 40)}; say which with --license`);
  return known === 'none' ? 'LicenseRef-Proprietary' : known;
}

function people(taking: Taking, name: string, email: string): string | undefined {
  const [who, address] = [taking.text(name), taking.text(email)];
  if (who === undefined && address === undefined) return undefined;
  if ([who, address].some((text) => text?.includes(','))) {
    taking.fault(who?.includes(',') ? name : email, 'names several people');
    return undefined;
  }
  return `[${table({ ...(who && { name: who }), ...(address && { email: address }) })}]`;
}

function dependencies(taking: Taking): readonly string[] | undefined {
  const own = taking.list('install_requires') ?? [];
  const also = [...(extras(taking).get('') ?? [])];
  const setup = taking.list('setup_requires') ?? [];
  for (const requirement of setup) {
    const name = /^[\w.-]+/.exec(requirement)?.[0].toLowerCase().replaceAll('_', '-') ?? '';
    if (['setuptools', 'wheel', 'pytest-runner', 'setuptools-scm'].includes(name)) continue;
    taking.fault('setup_requires', `needs ${requirement} to build`);
  }
  const all = [...own, ...also];
  return all.length === 0 ? undefined : all;
}

/** Extras; the requirements under '' have a condition and belong to no extra. */
function extras(taking: Taking): ReadonlyMap<string, readonly string[]> {
  const found = taking.take('extras_require');
  const extras = new Map<string, string[]>();
  const { value } = found ?? {};
  if (value === undefined) return extras;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    taking.fault('extras_require', 'is no table');
    return extras;
  }
  for (const [key, items] of Object.entries(value)) {
    const [name = '', marker] = key.split(/:(.*)/s);
    const all = listOf({ from: '', value: items });
    if (!all) taking.fault('extras_require', `${key} is no list of texts`);
    const marked = (all ?? []).map((item) =>
      marker ? (item.includes(';') ? `${item} and (${marker})` : `${item}; ${marker}`) : item,
    );
    extras.set(name, [...(extras.get(name) ?? []), ...marked]);
  }
  return extras;
}

/** The tables below [project]. */
export function lowerTables(taking: Taking): string[] {
  const blocks: string[] = [];
  const put = (name: string, entries: readonly (readonly [string, string])[]): void => {
    if (entries.length > 0)
      blocks.push(`[${name}]\n${entries.map(([key, value]) => `${tomlKey(key)} = ${value}`).join('\n')}`);
  };
  const [url, download, project] = [
    taking.text('url'),
    taking.text('download_url'),
    taking.take('project_urls'),
  ];
  const urls = project && project.value !== undefined ? tableOf(project) : {};
  if (!urls) taking.fault('project_urls', 'is no table of texts');
  put(
    'project.urls',
    Object.entries({ ...(url && { Homepage: url }), ...(download && { Download: download }), ...urls }).map(
      ([key, value]) => [key, toml(value)] as const,
    ),
  );
  const points = taking.take('entry_points');
  const groups =
    points && points.value !== undefined
      ? entryPoints(points)
      : new Map<string, ReadonlyMap<string, string>>();
  if (!groups) taking.fault('entry_points', 'has a line that is no entry point');
  for (const [group, entries] of groups ?? []) {
    const name =
      { console_scripts: 'project.scripts', gui_scripts: 'project.gui-scripts' }[group] ??
      `project.entry-points.${tomlKey(group)}`;
    put(
      name,
      [...entries].map(([key, value]) => [key, toml(value)] as const),
    );
  }
  put(
    'project.optional-dependencies',
    [...extras(taking)].filter(([name]) => name !== '').map(([name, items]) => [name, list(items)] as const),
  );
  return blocks;
}
