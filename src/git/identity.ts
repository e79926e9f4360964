/** Asks git for the user's name and email address. */
import { oneLine } from '../answers/settle.js';
import type { Host } from '../host/host.js';
import { Refusal } from '../model/errors.js';

export interface Identity {
  /** user.name; '' if it is not set, or git is not installed. */
  readonly user: string;
  readonly email: string;
}

/** user.name and user.email as git has them in `directory`. */
export async function identity(host: Host, directory: string): Promise<Identity> {
  const nobody = { user: '', email: '' };
  if (!host.which('git')) return nobody;
  const asking = ['git', 'config', '--null', '--get-regexp', '^user\\.(name|email)$'];
  const { code, out } = await host.exec(asking, { cwd: directory });
  if (code !== 0) return nobody;
  // Entries are "key\nvalue\0"; of several values the last one counts.
  const values = new Map(
    out
      .split('\0')
      .map((entry) => [entry.slice(0, entry.indexOf('\n')), entry.slice(entry.indexOf('\n') + 1)]),
  );
  return { user: usable(values.get('user.name')), email: usable(values.get('user.email')) };
}

/** Leaves out a value that cannot be written into a file, since the user did not type it for this project. */
function usable(text = ''): string {
  try {
    return oneLine(text);
  } catch (error) {
    if (error instanceof Refusal) return '';
    throw error;
  }
}
