/** Writes which packages and files setup() names as the tables of setuptools. */
import { tomlKey } from '../model/formats.js';
import { type Keyword, listOf, tableOf } from './setup-keywords.js';
import type { Taking } from './taking.js';
import { inline, list, some, table } from './toml-text.js';

/** Which packages and files there are: what only setuptools knows. */
export function setuptoolsTables(taking: Taking): string[] {
  const lines: string[] = [];
  const blocks: string[] = [];
  const put = (key: string, value: string | undefined): void => {
    if (value !== undefined) lines.push(`${key} = ${value}`);
  };
  const packages = taking.take('packages');
  put('py-modules', some(taking.list('py_modules'), inline));
  const folders = taking.take('package_dir');
  const places = folders?.value === undefined ? undefined : tableOf(folders);
  if (folders?.value !== undefined && !places) taking.fault('package_dir', 'is no table of texts');
  put('package-dir', places && table(places));
  put('script-files', some(taking.list('scripts'), inline));
  put('platforms', some(taking.list('platforms'), inline));
  const data = taking.take('include_package_data');
  // pyproject.toml has another default than setup().
  put('include-package-data', data?.value === true ? undefined : 'false');
  if (packages?.call) blocks.push(find(taking, packages));
  else if (packages?.value !== undefined) put('packages', some(listOf(packages), list));
  else if (!taking.has('py_modules')) put('packages', '[]');
  for (const name of ['package_data', 'exclude_package_data']) {
    const found = taking.take(name);
    if (found?.value === undefined) continue;
    const entries = Object.entries((found.value ?? {}) as object).map(
      ([key, items]) => [key === '' ? '*' : key, listOf({ from: '', value: items })] as const,
    );
    if (entries.some(([, items]) => !items)) taking.fault(name, 'is no table of lists');
    blocks.push(
      `[tool.setuptools.${name.replaceAll('_', '-')}]\n${entries.map(([key, items]) => `${tomlKey(key)} = ${inline(items ?? [])}`).join('\n')}`,
    );
  }
  if (taking.has('use_scm_version')) blocks.push('[tool.setuptools_scm]');
  return [...(lines.length > 0 ? [`[tool.setuptools]\n${lines.join('\n')}`] : []), ...blocks];
}

function find(taking: Taking, { call }: Keyword): string {
  const [where, exclude, include] = call?.positional ?? [];
  const named = {
    ...(where !== undefined && { where }),
    ...(exclude !== undefined && { exclude }),
    ...(include !== undefined && { include }),
    ...call?.named,
  };
  const lines = Object.entries(named).map(([key, value]) => {
    const items = typeof value === 'string' ? [value] : listOf({ from: '', value });
    if (!items) taking.fault('packages', `has no list for ${key}`);
    return `${key} = ${inline(items ?? [])}`;
  });
  if (call?.function !== 'find_namespace_packages') lines.push('namespaces = false');
  return `[tool.setuptools.packages.find]\n${lines.join('\n')}`;
}
