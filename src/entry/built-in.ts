/** The packs that come with this package. */
import { projectPack } from '../../generators/project/index.js';
import type { Pack } from '../model/pack.js';
import { templatesOf } from './templates.js';

/** The generator of Python projects. */
export const project: Pack = projectPack(() => templatesOf('project'));
