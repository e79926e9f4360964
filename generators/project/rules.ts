/** What depends on two answers: combinations that are refused, each with the nearest one that works. */
import type { Rule } from '../../src/model/author.js';
import { refusedExport } from './exports.js';
import { managers } from './managers/index.js';
import type { ProjectAnswers } from './options.js';
import { FOR_PYTHON } from './parts.js';
import { isProgram, SHELL_WORDS } from './python/names.js';
import { parseRequirement, requirementName } from './python/requirement.js';
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
    check: ({ manager, dependency }, { option }) => {
      const refused = dependency.find((text) => {
        const { extras, marker } = parseRequirement(text);
        return extras.length > 0 || marker !== '';
      });
      return manager !== 'conda' || refused === undefined
        ? undefined
        : {
            message: `conda has no extras and no markers (${refused})`,
            hint: `name the packages of the extra instead, or choose ${option('manager')} uv`,
          };
    },
  },
  {
    check: ({ manager, dependency }, { option }) => {
      const names = dependency.map((text) => parseRequirement(text).name);
      const repeated = dependency.find((_, i) => names.indexOf(names[i] ?? '') !== i);
      return manager !== 'pipenv' || repeated === undefined
        ? undefined
        : {
            message: `a Pipfile has one line for each package (${repeated})`,
            hint: `give one range, or choose ${option('manager')} uv`,
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
    check: ({ ci, 'template-update': follows }, { option }) =>
      follows && ci === 'none'
        ? {
            message: `${option('template-update')} is a workflow of GitHub Actions, and ${option('ci')} is none`,
            hint: `choose ${option('ci')} github, or leave out ${option('template-update')}`,
          }
        : undefined,
  },
  {
    check: ({ backend, 'version-from': from }, wording) =>
      from === 'vcs' ? refuseVcs(backend, wording) : undefined,
  },
  {
    check: ({ manager, backend }, { option }) =>
      manager === 'poetry' && !FOR_PYTHON.includes(backend)
        ? {
            message: `${option('manager')} poetry does not work with ${option('backend')} ${backend}: Poetry installs a project for development by itself, and compiles nothing`,
            hint: `choose ${option('manager')} pdm, or leave out ${option('backend')}`,
          }
        : undefined,
  },
  {
    check: ({ manager, backend, publish }, { option }) =>
      publish === 'pypi' && !FOR_PYTHON.includes(backend) && managers[manager].commands.workflow.wheels === ''
        ? {
            message: `${option('manager')} ${manager} does not work with ${option('backend')} ${backend} and ${option('publish')} pypi: the jobs that build the wheels cannot read its locks`,
            hint: `choose ${option('manager')} pip, uv or pdm, or ${option('publish')} none`,
          }
        : undefined,
  },
  {
    check: ({ manager, export: wanted }, { option }) => {
      const refused = refusedExport({ manager, export: wanted });
      // What is left of the wish with this manager.
      const left = (['requirements', 'pylock'] as const).filter(
        (format) => refusedExport({ manager, export: format }) === undefined,
      );
      return refused === undefined
        ? undefined
        : {
            message: `${option('manager')} ${manager} does not work with ${option('export')} ${wanted}: ${refused}`,
            hint: `choose ${[...left.map((format) => `${option('export')} ${format}`), `${option('manager')} uv`].join(', or ')}`,
          };
    },
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
