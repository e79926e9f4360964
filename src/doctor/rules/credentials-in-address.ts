/** A password in the address of a dependency or an index. */
import { hasCredentials, withoutCredentials } from '../../model/redact.js';
import { addressesIn } from '../read/addresses.js';
import type { Found, Rule } from '../rule.js';

/** The rule. */
export const credentialsInAddress: Rule = {
  code: 'credentials-in-address',
  summary: 'an address of a dependency or an index with a password or a token',
  why: 'Everybody who can read the repository or the published metadata has the password, and its history keeps it.',
  fix: 'Revoke it, and give it through the environment, `.netrc` or `keyring`.',
  limits: 'A variable in place of the password is right. The password is never printed.',
  bad: { 'requirements.txt': '--index-url https://ann:s3cr3t-word@pypi.example.org/simple\nacme==1.0\n' },
  good: { 'requirements.txt': `--index-url https://ann:\${TOKEN}@pypi.example.org/simple\nacme==1.0\n` },
  *check(project): Iterable<Found> {
    for (const { file, line, text } of addressesIn(project)) {
      const [, account = ''] = /:\/\/([^/\s]*)@/.exec(text) ?? [];
      if (
        account === '' ||
        account === 'git' ||
        /[$%{<]|^x{3,}|:(?:x+|\*+|password|token|secret)$/i.test(account)
      )
        continue;
      // The user's name alone is no secret, except over HTTP, where it is the token.
      if (hasCredentials(text) && (account.includes(':') || account.length > 15))
        yield { file, line, message: `${withoutCredentials(text).slice(0, 120)} has a password` };
    }
  },
};
