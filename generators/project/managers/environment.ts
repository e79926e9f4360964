/** The environment in `.venv`, which is the same for every manager. */
import type { Platform } from '../../../src/model/author.js';

/** Variables that would redirect tools to another environment than `.venv`. */
export const HIDDEN = ['CONDA_PREFIX', 'PYTHONHOME', 'PYTHONPATH', 'VIRTUAL_ENV'];

/** Whether make is usually installed. */
export const hasMake = ({ name }: Platform): boolean => name !== 'win32';

/**
 * The folder of the programs in `.venv`, relative to the project.
 * @param ownPython whether the manager installs the Python: on Windows it is then not in that folder
 */
export function environment(
  { path, name }: Platform,
  ownPython = false,
): {
  readonly scripts: string;
  /** The form that users type. */
  readonly program: (name: string) => string;
  readonly python: string;
} {
  const [folder, python] = name === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
  const scripts = path.join('.venv', folder);
  return {
    scripts,
    program: (command) => path.join(scripts, command),
    python: path.join(name === 'win32' && ownPython ? '.venv' : scripts, python),
  };
}
