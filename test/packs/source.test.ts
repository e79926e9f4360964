/** What may follow --pack: each form that is taken, and each that is refused. */
import * as assert from 'uvu/assert';
import { parseSource, type Source } from '../../src/packs/source.js';
import { suite } from '../harness.js';
import { refusal } from '../world.js';

const test = suite('where a pack comes from');

const git = (url: string, ref = '', folder = ''): Source => ({ kind: 'git', url, ref, folder });
const folder = (path: string): Source => ({ kind: 'folder', path });
const npm = (spec: string): Source => ({ kind: 'npm', spec });

const ACCEPTED: readonly (readonly [string, Source])[] = [
  ['./acme', folder('./acme')],
  ['/x', folder('/x')],
  ['..', folder('..')],
  ['acme', folder('acme')],
  ['owner/repository', folder('owner/repository')],
  ['C:\\packs\\acme', folder('C:\\packs\\acme')],
  ['./@acme/pack', folder('./@acme/pack')],
  ['./a: b', folder('./a: b')],
  ['npm:acme', npm('acme')],
  ['npm:@acme/python-pack', npm('@acme/python-pack')],
  ['npm:@acme/python-pack@^2', npm('@acme/python-pack@^2')],
  ['npm:acme@1.2.3-beta.1+x', npm('acme@1.2.3-beta.1+x')],
  ['npm:acme@>=1 <2 || 3.x', npm('acme@>=1 <2 || 3.x')],
  ['npm:acme@next', npm('acme@next')],
  ['git+https://example.org/acme/packs.git', git('https://example.org/acme/packs.git')],
  ['git+https://git@example.org:8443/packs#v2', git('https://git@example.org:8443/packs', 'v2')],
  ['git+ssh://git@example.org/acme/packs#feature/x', git('ssh://git@example.org/acme/packs', 'feature/x')],
  ['git+ssh://example.org/~ann/packs', git('ssh://example.org/~ann/packs')],
  ['git+https://[::1]:3000/packs', git('https://[::1]:3000/packs')],
  ['git+file:///srv/packs#v2:packs/web', git('file:///srv/packs', 'v2', 'packs/web')],
  ['git+file:///srv/packs#:web/', git('file:///srv/packs', '', 'web')],
  ['github:acme/packs#0123abc', git('https://github.com/acme/packs.git', '0123abc')],
  ['github:acme/.github', git('https://github.com/acme/.github.git')],
  ['gitlab:acme/group/packs.git', git('https://gitlab.com/acme/group/packs.git')],
];

test('each form is taken', () => {
  for (const [typed, source] of ACCEPTED) assert.equal(parseSource(typed), source, typed);
});

