/** The templates of our own packs. The build replaces this module with them, already parsed. */
import { packFolder } from '../package.js';
import type { Template } from './pack.js';
import { readTemplates } from './read-pack.js';

/** The templates of a pack of ours. @throws {@link UserError} E_PACK */
export const templatesOf = (pack: string): readonly Template[] => readTemplates(packFolder(pack));
