/** Which paths may be written below a project, on every system. */

/** Names that Windows keeps for devices, with any ending. @see Microsoft, "Naming Files, Paths, and Namespaces" */
export const WINDOWS_RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

const FORBIDDEN = /[<>:"\\|?*\p{Cc}]/u;

/** Returns why `path` may not be written below a project, or nothing. */
export function badPath(path: string): string | undefined {
  for (const part of path.split('/')) {
    if (part === '' || part === '.' || part === '..') return 'leaves the project or is not normal';
    if (FORBIDDEN.test(part)) return 'has a character that not every system allows';
    if (/[. ]$/.test(part)) return 'ends in a dot or a space, which Windows drops';
    if (WINDOWS_RESERVED.test(part)) return 'is reserved on Windows';
    if (part.toLowerCase() === '.git') return "is git's own";
  }
  return undefined;
}
