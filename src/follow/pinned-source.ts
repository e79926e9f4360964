/** The source of a pack with the version that a project was made from. */

/**
 * @param source as in a record
 * @param resolved the version of a package, or the commit of a repository
 */
export function pinnedSource(source: string, resolved: string | undefined): string {
  if (resolved === undefined) return source;
  const [, name] = /^npm:((?:@[^/]+\/)?[^@]+)/.exec(source) ?? [];
  if (name !== undefined) return `npm:${name}@${resolved}`;
  const [place = '', ref = ''] = source.split('#');
  const folder = /:.*/.exec(ref)?.[0] ?? '';
  return `${place}#${resolved}${folder}`;
}
