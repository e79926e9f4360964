/** Reads where a team pack comes from, as it is typed after --pack; refuses whatever names more than a place. */
import { UserError } from '../model/errors.js';
import { visible } from '../model/redact.js';
import { type GitSource, gitSource, hostedSource } from './git-address.js';

export type Source =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'npm'; readonly spec: string }
  | GitSource;

/** One letter is a drive of Windows. */
const SCHEME = /^([a-z][a-z\d+.-]+):/i;

const FORMS =
  'a pack is a folder, npm:NAME, git+https://HOST/PATH, git+ssh://git@HOST/PATH, github:OWNER/REPOSITORY or gitlab:OWNER/REPOSITORY';

/** A name, and perhaps a version, a range or a tag. */
const SPEC = /^(@[\w~][\w.~-]*\/)?([\w~][\w.~-]*)(?:@([\w^~<>=*|][\w.^~<>=*|+ -]*))?$/;

/** npm takes such a name or version for a file. */
const FILE = /\.(?:tgz|tar\.gz|tar)$/i;

/** What was typed, for a message: neither what may be an account, nor what may be a token in a query. */
function shown(typed: string): string {
  const text = typed.replace(/\?.*/s, '?…');
  const end = text.lastIndexOf('@');
  const before = text.slice(0, Math.max(0, end)).replace(/^npm:/, '');
  return visible(/[:/]/.test(before) ? `…${text.slice(end)}` : text);
}

/**
 * Parses what a user typed after `--pack`.
 * @throws {@link UserError} E_SOURCE; the message holds no credentials
 */
export function parseSource(typed: string): Source {
  const refuse = (why: string, hint = FORMS): never => {
    throw new UserError('E_SOURCE', `--pack ${shown(typed)}: ${why}`, hint);
  };
  if (typed.trim() === '') return refuse('it is empty');
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(typed)) return refuse('it has a control character');
  if (typed.startsWith('-')) return refuse('it begins with -', `for a folder: ./${shown(typed)}`);
  const [, host = '', path = ''] = /^[^/\\:]+@([^/\\:@]+):(.*)$/.exec(typed) ?? [];
  if (host !== '')
    return refuse(
      'this form of an address is not taken',
      `write git+ssh://git@${visible(`${host}/${path}`)}`,
    );
  const scheme = SCHEME.exec(typed)?.[1];
  if (scheme === undefined) {
    if (/^@[^/\\]+\/[^/\\]+$|^[^/\\]+@[^/\\]*$/.test(typed))
      return refuse('it is no folder', `for a package: npm:${shown(typed)}; for a folder: ./${shown(typed)}`);
    return { kind: 'folder', path: typed };
  }
  const rest = typed.slice(scheme.length + 1);
  switch (scheme) {
    case 'npm':
      return npmSource(rest, refuse);
    case 'github':
    case 'gitlab':
      return hostedSource(scheme, rest, refuse);
    case 'git+https':
    case 'git+ssh':
    case 'git+file':
      return gitSource(typed.slice('git+'.length), refuse);
    case 'https':
    case 'ssh':
    case 'file':
      return refuse(`${scheme}: alone does not say what is there`, `for a repository: git+${scheme}://…`);
    default:
      return refuse('packs are not taken from such an address');
  }
}

function npmSource(spec: string, refuse: (why: string, hint?: string) => never): Source {
  const [found, , name = '', version = ''] = SPEC.exec(spec) ?? [];
  if (found === undefined || FILE.test(name) || FILE.test(version))
    return refuse('npm: takes a name, with a version, a range or a tag', 'as in npm:@acme/pack@^2');
  return { kind: 'npm', spec };
}
