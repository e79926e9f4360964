/** Recognizes licenses: by their names in metadata, by classifiers, and by their texts. */

/** SPDX identifier -> the names that metadata use for it, in lower case, without blanks, "license" and punctuation. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  MIT: ['mit', 'expat', 'mitexpat', 'x11mit'],
  'Apache-2.0': [
    'apache20',
    'apache2',
    'apacheversion20',
    'apachesoftware20',
    'asl20',
    'apachev2',
    'apache20only',
  ],
  'BSD-3-Clause': ['bsd3clause', '3clausebsd', 'newbsd', 'modifiedbsd', 'bsd3', 'revisedbsd', 'bsdnew'],
  'BSD-2-Clause': ['bsd2clause', '2clausebsd', 'simplifiedbsd', 'freebsd', 'bsd2'],
  'MPL-2.0': ['mpl20', 'mpl2', 'mozillapublic20', 'mozillapublic20mpl20'],
  'GPL-3.0-or-later': [
    'gpl30orlater',
    'gplv3orlater',
    'gpl3orlater',
    'gnugplv3orlater',
    'gplv3+',
    'gpl3+',
    'gpl30+',
  ],
  'LGPL-3.0-or-later': ['lgpl30orlater', 'lgplv3orlater', 'lgpl3orlater', 'lgplv3+', 'lgpl3+', 'lgpl30+'],
  ISC: ['isc', 'iscl', 'iscisc'],
  Unlicense: ['unlicense', 'theunlicense', 'theunlicenseunlicense'],
  none: ['proprietary', 'licenserefproprietary', 'allrightsreserved'],
};

const bare = (name: string): string =>
  name
    .toLowerCase()
    .replace(/licen[cs]e(?!ref)|version|[^a-z0-9+]/g, (part) =>
      part === 'version' || /^licen[cs]e$/.test(part) ? '' : '',
    );

/** The identifier for a license's name in metadata; undefined if it has several meanings, as "BSD" has, or is unknown. */
export function licenseNamed(name: string): string | undefined {
  const given = name.trim();
  const exact = Object.keys(NAMES).find((id) => id.toLowerCase() === given.toLowerCase());
  if (exact) return exact;
  const plain = bare(given);
  return Object.entries(NAMES).find(([, names]) => names.some((one) => bare(one) === plain))?.[0];
}

/** Classifiers that name one license. "BSD License" and "GPLv3" have several meanings. @see https://pypi.org/classifiers/ */
const CLASSIFIERS: Readonly<Record<string, string>> = {
  'OSI Approved :: MIT License': 'MIT',
  'OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)': 'MPL-2.0',
  'OSI Approved :: GNU General Public License v3 or later (GPLv3+)': 'GPL-3.0-or-later',
  'OSI Approved :: GNU Lesser General Public License v3 or later (LGPLv3+)': 'LGPL-3.0-or-later',
  'OSI Approved :: ISC License (ISCL)': 'ISC',
  'OSI Approved :: The Unlicense (Unlicense)': 'Unlicense',
  'Other/Proprietary License': 'none',
};

/** @param classifier the whole of it: `License :: OSI Approved :: MIT License` */
export const licenseClassified = (classifier: string): string | undefined =>
  CLASSIFIERS[classifier.replace(/^License :: /, '')];

/** A phrase of each text that no text above it in this list has. @see https://spdx.org/licenses/ */
const TEXTS: readonly (readonly [string, RegExp])[] = [
  ['Apache-2.0', /Apache License,? Version 2\.0/i],
  ['MPL-2.0', /Mozilla Public License,? (Version|v\.) ?2\.0/i],
  ['LGPL-3.0-or-later', /GNU LESSER GENERAL PUBLIC LICENSE Version 3/i],
  ['LGPL-2.1', /GNU LESSER GENERAL PUBLIC LICENSE Version 2\.1/i],
  ['AGPL-3.0', /GNU AFFERO GENERAL PUBLIC LICENSE Version 3/i],
  ['GPL-3.0-or-later', /GNU GENERAL PUBLIC LICENSE Version 3/i],
  ['GPL-2.0', /GNU GENERAL PUBLIC LICENSE Version 2/i],
  ['PSF-2.0', /PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2/i],
  [
    'BSD-3-Clause',
    /Redistribution and use in source and binary forms.*(Neither the name|name of the .{1,80} may not be used|names? of (its|the) contributors)/i,
  ],
  ['BSD-2-Clause', /Redistribution and use in source and binary forms/i],
  ['ISC', /Permission to use, copy, modify, and(\/or)? distribute this software/i],
  ['Unlicense', /released into the public domain.*unlicense\.org/i],
  [
    'MIT',
    /Permission is hereby granted, free of charge, to any person obtaining a copy.*The above copyright notice and this permission notice/i,
  ],
];

/** The license whose text this is; undefined for an unknown text. The GPL's text does not say whether later ones apply. */
export function licenseOfText(text: string): string | undefined {
  const plain = text.slice(0, 100_000).replace(/[\s*#>]+/g, ' ');
  return TEXTS.find(([, phrase]) => phrase.test(plain))?.[0];
}
