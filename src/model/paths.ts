/** Checks which paths may be written below a project, for every system. */

/** The file name of a project's record. */
export const RECORD = '.create-pyproject.toml';

/** Names that Windows reserves for devices, with any extension. @see Microsoft, "Naming Files, Paths, and Namespaces" */
export const WINDOWS_RESERVED =
  /^(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)/i;

/** Control and format characters too: some file systems ignore format characters, and users cannot see them. */
const FORBIDDEN = /[<>:"\\|?*\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Names that need no Unicode tables, which take a millisecond to load. */
const PLAIN = /^[\w./-]+$/;

/** Names that git reserves, with the short name on Windows. @see CVE-2014-9390, CVE-2019-1353 */
const GITS_OWN = /^\.?git(~\d+)?$/;

/** The staging and journal folders of a run; see staging.ts. */
const OURS = /^\.create-pyproject\.(journal|\d+-[0-9a-z]{8})$/;

/** Limits of common file systems: bytes of a name, and nested folders. */
const NAME_BYTES = 255;
const DEPTH = 32;

/**
 * The form in which the most tolerant file systems compare names: ignoring case, composition and compatibility forms.
 */
export const folded = (name: string): string =>
  PLAIN.test(name)
    ? name.toLowerCase()
    : name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');

/** Returns why `path` may not be written below a project, or nothing. */
export function badPath(path: string): string | undefined {
  const parts = path.split('/');
  if (parts.length > DEPTH) return `lies more than ${DEPTH} folders deep`;
  for (const part of parts) {
    if (part === '' || part === '.' || part === '..') return 'leaves the project or is not normalized';
    if (!PLAIN.test(part) && FORBIDDEN.test(part)) return 'has a character that not every system allows';
    if (/[. ]$/.test(part)) return 'ends in a dot or a space, which Windows drops';
    if (WINDOWS_RESERVED.test(part)) return 'is reserved on Windows';
    const name = folded(part);
    if (name !== 'git' && GITS_OWN.test(name)) return 'is reserved by git';
    if (OURS.test(name)) return 'is reserved by create-pyproject';
    if (Buffer.byteLength(part) > NAME_BYTES) return `has a name of more than ${NAME_BYTES} bytes`;
  }
  return undefined;
}

/** Paths that were met. Two that differ by case, composition or compatibility forms are one on some systems. */
export class Paths {
  readonly #known = new Map<string, string>();

  /** Adds a path, and the folders above it. @returns why it cannot be beside those before it, or nothing */
  add(path: string): string | undefined {
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      const clash = this.#add(path.slice(0, end));
      if (clash) return clash;
    }
    return this.#add(path);
  }

  #add(path: string): string | undefined {
    const key = folded(path);
    const known = this.#known.get(key);
    if (known === undefined) this.#known.set(key, path);
    return known === undefined || known === path ? undefined : `differs from ${known} only by case`;
  }
}
