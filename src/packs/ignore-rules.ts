/** Reads the rules of a .gitignore, for folders that no repository knows. */

interface Rule {
  readonly pattern: RegExp;
  readonly folderOnly: boolean;
  readonly ignores: boolean;
}

/** Says of a path relative to the .gitignore: ignored, excepted, or nothing. */
export type Ignore = (path: string, isFolder: boolean) => boolean | undefined;

/** Each sign of a pattern, and what it matches. */
const SIGNS: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/^\*\*\//, () => '(?:.*/)?'],
  [/^\/\*\*$/, () => '/.+'],
  [/^\*+/, () => '[^/]*'],
  [/^\?/, () => '[^/]'],
  [/^\[!?[^\]/]+\]/, (found) => found.replace(/^\[!/, '[^').replaceAll('\\', '\\\\')],
  [/^\\?[\s\S]/u, (found) => found.replace(/^\\(?=.)/, '').replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')],
];

function matcher(glob: string): RegExp | undefined {
  if (glob === '**') return /^/;
  let source = '';
  for (let rest = glob; rest !== ''; ) {
    const [found, written] = SIGNS.flatMap(([sign, write]) => {
      const [match] = sign.exec(rest) ?? [];
      return match === undefined ? [] : [[match, write(match)] as const];
    })[0] ?? [rest, ''];
    source += written;
    rest = rest.slice(found.length);
  }
  try {
    return new RegExp(`^${source}$`, 'u');
  } catch {
    return undefined;
  }
}

function ruleOf(line: string): Rule[] {
  const text = line.replace(/\r$/, '').replace(/(?<!\\) +$/, '');
  if (text === '' || text.startsWith('#')) return [];
  const ignores = !text.startsWith('!');
  const glob = ignores ? text : text.slice(1);
  const folderOnly = glob.endsWith('/');
  const path = glob.replace(/\/$/, '');
  // Without a slash it holds in every folder.
  const pattern = matcher(path.includes('/') ? path.replace(/^\//, '') : `**/${path}`);
  return pattern ? [{ pattern, folderOnly, ignores }] : [];
}

/** The rules of a text: the last one that matches decides. */
export function ignoreRules(text: string): Ignore {
  const rules = text.split('\n').flatMap(ruleOf);
  return (path, isFolder) =>
    rules.findLast(({ pattern, folderOnly }) => (isFolder || !folderOnly) && pattern.test(path))?.ignores;
}

/** Whether a file, or a folder that it lies in, is ignored. */
export const isIgnored = (ignore: Ignore, file: string): boolean =>
  file
    .split('/')
    .some((_, i, parts) => ignore(parts.slice(0, i + 1).join('/'), i < parts.length - 1) === true);
