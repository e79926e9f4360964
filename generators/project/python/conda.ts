/** Requirements as specifications of conda packages. */
import { parseRequirement } from './requirement.js';

/** Distributions that conda-forge has under another name. */
const NAMES: Readonly<Record<string, string>> = { build: 'python-build' };

/**
 * `httpx>=0.28,<1` as `httpx >=0.28,<1`. conda has no extras and no markers: both are left out, but what Linux alone needs has
 * a selector of conda-lock.
 */
export function condaSpec(requirement: string): string {
  const { name, range, marker } = parseRequirement(requirement);
  const spec = [NAMES[name] ?? name, range.replaceAll(' ', '')].filter(Boolean).join(' ');
  return /^sys_platform == (['"])linux\1$/.test(marker) ? `${spec}  # [linux]` : spec;
}