/** With what the message or the hint says. */
const REFUSED: readonly (readonly [string, RegExp])[] = [
  ['', /empty/],
  [' ', /empty/],
  ['-x', /begins with -.*\.\/-x/s],
  ['--upload-pack=touch x', /begins with -/],
  ['./a\nb', /control character/],
  ['./a\u202eb', /control character/],
  ['git+https://example.org/a\u0000', /control character/],
  ['ext::sh -c touch% x', /not taken from such an address/],
  ['git+ext::sh', /not taken/],
  ['fd::17', /not taken/],
  ['http://example.org/packs', /not taken/],
  ['git+http://example.org/packs', /not taken/],
  ['git://example.org/packs', /not taken/],
  ['ftp://example.org/packs', /not taken/],
  ['data:text/plain,x', /not taken/],
  ['GIT+HTTPS://example.org/packs', /not taken/],
  ['file:///srv/packs', /git\+file:/],
  ['https://example.org/packs', /git\+https:/],
  ['ssh://git@example.org/packs', /git\+ssh:/],
  ['git@example.org:acme/packs', /git\+ssh:\/\/git@example\.org\/acme\/packs/],
  ['@acme/pack', /npm:@acme\/pack/],
  ['acme@^2', /npm:acme@\^2/],
  // npm: what is no name with a version
  ['npm:', /takes a name/],
  ['npm:-g', /takes a name/],
  ['npm:--registry=x', /takes a name/],
  ['npm:acme@-x', /takes a name/],
  ['npm:acme@', /takes a name/],
  ['npm:./acme', /takes a name/],
  ['npm:..', /takes a name/],
  ['npm:acme/x', /takes a name/],
  ['npm:@acme/../x', /takes a name/],
  ['npm:acme.tgz', /takes a name/],
  ['npm:acme@x.tar.gz', /takes a name/],
  ['npm:acme@.', /takes a name/],
  ['npm:acme@~/x', /takes a name/],
  ['npm:acme@npm:other@1', /takes a name/],
  ['npm:acme@github:a/b', /takes a name/],
  ['npm:acme@https://example.org/x.tgz', /takes a name/],
  ['npm:https://example.org/x.tgz', /takes a name/],
  ['npm:git+ssh://git@example.org/x', /takes a name/],
  ['npm:@acme%2fpack', /takes a name/],
  // git: hosts and paths
  ['git+https://-oProxyCommand=x/packs', /no proper host/],
  ['git+ssh://git@-oProxyCommand=x/packs', /no proper host/],
  ['git+ssh://%2doProxyCommand=x/packs', /no proper host/],
  ['git+https:///packs', /no proper host/],
  ['git+https://example.org', /no proper host/],
  ['git+https:example.org/x', /no proper host/],
  ['git+https://example.org:x/packs', /no proper host/],
  ['git+file://server/share', /no proper host/],
  ['git+file:///', /path is empty/],
  ['git+https://example.org/a/../b', /\.\./],
  ['git+https://example.org/-x', /begins with -/],
  ['git+https://example.org/a/%2e%2e/b', /encoded/],
  ['git+https://example.org/a%2Fb', /encoded/],
  ['git+https://example.org/a%5cb', /encoded/],
  ['git+https://example.org/a%0ab', /encoded/],
  ['git+https://example.org/a#v1:%2e%2e', /encoded/],
  ['git+https://example.org/a?b', /more than a place/],
  ['git+https://example.org/a\\b', /more than a place/],
  ['git+https://example.org/a#b#c', /more than one #/],
  ['github:acme', /OWNER\/REPOSITORY/],
  ['github:acme/a/b', /OWNER\/REPOSITORY/],
  ['github:acme/..', /OWNER\/REPOSITORY/],
  ['github:-x/a', /OWNER\/REPOSITORY/],
  ['github:acme/a?b', /OWNER\/REPOSITORY/],
  // refs and folders
  ['github:acme/a#-x', /no tag/],
  ['github:acme/a#--upload-pack=touch x', /no tag/],
  ['github:acme/a#+main', /no tag/],
  ['github:acme/a#^main', /no tag/],
  ['github:acme/a#main~1', /no tag/],
  ['github:acme/a#a..b', /no tag/],
  ['github:acme/a#@{u}', /no tag/],
  ['github:acme/a#refs/heads/*', /no tag/],
  ['github:acme/a#v1:..', /leaves the project/],
  ['github:acme/a#v1:a/../../b', /leaves the project/],
  ['github:acme/a#v1:/etc', /leaves the project/],
  ['github:acme/a#v1:a//b', /leaves the project/],
  ['github:acme/a#v1:.git', /is reserved by git/],
  ['github:acme/a#v1:b:c', /not every system/],
];

test('everything else is refused, and says what to write', () => {
  for (const [typed, reason] of REFUSED) {
    const { code, exit, message, hint } = refusal(() => parseSource(typed));
    assert.is(code, 'E_SOURCE', typed);
    assert.is(exit, 2);
    assert.match(`${message}\n${hint}`, reason, typed);
    assert.not.match(message, /\p{Cc}|\u202e/u, typed);
  }
});

test('a refusal repeats what was typed, if it cannot be a secret', () => {
  for (const typed of ['ftp://example.org/packs', 'npm:acme.tgz', 'npm:acme@x.tgz', 'github:acme'])
    assert.ok(refusal(() => parseSource(typed)).message.includes(typed), typed);
});

test('credentials are refused, and not repeated', () => {
  for (const typed of [
    'git+https://ann:s3cret@example.org/packs',
    'git+https://s3cret@example.org/packs',
    'git+https://s3cret:@example.org/packs',
    'git+https://git:s3cret@example.org/packs',
    'git+https://ann:s3/cret@example.org/packs',
    'git+https://ann:12/s3cret@example.org/packs',
    'git+ssh://s3cret@example.org/packs',
    'git+https://example.org/packs?private_token=s3cret',
    'https://ann:s3cret@example.org/packs',
    'http://s3cret@example.org/packs',
    'npm:https://ann:s3cret@example.org/x.tgz',
    'ann:s3cret@example.org:packs',
  ]) {
    const { code, message, hint } = refusal(() => parseSource(typed));
    assert.is(code, 'E_SOURCE', typed);
    assert.not.match(message + hint, /s3|cret/, typed);
  }
  const { hint } = refusal(() => parseSource('git+https://ann:s3cret@example.org/packs'));
  assert.match(hint, /credential helper.*~\/\.npmrc/);
});
