/** Reads everything that an existing project says about itself. Nothing is run, and no link is followed. */

import { recordedIn } from '../disk/recorded.js';
import { rootOf } from '../git/repository.js';
import type { Host } from '../host/host.js';
import { isTable } from '../model/record.js';
import { LARGEST } from '../packs/never-taken.js';
import { readFile } from '../packs/project-files.js';
import { claim, type Reading } from './claim.js';
import { findLayout, hasCode, type Layout, type Listing, NOT_CODE } from './layout.js';
import {
  readEnvironment,
  readLicenses,
  readPipfile,
  readReadme,
  readRemote,
  readTox,
} from './read-others.js';
import { hasMetadata, parsePyproject, readPyproject } from './read-pyproject.js';
import { readRequirements } from './read-requirements.js';
import { keywordsOfCfg, readSetupCfg } from './read-setup-cfg.js';
import { readSetupPy } from './read-setup-py.js';

/** A project as it is. */
export interface Project {
  readonly readings: readonly Reading[];
  /** The text of each file that was read. */
  readonly texts: ReadonlyMap<string, string>;
  /** The names at the top, sorted. */
  readonly names: readonly string[];
  readonly layout: Layout | undefined;
  readonly hasCode: boolean;
  /** Workflows of its own, by their names. */
  readonly workflows: readonly string[];
  /** Whether a file states metadata: then they stay what they are. */
  readonly hasMetadata: boolean;
}

/** The most names of a folder that are looked at. */
const MOST_NAMES = 5000;

/** Reads a text, or says why it cannot. */
function textOf(host: Host, directory: string, name: string, remarks: string[]): string | undefined {
  const found = readFile(host, directory, name);
  if (!found) return undefined;
  if ('reason' in found) {
    remarks.push(`${name} is not read: ${found.reason}`);
    return undefined;
  }
  if (found.bytes.length > LARGEST) {
    remarks.push(`${name} is not read: it is larger than 1 MiB`);
    return undefined;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(found.bytes);
  } catch {
    remarks.push(`${name} is not read: it is not UTF-8`);
    return undefined;
  }
}

/** How deep code is looked for in a folder that has none: a namespace holds a package. */
const DEEPEST = 3;

/** The names in a folder, with the paths in the folders in it. @param folder '' is the project */
function listing(host: Host, directory: string, folder: string): Listing {
  const { path } = host.platform;
  const at = path.join(directory, folder);
  const names = (of: string): readonly string[] | undefined => {
    try {
      return host.fs.lstat(of)?.isDirectory() ? host.fs.readdir(of).slice(0, MOST_NAMES) : undefined;
    } catch {
      return undefined;
    }
  };
  const inside = (of: string, depth: number): readonly string[] | undefined => {
    const found = names(of);
    if (!found || depth === DEEPEST || found.some((name) => name.endsWith('.py'))) return found;
    const nested = found
      .filter((name) => !name.startsWith('.') && !NOT_CODE.test(name))
      .flatMap((name) => (inside(path.join(of, name), depth + 1) ?? []).map((one) => `${name}/${one}`));
    return [...found, ...nested].slice(0, MOST_NAMES);
  };
  return new Map(
    (names(at) ?? [])
      .toSorted()
      .filter((name) => !name.startsWith('.'))
      .map((name) => [name, inside(path.join(at, name), NOT_CODE.test(name) ? DEEPEST : 1)]),
  );
}

const FIRST_README = /^readme(\.(md|rst|txt))?$/i;
/** More license files are those of other projects. */
const MOST_LICENSES = 5;
const LICENSE = /^(licen[cs]e|copying|unlicense)([-.].*)?$/i;

/** Files whose presence alone says which package manager a project has. */
const MANAGER_FILES: readonly (readonly [file: string, manager: string])[] = [
  ['uv.lock', 'uv'],
  ['poetry.lock', 'poetry'],
  ['pdm.lock', 'pdm'],
  ['Pipfile.lock', 'pipenv'],
];

/**
 * Whatever a file contains: what cannot be read is a remark.
 * @param module the import name, if somebody has said it
 */
