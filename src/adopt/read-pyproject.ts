/** Reads pyproject.toml: PEP 621, and the older tables of Poetry, PDM and flit. */
import { parse, TomlError } from 'smol-toml';
import { isTable } from '../model/record.js';
import { type Claim, claim, type Reading, strings } from './claim.js';
import { poetryRequirement } from './poetry.js';
import { claimsOf, type Stated } from './read-stated.js';

type Table = Record<string, unknown>;

const FILE = 'pyproject.toml';

/** `build-backend` -> the answer. */
const BACKENDS: Readonly<Record<string, string>> = {
  'flit_core.buildapi': 'flit',
  'flit.buildapi': 'flit',
  'hatchling.build': 'hatchling',
  maturin: 'maturin',
  mesonpy: 'meson-python',
  'pdm.backend': 'pdm-backend',
  'pdm.pep517.api': 'pdm-backend',
  'poetry.core.masonry.api': 'poetry-core',
  'poetry.masonry.api': 'poetry-core',
  'scikit_build_core.build': 'scikit-build-core',
  'setuptools.build_meta': 'setuptools',
  'setuptools.build_meta:__legacy__': 'setuptools',
  uv_build: 'uv-build',
};

/** The table at a path of keys; an empty one if there is none. */
export function tableAt(document: Table, ...keys: readonly string[]): Table {
  let table: unknown = document;
  for (const key of keys) table = isTable(table) && Object.hasOwn(table, key) ? table[key] : undefined;
  return isTable(table) ? table : {};
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** `Ann Example <ann@example.org>` as name and address. */
export function person(line: string): { readonly name: string; readonly email: string } {
  const [, name = line, email = ''] = /^\s*(.*?)\s*<([^<>]+)>\s*$/.exec(line) ?? [];
  return { name: name.trim(), email: email.trim() };
}

/** Whether the document says how the project is named, in any of the known tables. */
export const hasMetadata = (document: Table): boolean =>
  Object.keys(tableAt(document, 'project')).length > 0 ||
  typeof tableAt(document, 'tool', 'poetry').name === 'string' ||
  Object.keys(tableAt(document, 'tool', 'flit', 'metadata')).length > 0;

/** @returns the document; an explanation if it is no TOML */
export function parsePyproject(source: string): { readonly document: Table } | { readonly fault: string } {
  try {
    return { document: parse(source) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '');
    return { fault: `${FILE}:${error.line}: is no TOML: ${reason}` };
  }
}

/** The claims of pyproject.toml. */
export function readPyproject(source: string): Reading {
  const parsed = parsePyproject(source);
  if ('fault' in parsed) return { claims: [], remarks: [parsed.fault] };
  const { document } = parsed;
  const readings = [project(document), poetry(document), flit(document), tools(document)];
  return {
    claims: readings.flatMap(({ claims }) => claims),
    remarks: readings.flatMap(({ remarks }) => remarks),
  };
}

const FIELDS: Readonly<Partial<Record<keyof Stated, string>>> = {
  author: 'authors',
  email: 'authors',
  requiresPython: 'requires-python',
};

function project(document: Table): Reading {
  const table = tableAt(document, 'project');
  const authors = Array.isArray(table.authors) ? table.authors.filter(isTable) : [];
  const license = isTable(table.license) ? text(table.license.text) : text(table.license);
  const urls = Object.entries(tableAt(document, 'project', 'urls')).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const [author] = authors;
  const stated: Stated = optional({
    name: text(table.name),
    description: text(table.description),
    author: text(author?.name),
    email: text(author?.email),
    license,
    classifiers: strings(table.classifiers),
    keywords: strings(table.keywords),
    requiresPython: text(table['requires-python']),
    dependencies: strings(table.dependencies),
    urls: Object.fromEntries(urls),
    scripts: Object.keys(tableAt(document, 'project', 'scripts')),
  });
  return claimsOf(stated, (field) => `${FILE}: project.${FIELDS[field] ?? field}`);
}

/** Without the fields that are undefined. */
export const optional = <T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

/** @see https://python-poetry.org/docs/pyproject/ */
function poetry(document: Table): Reading {
  const table = tableAt(document, 'tool', 'poetry');
  if (Object.keys(table).length === 0) return { claims: [], remarks: [] };
  const at = `${FILE}: tool.poetry`;
  const remarks: string[] = [];
  const { python, ...others } = tableAt(document, 'tool', 'poetry', 'dependencies');
  const dependencies = Object.entries(others).flatMap(([name, value]) => {
    if (isTable(value) && value.optional === true) return [];
    const requirement = poetryRequirement(name, value);
    if (requirement === undefined)
      remarks.push(`${at}.dependencies.${name}: has no form as a range of an index (PEP 508)`);
    return requirement ?? [];
  });
  const { name = '', email = '' } = person(strings(table.authors)?.[0] ?? '');
  const urls: Record<string, string> = {};
  for (const key of ['repository', 'homepage']) if (typeof table[key] === 'string') urls[key] = table[key];
  const packages = Array.isArray(table.packages) ? table.packages.filter(isTable) : [];
  const [only] = packages;
  const module = packages.length === 1 && typeof only?.include === 'string' ? only.include : undefined;
  const stated: Stated = optional({
    name: text(table.name),
    description: text(table.description),
    author: name === '' ? undefined : name,
    email: email === '' ? undefined : email,
    license: text(table.license),
    classifiers: strings(table.classifiers),
    keywords: strings(table.keywords),
    requiresPython: text(python),
    dependencies: dependencies.length > 0 ? dependencies : undefined,
    urls,
    scripts: Object.keys(tableAt(document, 'tool', 'poetry', 'scripts')),
    module: module !== undefined && /^\w+$/.test(module) ? module : undefined,
  });
  const field: Readonly<Partial<Record<keyof Stated, string>>> = {
    author: 'authors',
    email: 'authors',
    requiresPython: 'dependencies.python',
    urls: 'repository',
    module: 'packages',
  };
  const read = claimsOf(stated, (name) => `${at}.${field[name] ?? name}`);
  return { claims: read.claims, remarks: [...read.remarks, ...remarks] };
}

/** @see https://flit.pypa.io/en/stable/pyproject_toml.html#old-style-metadata */
function flit(document: Table): Reading {
  const table = tableAt(document, 'tool', 'flit', 'metadata');
  if (Object.keys(table).length === 0) {
    const module = text(tableAt(document, 'tool', 'flit', 'module').name);
    return { claims: claim('module', module, `${FILE}: tool.flit.module.name`), remarks: [] };
  }
  const at = `${FILE}: tool.flit`;
  const module = text(table.module);
  const stated: Stated = optional({
    name: text(table['dist-name']) ?? module?.replaceAll('_', '-'),
    author: text(table.author),
    email: text(table['author-email']),
    license: text(table.license),
    classifiers: strings(table.classifiers),
    keywords: text(table.keywords)?.split(/[\s,]+/),
    requiresPython: text(table['requires-python']),
    dependencies: strings(table.requires),
    urls: optional({ homepage: text(table['home-page']) }),
    scripts: Object.keys(tableAt(document, 'tool', 'flit', 'scripts')),
    module,
  });
  return claimsOf(stated, (field) => (field === 'scripts' ? `${at}.scripts` : `${at}.metadata.${field}`));
}

/** What the tables of tools say: the backend, the package manager, where the version comes from. */
function tools(document: Table): Reading {
  const claims: Claim[] = [];
  const remarks: string[] = [];
  const build = text(tableAt(document, 'build-system')['build-backend']);
  const requires = strings(tableAt(document, 'build-system').requires) ?? [];
  const at = `${FILE}: build-system.build-backend`;
  if (build !== undefined && Object.hasOwn(BACKENDS, build))
    claims.push(...claim('backend', BACKENDS[build], at));
  else if (build !== undefined)
    remarks.push(`${at}: ${JSON.stringify(build)} is no build backend known here`);
  else if (Object.keys(tableAt(document, 'build-system')).length > 0)
    claims.push(...claim('backend', 'setuptools', `${FILE}: build-system, without a build-backend`));
  const tool = tableAt(document, 'tool');
  const metadata = tableAt(document, 'tool', 'poetry');
  if (metadata.name !== undefined || metadata.dependencies !== undefined)
    claims.push(...claim('manager', 'poetry', `${FILE}: tool.poetry`));
  if (isTable(tool.pdm) && Object.keys(tool.pdm).some((key) => !['build', 'version'].includes(key)))
    claims.push(...claim('manager', 'pdm', `${FILE}: tool.pdm`));
  if (Object.keys(tableAt(document, 'tool', 'hatch', 'envs')).length > 0)
    claims.push(...claim('manager', 'hatch', `${FILE}: tool.hatch.envs`));
  if (isTable(tool.uv) && Object.keys(tool.uv).some((key) => key !== 'build-backend'))
    claims.push(...claim('manager', 'uv', `${FILE}: tool.uv`));
  const scm = requires.find((one) => /^(setuptools[-_]scm|hatch-vcs|versioningit|versioneer)\b/i.test(one));
  const dynamic = strings(tableAt(document, 'project').dynamic) ?? [];
  const pdmSource = text(tableAt(document, 'tool', 'pdm', 'version').source);
  if (scm !== undefined && /^(setuptools[-_]scm|hatch-vcs)\b/i.test(scm))
    claims.push(...claim('version-from', 'vcs', `${FILE}: build-system.requires`));
  else if (pdmSource === 'scm')
    claims.push(...claim('version-from', 'vcs', `${FILE}: tool.pdm.version.source`));
  else if (dynamic.includes('version'))
    remarks.push(
      `${FILE}: project.dynamic has the version: scripts/release.py writes a new version only into project.version`,
    );
  const module = text(tableAt(document, 'tool', 'uv', 'build-backend')['module-name']);
  claims.push(...claim('module', module, `${FILE}: tool.uv.build-backend.module-name`));
  return { claims, remarks };
}
