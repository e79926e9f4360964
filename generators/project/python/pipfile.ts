/** Requirements as lines of a Pipfile. */
import { toml } from '../../../src/model/author.js';
import { parseRequirement } from './requirement.js';

/** `httpx>=0.28` as `httpx = ">=0.28"`. */
export function pipfileLine(requirement: string): string {
  const { name, extras, range, marker } = parseRequirement(requirement);
  const version = toml(range || '*');
  if (extras.length === 0 && marker === '') return `${name} = ${version}`;
  const table = [
    `version = ${version}`,
    ...(extras.length > 0 ? [`extras = [${extras.map(toml).join(', ')}]`] : []),
    ...(marker ? [`markers = ${toml(marker)}`] : []),
  ];
  return `${name} = { ${table.join(', ')} }`;
}
