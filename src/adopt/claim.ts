/** What a file of an existing project says about it: claims for answers, with their places, and what was not understood. */
import type { Value } from '../model/options.js';

/** One statement of a file. */
export interface Claim {
  /** An option's name, or `script`: the names of console scripts. */
  readonly answer: string;
  readonly value: Value;
  /** The place, for people: `setup.py:12`, `pyproject.toml: project.name`. */
  readonly from: string;
}

/** What one file says. */
export interface Reading {
  readonly claims: readonly Claim[];
  /** What could not be understood, as sentences that begin with the place. */
  readonly remarks: readonly string[];
}

export const NOTHING: Reading = { claims: [], remarks: [] };

/** All readings in one. */
export const together = (readings: readonly Reading[]): Reading => ({
  claims: readings.flatMap(({ claims }) => claims),
  remarks: readings.flatMap(({ remarks }) => remarks),
});

/** A claim, unless there is nothing to claim. */
export function claim(answer: string, value: Value | undefined, from: string): readonly Claim[] {
  if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return [];
  return [{ answer, value: typeof value === 'string' ? value.trim() : value, from }];
}

/** The text as one line: metadata often has descriptions that are broken into several. */
export const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The strings of a list; undefined for anything else. */
export const strings = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')
    ? (value as readonly string[])
    : undefined;