export function readProject(host: Host, directory: string, module?: string): Project {
  const remarks: string[] = [];
  const [top, src] = [listing(host, directory, ''), listing(host, directory, 'src')];
  const all = [...host.fs.readdir(directory)].sort();
  const files = all.filter((name) => !top.get(name));
  const texts = new Map<string, string>();
  const readings: Reading[] = [];
  const read = (name: string, reader: (source: string) => Reading): void => {
    const text = files.includes(name) ? textOf(host, directory, name, remarks) : undefined;
    if (text === undefined) return;
    texts.set(name, text);
    readings.push(reader(text));
  };
  readings.push({
    claims: MANAGER_FILES.flatMap(([file, manager]) =>
      files.includes(file) ? claim('manager', manager, file) : [],
    ),
    remarks: [],
  });
  read('pyproject.toml', readPyproject);
  read('setup.py', readSetupPy);
  read('setup.cfg', readSetupCfg);
  read('Pipfile', readPipfile);
  for (const name of files.filter((one) => /^environment\.ya?ml$/.test(one)))
    read(name, (source) => readEnvironment(name, source));
  for (const name of files.filter((one) => /^requirements[\w.-]*\.(txt|in)$/.test(one)))
    read(name, (source) => readRequirements(name, source));
  read('tox.ini', readTox);
  const licenses = files.filter((one) => LICENSE.test(one)).slice(0, MOST_LICENSES);
  const licenseTexts = new Map(licenses.map((name) => [name, textOf(host, directory, name, remarks) ?? '']));
  for (const [name, text] of licenseTexts) if (text !== '') texts.set(name, text);
  readings.push(readLicenses(new Map([...licenseTexts].filter(([, text]) => text !== ''))));
  for (const name of files.filter((one) => FIRST_README.test(one)).slice(0, 1))
    read(name, (source) => readReadme(name, source));
  readings.push(remote(host, directory));

  const claims = readings.flatMap((one) => one.claims);
  const hints = ['module', 'name'].flatMap((answer) =>
    claims.flatMap((one) => (one.answer === answer && typeof one.value === 'string' ? one.value : [])),
  );
  const layout = findLayout(top, src, [
    ...(module === undefined ? [] : [module]),
    ...hints,
    host.platform.path.basename(directory),
  ]);
  if (layout) {
    const place = `${layout.root === '' ? '' : `${layout.root}/`}${layout.module}${layout.single ? '.py' : '/'}`;
    const name = layout.module.replaceAll('_', '-');
    readings.push({
      claims: [...claim('module', layout.module, place), ...claim('name', name, place)],
      remarks: [],
    });
  }
  const workflows = ownWorkflows(host, directory);
  readings.push(publishing(workflows, (name) => textOf(host, directory, name, [])));
  readings.push({ claims: others(all), remarks });
  return {
    readings,
    texts,
    names: all,
    layout,
    hasCode: hasCode(top, src),
    workflows,
    hasMetadata: statesMetadata(texts),
  };
}

const WORKFLOWS = '.github/workflows';

function ownWorkflows(host: Host, directory: string): readonly string[] {
  const { path } = host.platform;
  try {
    const folders = ['.github', WORKFLOWS].map((folder) => path.join(directory, ...folder.split('/')));
    if (!folders.every((folder) => host.fs.lstat(folder)?.isDirectory())) return [];
    const names = host.fs.readdir(folders[1] ?? '').sort();
    const ours = recordedIn(host, directory);
    return names.filter((name) => /\.ya?ml$/.test(name) && !ours.has(`${WORKFLOWS}/${name}`)).slice(0, 50);
  } catch {
    return [];
  }
}

/** A workflow that uploads to an index: a second one would publish each release twice. */
function publishing(workflows: readonly string[], read: (file: string) => string | undefined): Reading {
  const UPLOADS = /gh-action-pypi-publish|twine upload|\b(uv|poetry|flit|hatch|pdm) publish\b/;
  const found = workflows.find((name) => UPLOADS.test(read(`${WORKFLOWS}/${name}`) ?? ''));
  return { claims: claim('publish', found && 'none', `${WORKFLOWS}/${found}`), remarks: [] };
}

/** What the presence of files says. */
function others(names: readonly string[]): Reading['claims'] {
  const dockerfile = names.find((name) => /^(Dockerfile|Containerfile)$/.test(name));
  const pipeline = names.find((name) =>
    /^(\.gitlab-ci\.yml|\.travis\.yml|azure-pipelines\.yml|\.circleci|Jenkinsfile)$/.test(name),
  );
  const isElsewhere = pipeline !== undefined && !names.includes('.github');
  return [
    ...claim('docker', dockerfile !== undefined || undefined, dockerfile ?? ''),
    ...['ci', 'publish'].flatMap((answer) => claim(answer, isElsewhere ? 'none' : undefined, pipeline ?? '')),
  ];
}

function remote(host: Host, directory: string): Reading {
  // Only the project's own repository: one above it may hold many projects.
  if (rootOf(host, directory) !== directory) return { claims: [], remarks: [] };
  const text = textOf(host, directory, '.git/config', []);
  return text === undefined ? { claims: [], remarks: [] } : readRemote(text);
}

function statesMetadata(texts: ReadonlyMap<string, string>): boolean {
  const pyproject = texts.get('pyproject.toml');
  const parsed = pyproject === undefined ? undefined : parsePyproject(pyproject);
  // One that cannot be read may state anything.
  if (parsed && 'fault' in parsed) return true;
  if (parsed && hasMetadata(parsed.document)) return true;
  if (texts.has('setup.py')) return true;
  const cfg = texts.get('setup.cfg');
  return cfg !== undefined && keywordsOfCfg(cfg).keywords.size > 0;
}

/** The tables of pyproject.toml; none if there is no file, or no TOML in it. */
export function documentOf({ texts }: Pick<Project, 'texts'>): Record<string, unknown> {
  const parsed = parsePyproject(texts.get('pyproject.toml') ?? '');
  return 'document' in parsed && isTable(parsed.document) ? parsed.document : {};
}
