/** Requirements and indexes that are addresses, wherever a project names them. */
import type { Project } from '../project.js';
import type { Declared } from './metadata.js';
import { stringsOf } from './python.js';
import { requirementLines } from './requirements.js';

/** The requirements files of a project. */
export const requirementsFiles = (project: Project): readonly string[] =>
  project.own(/(?:^|\/)(?:[\w.-]*requirements[\w.-]*|requirements\/[\w.-]+|constraints[\w.-]*)\.(?:txt|in)$/);

/** Every requirement and option with an address. */
export function addressesIn(project: Project): readonly Declared[] {
  const found: Declared[] = [];
  for (const file of requirementsFiles(project))
    for (const { line, text } of requirementLines((project.text(file) ?? '').slice(0, 1_000_000)))
      if (text.includes('://')) found.push({ file, line, text });
  const { pyproject, setupScript } = project;
  if (pyproject) {
    const lists = [
      ['project', 'dependencies'],
      ['build-system', 'requires'],
      ...['project', 'dependency-groups'].flatMap((table) =>
        pyproject
          .entries(...(table === 'project' ? ['project', 'optional-dependencies'] : [table]))
          .map(([name]) =>
            table === 'project' ? ['project', 'optional-dependencies', name] : [table, name],
          ),
      ),
    ];
    for (const place of lists)
      for (const text of pyproject.strings(...place))
        if (text.includes('://'))
          found.push({ file: 'pyproject.toml', line: pyproject.lineOfItem(text, ...place), text });
  }
  const required = stringsOf(setupScript?.keywords.get('install_requires')) ?? [];
  for (const { text, line } of required)
    if (text.includes('://')) found.push({ file: 'setup.py', line, text });
  return found;
}
