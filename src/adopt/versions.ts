/** Reads the lowest Python in the words of metadata. */

/** The lowest `3.x` that a specifier such as `>=3.8,<4` or `^3.9` allows; undefined if it has no lower bound. */
export function lowestPython(specifier: string): string | undefined {
  const bounds = specifier.split(/,|\|\||\s(?=[<>=!~^])/).flatMap((part) => {
    const [, operator = '', major, minor = '0'] =
      /^(>=|~=|===?|\^|~|>|<=?|!=)?\s*(\d+)(?:\.(\d+))?(?:\.[\w.*]+)?$/.exec(part.trim()) ?? [];
    return major === undefined || /^(<=?|!=)$/.test(operator)
      ? []
      : [[Number(major), Number(minor)] as const];
  });
  const [highest] = bounds.sort((a, b) => b[0] - a[0] || b[1] - a[1]);
  // The standard supports no Python 2: what also runs there runs on the oldest Python 3, too.
  return highest && (highest[0] < 3 ? '3.0' : `3.${highest[1]}`);
}

/** The lowest `3.x` among `Programming Language :: Python :: 3.x`. */
export function lowestClassified(classifiers: readonly string[]): string | undefined {
  const minors = classifiers.flatMap((text) => {
    const [, minor] = /^Programming Language :: Python :: 3\.(\d+)$/.exec(text) ?? [];
    return minor === undefined ? [] : [Number(minor)];
  });
  return minors.length === 0 ? undefined : `3.${Math.min(...minors)}`;
}
