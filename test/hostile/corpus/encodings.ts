/** Answers files that are not valid text. */
import { type Case, file } from './case.js';

const UTF8 = 'save it as UTF-8: TOML allows no other encoding';
const TOML = 'the answers file is TOML, one `option = value` per line';

export const encodings: readonly Case[] = [
  file('Latin-1', Buffer.from('author = "Müller"\n', 'latin1'), 'a.toml is not UTF-8', UTF8),
  file(
    'UTF-16 with a byte order mark',
    Buffer.from('\ufeffkind = "web"\n', 'utf16le'),
    'a.toml is not UTF-8',
    UTF8,
  ),
  file(
    'UTF-16 without a byte order mark',
    Buffer.from('kind = "web"\n', 'utf16le'),
    'a.toml:1: incomplete key-value: cannot find end of key',
    TOML,
  ),
  file('a truncated UTF-8 sequence', Buffer.from([0x23, 0x20, 0xe2, 0x82]), 'a.toml is not UTF-8', UTF8),
  file('an overlong UTF-8 sequence', Buffer.from([0x23, 0xc0, 0xaf]), 'a.toml is not UTF-8', UTF8),
  file('a surrogate encoded in UTF-8', Buffer.from([0x23, 0xed, 0xa0, 0x80]), 'a.toml is not UTF-8', UTF8),
  file(
    'an image',
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    'a.toml is not UTF-8',
    UTF8,
  ),
  file(
    'more than 1 MiB',
    Buffer.alloc((1 << 20) + 1, '#'),
    'a.toml is larger than 1 MiB',
    'is it an answers file?',
  ),
  file(
    'a key of almost 1 MiB',
    `${'k'.repeat(1_000_000)} = 1\n`,
    `a.toml: unknown key ${'k'.repeat(64)}…`,
    'see --schema for the keys',
  ),
  file(
    'a dotted key of half a million parts',
    `${Array(500_000).fill('a').join('.')} = 1\n`,
    'a.toml: unknown key a',
    'see --schema for the keys',
  ),
  file(
    'a table that is nested deeper with every line',
    Array.from({ length: 250 }, (_, i) => `[${'a.'.repeat(2000)}b${i}]`).join('\n'),
    'a.toml: unknown key a',
    'see --schema for the keys',
  ),
  file(
    'eighty thousand keys',
    Array.from({ length: 80_000 }, (_, i) => `k${i}=1`).join('\n'),
    'a.toml:1: unknown key k0',
    'see --schema for the keys',
  ),
];
