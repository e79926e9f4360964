/** Reads the files of other tools: Pipfile, environment.yml, tox.ini, a license, the README, git's remote. */
import { parse as parseToml, TomlError } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { settings } from '../git/git-config.js';
import { isTable } from '../model/record.js';
import { type Claim, claim, inOneLine, NOTHING, type Reading } from './claim.js';
import { parseIni } from './ini.js';
import { poetryRequirement } from './poetry.js';
import { repositoryIn } from './read-stated.js';
import { licenseOfText } from './spdx.js';
import { lowestPython } from './versions.js';

/** @see https://pipenv.pypa.io/en/latest/pipfile.html */
export function readPipfile(source: string): Reading {
  let document: Record<string, unknown>;
  try {
    document = parseToml(source);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    return { claims: [], remarks: [`Pipfile:${error.line}: is no TOML`] };
  }
  const packages = isTable(document.packages) ? document.packages : {};
  const requires = isTable(document.requires) ? document.requires : {};
  const remarks: string[] = [];
  const dependencies = Object.entries(packages).flatMap(([name, value]) => {
    if (isTable(value) && (value.path === '.' || value.editable === true)) return [];
    const requirement = poetryRequirement(name, value);
    if (requirement === undefined)
      remarks.push(`Pipfile: packages.${name}: has no form as a range of an index (PEP 508)`);
    return requirement ?? [];
  });
  const python =
    typeof requires.python_version === 'string' ? lowestPython(requires.python_version) : undefined;
  const claims = [
    ...claim('manager', 'pipenv', 'Pipfile'),
    ...claim('dependency', dependencies, 'Pipfile: packages'),
    ...claim('python', python, 'Pipfile: requires.python_version'),
  ];
  return { claims, remarks };
}

/** A document with more aliases than this is refused: they can multiply without end. */
const ALIASES = 20;

/** @see https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-environments.html */
export function readEnvironment(file: string, source: string): Reading {
  let document: unknown;
  try {
    document = parseYaml(source, { maxAliasCount: ALIASES, logLevel: 'silent' });
  } catch (error) {
    return { claims: [], remarks: [`${file}: is no YAML: ${(error as Error).message.split('\n')[0]}`] };
  }
  if (!isTable(document) || !Array.isArray(document.dependencies))
    return { claims: [], remarks: [`${file}: has no list of dependencies`] };
  const claims: Claim[] = [...claim('manager', 'conda', file)];
  const remarks: string[] = [];
  const dependencies: string[] = [];
  for (const item of document.dependencies) {
    if (isTable(item)) {
      if (Array.isArray(item.pip) && item.pip.length > 0)
        remarks.push(`${file}: the packages under pip are not read`);
      continue;
    }
    if (typeof item !== 'string') continue;
    const [, name = '', rest = ''] = /^(?:[\w-]+::)?([\w.-]+)\s*(.*)$/.exec(item.trim()) ?? [];
    if (name === 'python')
      claims.push(
        ...claim(
          'python',
          lowestPython(
            rest
              .replace(/^=(?!=)/, '==')
              .split('=')
              .slice(0, 3)
              .join('='),
          ),
          `${file}: dependencies`,
        ),
      );
    else if (name === 'pip' || name === '') continue;
    else if (rest === '' || /^(>=|<=|==|!=|>|<|~=)/.test(rest))
      dependencies.push(`${name}${rest.replace(/\s+/g, '')}`);
    else if (/^=[\d.]+(=\w+)?$/.test(rest)) dependencies.push(`${name}==${/^=([\d.]+)/.exec(rest)?.[1]}.*`);
    else remarks.push(`${file}: ${item} has no form as a range (PEP 440)`);
  }
  claims.push(...claim('dependency', dependencies, `${file}: dependencies`));
  return { claims, remarks };
}

/** The lowest Python of tox's environments: `py38`, `py3{9,10}`. */
export function readTox(source: string): Reading {
  const { sections, unread } = parseIni(source);
  const value = sections.get('tox')?.get('envlist') ?? sections.get('tox')?.get('env_list');
  const minors = [...(value?.text ?? '').matchAll(/py3\.?(\d+)\b|py3\.?\{([\d,\s]+)\}/g)].flatMap(
    ([, one, several]) => (one ?? several ?? '').split(/[,\s]+/).map(Number),
  );
  const python = minors.length === 0 ? undefined : `3.${Math.min(...minors)}`;
  return {
    claims: claim('python', python, `tox.ini:${value?.line ?? 1}`),
    remarks: unread.slice(0, 1).map((line) => `tox.ini:${line}: is no line of a configuration file`),
  };
}

/** License files, by their texts. The GPL's text beside the LGPL's belongs to it; any other two are a choice. */
export function readLicenses(texts: ReadonlyMap<string, string>): Reading {
  const found = new Map([...texts].map(([file, text]) => [file, licenseOfText(text)]));
  const unknown = [...found].flatMap(([file, id]) =>
    id === undefined ? [`${file}: is the text of no license known here`] : [],
  );
  const ids = [...new Set([...found.values()].filter((id) => id !== undefined))];
  const lesser = ids.find((id) => id.startsWith('LGPL'));
  const [only, more] = lesser === undefined ? ids : [lesser, ...ids.filter((id) => !/^L?GPL/.test(id))];
  const [file = ''] = [...found].find(([, id]) => id === only) ?? [];
  if (more !== undefined)
    return { claims: [], remarks: [`${[...found.keys()].join(', ')}: are the texts of several licenses`] };
  return { claims: claim('license', only, file), remarks: unknown };
}

/** The first paragraph of prose, as a description where nothing else gives one. */
export function readReadme(file: string, source: string): Reading {
  const lines = source.slice(0, 20_000).split(/\r?\n/);
  const isProse = (line: string, i: number): boolean =>
    /^[A-Za-z]/.test(line) &&
    line.includes(' ') &&
    !/^([=\-~^"#*+]){3,}\s*$/.test(lines[i + 1] ?? '') &&
    !/^(\.\.|:|\||\[|<|!)/.test(line);
  const at = lines.findIndex(isProse);
  if (at < 0) return NOTHING;
  const end = lines.findIndex((line, i) => i > at && line.trim() === '');
  const paragraph = inOneLine(lines.slice(at, end < 0 ? at + 5 : end).join(' ')).replace(/[*_`]+/g, '');
  const [sentence = ''] = /^.{10,300}?[.!?](?=\s|$)|^.{10,120}/.exec(paragraph) ?? [];
  return { claims: claim('description', sentence, `${file}:${at + 1}`), remarks: [] };
}

/** @param source the text of .git/config */
export function readRemote(source: string): Reading {
  const found = settings(source)?.find(
    ({ section, key }) => section === 'remote "origin"' && key === 'url',
  )?.value;
  if (found === undefined) return NOTHING;
  const [, host, path] = /^(?:git@|ssh:\/\/git@|git:\/\/)([\w.-]+)[:/](.+)$/.exec(found) ?? [];
  // Credentials in an address are secret.
  const url = host === undefined ? found.replace(/^(https?:\/\/)[^@/]*@/, '$1') : `https://${host}/${path}`;
  return {
    claims: claim('repository', repositoryIn({ repository: url }), '.git/config: the remote origin'),
    remarks: [],
  };
}
