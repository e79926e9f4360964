/** What a pack's tarball may hold, tried with tarballs that hold more. */
import { gzipSync } from 'node:zlib';
import * as assert from 'uvu/assert';
import { MOST_BYTES, MOST_FILES } from '../../src/packs/files.js';
import { packFiles, unzip } from '../../src/packs/tarball.js';
import { suite } from '../harness.js';
import { refusal } from '../world.js';
import { type Entry, pax, tar } from './tar.js';

const test = suite("a pack's tarball");

const read = (...entries: Entry[]): Record<string, string> =>
  Object.fromEntries(
    packFiles(tar(...entries), 'npm:acme').map((file) => [
      file.path + (file.executable ? '*' : ''),
      Buffer.from(file.bytes).toString('utf8'),
    ]),
  );

const file = (name: string, body = 'x\n'): Entry => ({ name, body });

test('files and folders are taken without the first folder; the executable bit stays', () => {
  const found = read(
    { name: 'package/', type: '5' },
    file('package/pack.toml', 'name = "acme"\n'),
    { name: 'package/templates', type: '5' },
    { name: 'package/templates/run.sh', body: '#!/bin/sh\n', mode: 0o755 },
    file('package/empty', ''),
    { name: 'package/old', type: '\0', body: 'old' },
  );
  assert.equal(found, {
    'pack.toml': 'name = "acme"\n',
    'templates/run.sh*': '#!/bin/sh\n',
    empty: '',
    old: 'old',
  });
});

test('long names are read: the prefix of ustar, pax and GNU', () => {
  const long = `${'d'.repeat(60)}/${'f'.repeat(80)}`;
  const names = Object.keys(
    read(
      { name: 'f'.repeat(80), prefix: `package/${'d'.repeat(60)}` },
      pax({ path: `package/1/${long}ä` }),
      file('package/short'),
      { name: '././@LongLink', type: 'L', body: `package/2/${long}\0` },
      file('package/short'),
      file('package/last'),
    ),
  );
  assert.equal(names, [long, `1/${long}ä`, `2/${long}`, 'last']);
});

const HOSTILE: readonly (readonly [string, readonly Entry[], RegExp])[] = [
  [
    'a symbolic link',
    [{ name: 'package/link', type: '2', link: '/etc/passwd' }],
    /package\/link is a symbolic link/,
  ],
  ['a hard link', [{ name: 'package/link', type: '1', link: 'package/x' }], /package\/link is a hard link/],
  ['a device', [{ name: 'package/null', type: '3' }], /package\/null is a device/],
  ['a pipe', [{ name: 'package/pipe', type: '6' }], /package\/pipe is a pipe/],
  ['something unknown', [{ name: 'package/x', type: 'S' }], /package\/x is of an unknown kind/],
  ['..', [file('package/../../x')], /package\/\.\.\/\.\.\/x leaves/],
  ['.. in front', [file('../x')], /\.\.\/x leaves/],
  ['.. by pax', [pax({ path: 'package/../x' }), file('package/x')], /package\/\.\.\/x leaves/],
  ['.. in the prefix', [{ name: 'x', prefix: 'package/..' }], /package\/\.\.\/x leaves/],
  ['a folder ..', [{ name: 'package/..', type: '5' }], /package\/\.\. leaves/],
  ['an absolute name', [file('/etc/x')], /\/etc\/x leaves/],
  ['a drive', [file('package/C:/x')], /C:\/x has a character/],
  ['a backslash', [file('package/..\\x')], /has a character/],
  ['a control character', [file('package/a\u001bb')], /package\/a\\u001bb has a character/],
  ["git's folder", [file('package/.git/config')], /\.git\/config is reserved by git/],
  ['a device of Windows', [file('package/aux.txt')], /aux\.txt is reserved/],
  ['no folder at all', [file('pack.toml')], /pack\.toml lies in no folder/],
  ['two names that differ by case', [file('package/A'), file('package/a')], /a differs from A only by case/],
  [
    'folders that differ by case',
    [file('package/A/x'), file('package/a/y')],
    /a\/y differs from A only by case/,
  ],
  ['one name twice', [file('package/a'), file('other/a')], /a is there twice/],
  ['a file that is a folder', [file('package/a'), file('package/a/b')], /a is a file and a folder/],
  ['a folder that is a file', [file('package/a/b'), file('package/a')], /a is a file and a folder/],
  ['a name for all files', [pax({ path: 'package/x' }, 'g'), file('package/y')], /names all files alike/],
  ['a size that lies', [{ name: 'package/x', size: 4096 }], /ends too early/],
  ['a size that is none', [pax({ size: '-512' }), file('package/x')], /ends too early/],
  ['a header of pax that never ends', [{ name: 'x', type: 'x', body: '0 a=b\n' }], /header that is none/],
  ['a wrong sum', [{ name: 'package/x', sum: 1 }], /damaged/],
  ['a name that is not UTF-8', [{ name: Buffer.from('package/\xff', 'latin1') }], /not UTF-8/],
];

test('whatever is no plain file with a plain name is refused by its name', () => {
  for (const [what, entries, reason] of HOSTILE) {
    const { code, message } = refusal(() => read(...entries));
    assert.is(code, 'E_SOURCE', what);
    assert.match(message, reason, what);
    assert.match(message, /^npm:acme: /, what);
  }
});

test('so many files and bytes, and no more', () => {
  const many = Array.from({ length: MOST_FILES }, (_, i) => file(`package/${i}`, ''));
  assert.is(Object.keys(read(...many)).length, MOST_FILES);
  assert.match(refusal(() => read(...many, file('package/more'))).message, /more than 2000 files/);
  const folders = Array.from(
    { length: 2 * MOST_FILES + 1 },
    (_, i): Entry => ({ name: `package/${i}`, type: '5' }),
  );
  assert.match(refusal(() => read(...folders)).message, /more than 2000 files/);
  const half = 'x'.repeat(MOST_BYTES / 2);
  assert.match(
    refusal(() => read(file('package/1', half), file('package/2', half), file('package/3'))).message,
    /more than 32 MiB/,
  );
});

test('a bomb is not unpacked, and what is no gzip is refused', () => {
  const bomb = gzipSync(Buffer.alloc(2 * MOST_BYTES));
  assert.match(refusal(() => unzip(bomb, 'npm:acme')).message, /more than 32 MiB/);
  assert.match(refusal(() => unzip(Buffer.from('x'), 'npm:acme')).message, /cannot be unpacked/);
});
