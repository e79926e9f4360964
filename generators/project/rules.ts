/** The answers that contradict each other. */
import type { Rule } from '../../src/model/author.js';
import type { ProjectAnswers } from './options.js';
import { isProgram, SHELL_WORDS } from './python/names.js';
import { requirementName } from './python/requirement.js';
import { refuseVcs } from './vcs.js';

export const rules: readonly Rule<ProjectAnswers>[] = [
  {
    check: ({ name, kind }, { option }) =>
      kind !== 'library' && isProgram(name)
        ? {
            message: `${name} is a program of every virtual environment of this project: the project's command would replace it`,
            hint: `choose another ${option('name')}`,
          }
        : undefined,
  },
  {
    check: ({ name, kind }, { option }) =>
      kind !== 'library' && SHELL_WORDS.has(name)
        ? {
            message: `${name} is a shell keyword or built-in: the shell would not run the command`,
            hint: `choose another ${option('name')}`,
          }
        : undefined,
  },
  {
    check: ({ name, dependency }, { option }) => {
      const itself = dependency.find((text) => requirementName(text) === name);
      return itself === undefined
        ? undefined
        : {
            message: `${name} cannot depend on itself (${itself})`,
            hint: `leave out that ${option('dependency')}, or choose another ${option('name')}`,
          };
    },
  },
  {
    check: ({ license, publish }, { option }) =>
      license === 'none' && publish === 'pypi'
        ? {
            message: `a proprietary project (${option('license')} none) is not published on PyPI`,
            hint: `leave out ${option('publish')}, or choose a license`,
          }
        : undefined,
  },
  {
    check: ({ backend, 'version-from': from }, wording) =>
      from === 'vcs' ? refuseVcs(backend, wording) : undefined,
  },
  {
    check: ({ manager, backend }, { option }) =>
      manager === 'poetry' && ['maturin', 'scikit-build-core', 'meson-python'].includes(backend)
        ? {
            message: `${option('manager')} poetry does not work with ${option('backend')} ${backend}: Poetry installs a project for development by itself, and compiles nothing`,
            hint: `choose ${option('manager')} pdm, or leave out ${option('backend')}`,
          }
        : undefined,
  },
  {
    check: ({ manager, 'version-from': from }, { option }) =>
      manager === 'poetry' && from === 'vcs'
        ? {
            message: `${option('version-from')} vcs does not work with ${option('manager')} poetry: Poetry reads the version from pyproject.toml`,
            hint: `choose ${option('manager')} pdm, or leave out ${option('version-from')}`,
          }
        : undefined,
  },
];
