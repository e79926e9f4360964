/** The packs that come with this package. */
import { projectPack } from '../generators/project/index.js';
import { templatesOf } from './plan/templates.js';

/** The generator of Python projects. */
export const project = projectPack(() => templatesOf('project'));
