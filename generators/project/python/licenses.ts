/** The available licenses, and how an existing license file is recognized. */

export const LICENSES = {
  MIT: 'short and permissive; the most common one',
  'Apache-2.0': 'permissive, with a patent grant',
  'BSD-3-Clause': 'permissive; no endorsement with your name',
  'MPL-2.0': 'changes to its files stay open; code in other files may be proprietary',
  'GPL-3.0-or-later': 'works based on it stay open',
  'LGPL-3.0-or-later': 'changes to it stay open; programs that use it may be proprietary',
  ISC: 'like MIT, but shorter',
  Unlicense: 'dedicated to the public domain',
  none: 'proprietary: all rights reserved, not for PyPI',
} as const;

export type License = keyof typeof LICENSES;

/** A phrase that occurs only in this license. GPL is last, because the LGPL names it. */
const PHRASES: readonly (readonly [License, RegExp])[] = [
  ['Apache-2.0', /Apache License/],
  ['MPL-2.0', /Mozilla Public License/],
  ['BSD-3-Clause', /Neither the name of/],
  ['ISC', /Permission to use, copy, modify, and(\/or)? distribute this software/],
  ['Unlicense', /released into the public domain/],
  ['MIT', /Permission is hereby granted, free of charge/],
  ['LGPL-3.0-or-later', /GNU LESSER GENERAL PUBLIC LICENSE/],
  ['GPL-3.0-or-later', /GNU GENERAL PUBLIC LICENSE/],
];

/** @param text a license file's text @returns the license, or undefined for one that is not available here */
export const recognize = (text: string): License | undefined =>
  PHRASES.find(([, phrase]) => phrase.test(text.replace(/\s+/g, ' ')))?.[0];
