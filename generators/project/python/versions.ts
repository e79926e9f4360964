/** The supported Pythons, and those that a project with a given lowest one supports. */

/**
 * Supported by CPython itself, oldest first, each with the end of its security fixes.
 * @see https://peps.python.org/api/release-cycle.json
 */
export const PYTHONS = {
  '3.11': '2027-10',
  '3.12': '2028-10',
  '3.13': '2029-10',
  '3.14': '2030-10',
  '3.15': '2031-10',
} as const;

export type Python = keyof typeof PYTHONS;

const ALL = Object.keys(PYTHONS) as Python[];

/** The supported versions from `lowest` up. */
export const pythonsFrom = (lowest: Python): readonly Python[] => ALL.slice(ALL.indexOf(lowest));

/** The image's Python: 3.13, on which every wheel of the locks is well tried, or the lowest one if that is newer. */
export const imagePython = (lowest: Python): Python =>
  ALL.indexOf(lowest) > ALL.indexOf('3.13') ? lowest : '3.13';
