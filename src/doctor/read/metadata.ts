/** What a project says of itself in pyproject.toml, setup.py and setup.cfg. */
import type { Project } from '../project.js';
import { lastStage, starts } from './dockerfile.js';
import { stringsOf } from './python.js';
import { normalized, type Requirement, requirementOf } from './requirements.js';
import { type Entry, listOf } from './setup-cfg.js';

/** A declared text with its place. */
export interface Declared {
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

/** A run-time dependency. */
export interface Dependency extends Declared {
  readonly requirement: Requirement;
}

/** The run-time dependencies that are written literally: from [project], else from setup.py and setup.cfg. */
export function dependenciesOf(project: Project): readonly Dependency[] {
  return declared(project).flatMap((one) => {
    const requirement = requirementOf(one.text);
    return requirement ? [{ ...one, requirement }] : [];
  });
}

function declared(project: Project): readonly Declared[] {
  const { pyproject, setupScript, configuration } = project;
  if (pyproject?.get('project') !== undefined)
    return pyproject.strings('project', 'dependencies').map((text) => ({
      text,
      file: 'pyproject.toml',
      line: pyproject.lineOfItem(text, 'project', 'dependencies'),
    }));
  const fromScript = stringsOf(setupScript?.keywords.get('install_requires'));
  if (fromScript) return fromScript.map((one) => ({ ...one, file: 'setup.py' }));
  return listedIn(project, configuration?.get('options')?.get('install_requires'));
}

/** The items of a list in setup.cfg. */
function listedIn(project: Project, entry: Entry | undefined): readonly Declared[] {
  const lines = (project.text('setup.cfg') ?? '').split('\n');
  return listOf(entry).map((text) => {
    const at = lines.findIndex((line, i) => i >= (entry?.line ?? 1) - 1 && line.includes(text));
    return { text, file: 'setup.cfg', line: at < 0 ? (entry?.line ?? 1) : at + 1 };
  });
}

/** The name of the project as PEP 503 compares it; '' if it is not written literally. */
export function nameOf({ pyproject, setupScript, configuration }: Project): string {
  const name =
    pyproject?.string('project', 'name') ??
    pyproject?.string('tool', 'poetry', 'name') ??
    setupScript?.keywords.get('name')?.literal ??
    configuration?.get('metadata')?.get('name')?.value;
  return typeof name === 'string' ? normalized(name) : '';
}

/** The classifiers with their places. */
export function classifiersOf(project: Project): readonly Declared[] {
  const { pyproject, setupScript, configuration } = project;
  for (const place of [['project', 'classifiers'] as const, ['tool', 'poetry', 'classifiers'] as const]) {
    const all = pyproject?.strings(...place) ?? [];
    if (pyproject && all.length > 0)
      return all.map((text) => ({
        text,
        file: 'pyproject.toml',
        line: pyproject.lineOfItem(text, ...place),
      }));
  }
  const fromScript = stringsOf(setupScript?.keywords.get('classifiers'));
  if (fromScript) return fromScript.map((one) => ({ ...one, file: 'setup.py' }));
  const metadata = configuration?.get('metadata');
  return listedIn(project, metadata?.get('classifiers') ?? metadata?.get('classifier'));
}

/** What the project says of the Pythons that it runs on. */
export function requiresPythonOf({ pyproject, setupScript, configuration }: Project): Declared | undefined {
  const modern = pyproject?.string('project', 'requires-python');
  if (pyproject && modern !== undefined)
    return { text: modern, file: 'pyproject.toml', line: pyproject.line('project', 'requires-python') };
  const value = setupScript?.keywords.get('python_requires');
  if (value && typeof value.literal === 'string')
    return { text: value.literal, file: 'setup.py', line: value.line };
  const entry = configuration?.get('options')?.get('python_requires');
  return entry && { text: entry.value, file: 'setup.cfg', line: entry.line };
}

/** The build backend; setuptools' own if none is named but setup.py is there. */
export function backendOf(project: Project): string | undefined {
  const named = project.pyproject?.string('build-system', 'build-backend');
  if (named !== undefined) return named;
  return project.has('setup.py') || project.has('setup.cfg') ? 'setuptools.build_meta' : undefined;
}

/** Whether setuptools builds the project. */
export const usesSetuptools = (project: Project): boolean =>
  (backendOf(project) ?? '').startsWith('setuptools');

/** Whether the project can be installed: it has a backend, and Poetry or uv do not take it for a mere environment. */
export const isDistribution = (project: Project): boolean =>
  backendOf(project) !== undefined &&
  project.pyproject?.get('tool', 'poetry', 'package-mode') !== false &&
  project.pyproject?.get('tool', 'uv', 'package') !== false;

/** Files of programs. */
const PROGRAM = /^(?:(?:src\/)?(?:main|run|server|bot|app)\.py|Procfile)$|(?:^|\/)(?:manage|[aw]sgi)\.py$/;

/** Whether the project is a program that people run, and not a library that others import. */
export const isProgram = (project: Project): boolean => {
  const { pyproject, setupScript, configuration } = project;
  return (
    pyproject?.get('project', 'scripts') !== undefined ||
    pyproject?.get('project', 'gui-scripts') !== undefined ||
    pyproject?.get('tool', 'poetry', 'scripts') !== undefined ||
    setupScript?.keywords.has('entry_points') === true ||
    setupScript?.keywords.has('scripts') === true ||
    setupScript?.open === true ||
    configuration?.has('options.entry_points') === true ||
    classifiersOf(project).some(({ text }) => text.startsWith('Private ::')) ||
    project.own(PROGRAM).length > 0 ||
    project.dockerfiles().some((dockerfile) => {
      const last = lastStage(dockerfile);
      return last !== undefined && starts(last);
    })
  );
};
