/** Finds tools that a project configures outside of pyproject.toml, where a table in it would override that or be ignored. */
import { parseIni } from './ini.js';
import { documentOf, type Project } from './read-project.js';
import { tableAt } from './read-pyproject.js';

/** Tool -> files of its own, and its sections in others. */
const PLACES: Readonly<Record<string, { readonly files: readonly string[]; readonly section: RegExp }>> = {
  'check-manifest': { files: [], section: /^check-manifest$/ },
  coverage: { files: ['.coveragerc'], section: /^coverage:/ },
  mypy: { files: ['mypy.ini', '.mypy.ini'], section: /^mypy(-|$)/ },
  pytest: {
    files: ['pytest.ini', '.pytest.ini', 'pytest.toml', '.pytest.toml'],
    section: /^(tool:)?pytest$/,
  },
  ruff: { files: ['ruff.toml', '.ruff.toml'], section: /^$/ },
};

/** @returns tool -> the file that configures it */
export function configuredElsewhere(project: Project): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [tool, { files, section }] of Object.entries(PLACES)) {
    const own = files.find((file) => project.names.includes(file));
    const shared = ['setup.cfg', 'tox.ini'].find((file) =>
      [...parseIni(project.texts.get(file) ?? '').sections.keys()].some((name) => section.test(name)),
    );
    const place = own ?? shared;
    if (place !== undefined) found.set(tool, place);
  }
  // pytest reads one of the two tables, and refuses both together.
  if (Object.keys(tableAt(documentOf(project), 'tool', 'pytest', 'ini_options')).length > 0)
    found.set('pytest', 'tool.pytest.ini_options');
  return found;
}
