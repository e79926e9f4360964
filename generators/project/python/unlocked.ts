/** Finds requirements that the shipped data cannot lock: these need uv and a network. */
import { type LockData, own, resolve } from './closure.js';
import { lockData } from './locked.js';
import { parseRequirement, type Requirement } from './requirement.js';
import { satisfies } from './version.js';

/** Those of a project's own dependencies that the data cannot lock, each with the reason. */
export function unlocked(requirements: readonly string[], data: LockData = lockData()): Map<string, string> {
  const reasons = requirements.map((text) => [text, misfit(parseRequirement(text), data)] as const);
  return new Map(reasons.flatMap(([text, reason]) => (reason ? [[text, reason] as const] : [])));
}

function misfit({ name, extras, specifier, marker }: Requirement, data: LockData): string | undefined {
  const versions = own(data, name);
  if (!versions) return 'its versions are not shipped';
  if (marker) return 'it has a marker';
  if (extras.some((extra) => versions.some((version) => !own(version.extras ?? {}, extra))))
    return 'its extra is not shipped';
  const outside = versions.find(({ version }) => !satisfies(version, specifier));
  if (outside) return `the shipped version is ${outside.version}`;
  return dependsOnPlatform(`${name}[${extras}]`, data)
    ? 'what it requires depends on the platform'
    : undefined;
}

/**
 * A platform-specific pin in requirements.txt makes uv split its resolution of the tools by platform, which changes the
 * form of their markers in ways that the data cannot tell.
 */
function dependsOnPlatform(requirement: string, data: LockData): boolean {
  const pins = [...resolve([{ file: '', requirements: [requirement] }], '3', data).values()].flat();
  const onPlatform = (condition: string): boolean => !condition.startsWith('python_full_version ');
  return pins.some(({ locked, marker }) => locked.partial || marker.flat().some(onPlatform));
}
