/** Checks the address of a git repository, and what follows its `#`: a ref, and a folder in it. */
import { badPath } from '../model/paths.js';

export interface GitSource {
  readonly kind: 'git';
  /** As git takes it: https://, ssh:// or file://. */
  readonly url: string;
  /** A tag, branch or commit; '' for the default branch. */
  readonly ref: string;
  /** "/"-separated; '' for the whole repository. */
  readonly folder: string;
}

/** Throws. @param hint what to do instead; if left out, the forms that are taken */
type Refuse = (why: string, hint?: string) => never;

const HOST = /^(?:[a-z\d](?:[a-z\d._-]*[a-z\d])?|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/** git decodes these itself, after the checks here: dots, slashes and control characters. */
const ENCODED = /%(?:[01][\da-f]|7f|2e|2f|5c)/i;

/** What git refuses in a name, and "+" and "^" in front, which mean more than a name. @see git-check-ref-format(1) */
const NO_REF = /^[-/.+@]|[\s~^:?*[\]\\]|\.\.|@\{|\/[./]|[/.]$|\.lock(?:\/|$)/;

const SECRET = "git's credential helper has your password: leave it out here (for packages: ~/.npmrc)";

/** `https://host/path#ref:folder`, without `git+`. */
export function gitSource(text: string, refuse: Refuse): GitSource {
  const [address = '', fragment = '', ...more] = text.split('#');
  const [, scheme, authority = '', path = ''] = /^(https|ssh|file):\/\/([^/]*)\/(.*)$/.exec(address) ?? [];
  const at = authority.lastIndexOf('@');
  if (at >= 0 && authority.slice(0, at) !== 'git') refuse('it holds credentials', SECRET);
  if (/[@?\\]/.test(path)) refuse('it has a character that may hold more than a place', SECRET);
  if (ENCODED.test(text))
    refuse('it has an encoded dot, slash or control character', 'write the character itself');
  const host = authority.slice(at + 1);
  if (scheme === undefined || (scheme === 'file' ? authority !== '' : !HOST.test(host)))
    refuse('it has no proper host and path');
  if (path === '' || path.split('/').some((part) => /^(?:\.{1,2}|-.*)$/.test(part)))
    refuse('its path is empty, or has a part that is . or .. or begins with -');
  if (more.length > 0) refuse('it has more than one #');
  return { kind: 'git', url: address, ...insideOf(fragment, refuse) };
}

/** `github:owner/repository#ref:folder`; GitLab has groups in groups. */
export function hostedSource(site: 'github' | 'gitlab', text: string, refuse: Refuse): GitSource {
  const [name = ''] = text.split('#');
  const parts = name.split('/');
  if (
    parts.length < 2 ||
    (site === 'github' && parts.length > 2) ||
    !parts.every((one) => /^\w[\w.-]*$|^\.[\w-]+$/.test(one))
  )
    refuse(`${site}: takes OWNER/REPOSITORY`);
  const url = `https://${site}.com/${name.replace(/\.git$/, '')}.git`;
  return gitSource(url + text.slice(name.length), refuse);
}

function insideOf(fragment: string, refuse: Refuse): Pick<GitSource, 'ref' | 'folder'> {
  const colon = fragment.indexOf(':');
  const ref = colon < 0 ? fragment : fragment.slice(0, colon);
  if (NO_REF.test(ref)) refuse('what follows # is no tag, branch or commit', 'as in #v2, or #v2:folder');
  const folder = colon < 0 ? '' : fragment.slice(colon + 1).replace(/\/$/, '');
  const bad = folder === '' ? undefined : badPath(folder);
  if (bad !== undefined) refuse(`its folder ${bad}`, 'as in #v2:packs/web');
  return { ref, folder };
}
