/** The templates of our own packs. The build replaces this module with them, already parsed. */
import type { Template } from '../model/pack.js';
import { readTemplates } from '../plan/read-pack.js';
import { packFolder } from './package.js';

/** The templates of a pack of ours. @throws {@link UserError} E_PACK */
export const templatesOf = (pack: string): readonly Template[] => readTemplates(packFolder(pack));
