/** The templates of our own packs. The build puts them, parsed, in the place of this module. */
import type { Template } from './pack.js';
import { packFolder } from './package.js';
import { readTemplates } from './read-pack.js';

/** The templates of a pack of ours. @throws {@link UserError} E_PACK */
export const templatesOf = (pack: string): readonly Template[] => readTemplates(packFolder(pack));
