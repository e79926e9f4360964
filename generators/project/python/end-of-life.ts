/** When the support of each Python ends. */

/**
 * Python version -> the day after which it gets no security fix. A day in the future is the planned one.
 * @see https://devguide.python.org/versions/ and https://peps.python.org/api/release-cycle.json
 */
export const END_OF_LIFE = {
  '2.6': '2013-10-29',
  '2.7': '2020-01-01',
  '3.0': '2009-06-27',
  '3.1': '2012-04-09',
  '3.2': '2016-02-20',
  '3.3': '2017-09-29',
  '3.4': '2019-03-18',
  '3.5': '2020-09-30',
  '3.6': '2021-12-23',
  '3.7': '2023-06-27',
  '3.8': '2024-10-07',
  '3.9': '2025-10-31',
  '3.10': '2026-10-31',
  '3.11': '2027-10-31',
  '3.12': '2028-10-31',
  '3.13': '2029-10-31',
  '3.14': '2030-10-31',
  '3.15': '2031-10-31',
} as const;
