/** Checks the URL of a repository. */
import { Refusal } from '../../src/model/author.js';
import { orNothing } from './or-nothing.js';

/**
 * The https URL for another form of a repository's address: `github.com/a/b`, `http://…`, `git@github.com:a/b.git`;
 * otherwise ''.
 */
function httpsOf(value: string): string {
  const [, host, path] =
    /^(?:http:\/\/|ssh:\/\/git@)?([\w-]+(?:\.[\w-]+)+(?::\d+)?)\/(.+)$/.exec(value) ??
    /^git@([\w.-]+):(?!\d+\/)(.+)$/.exec(value) ??
    [];
  return host === undefined ? '' : orNothing(acceptRepository, `https://${host}/${path}`);
}

/** Accepts the https URL of a repository, and returns its plain form. @throws {@link Refusal} */
export function acceptRepository(value: string): string {
  if (value === '') return value;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  // The message does not repeat the text, because parts of it may be secret.
  if (url?.protocol !== 'https:') throw new Refusal('is not an https URL', httpsOf(value));
  if (url.username !== '' || url.password !== '')
    throw new Refusal('contains credentials, which the project would publish');
  if (url.search !== '' || url.hash !== '')
    throw new Refusal('has a query or a fragment; give the address of the repository itself');
  const clean = `${url.origin}${url.pathname}`.replace(/\/+$/, '').replace(/(\.git)+$/, '');
  // Removing .git may leave a path segment such as `..`, which would change the URL later.
  if (!/^https:\/\/[\w.:-]+(\/(?!\.+(\/|$))[\w.~+-]+)+$/.test(clean))
    throw new Refusal('is not the address of a repository, such as https://github.com/owner/name');
  return clean;
}
