/** The supported Python versions, and those that a project with a given lowest version supports. */

/**
 * The versions that CPython itself supports, oldest first, with the end of their security fixes.
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

/**
 * The Python of the image: 3.13, for which all locked packages have mature wheels, or the lowest supported one if that
 * is newer.
 */
export const imagePython = (lowest: Python): Python =>
  ALL.indexOf(lowest) > ALL.indexOf('3.13') ? lowest : '3.13';
