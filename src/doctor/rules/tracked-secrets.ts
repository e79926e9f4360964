/** A file of secrets in the repository. */
import type { Found, Rule } from '../rule.js';

const SECRET =
  /^\s*(?:export\s+)?(\w*(?:SECRET|TOKEN|PASSWORD|PASSWD|API_?KEY|PRIVATE_KEY|ACCESS_KEY|CREDENTIALS)\w*)\s*=\s*["']?([^\s"'#]+)/i;

/** Names of what belongs to a secret and is none. */
const ABOUT =
  /_(?:URLS?|URI|FILE|PATH|NAME|HEADER|ALGORITHM|EXPIR\w*|LIFETIME|AGE|TTL|LENGTH|MINUTES|SECONDS|HOURS|DAYS|ID|HASHERS?|ENDPOINT|TYPE|PREFIX|ISSUER)$/i;

/** Values that are no secret. */
const PLACEHOLDER =
  /^(?:\$|<|\{|x{3,}|\*+|\.{3}|true$|false$|none$|null$|\d+$|(\w+):\1$|change|dev|local|not|super|django-insecure|minio|guest|pass|temp|default|your|my[-_]|test|dummy|example|sample|secret|postgres|admin|root|todo|insert|replace|fake|foo|bar|localhost|https?:\/\/[^@]*$)/i;

/** The rule. */
export const trackedSecrets: Rule = {
  code: 'tracked-secrets',
  summary: 'a `.env` file with secrets that git tracks',
  why: 'Everybody who can read the repository has these secrets, and its history keeps them after the file is gone.',
  fix: 'Revoke the secrets, take the file out with `git rm --cached .env`, and name it in `.gitignore`.',
  limits:
    'Examples (`.env.example`), values that are placeholders, and names that tell of no secret are left out. No value is printed.',
  bad: { '.env': 'DEBUG=1\nSTRIPE_API_KEY=sk_live_4eC39HqLyjWDarjtT1zdp7dc\n' },
  good: { '.env.example': 'DEBUG=1\nSTRIPE_API_KEY=\n' },
  *check({ tracked, text }): Iterable<Found> {
    for (const path of tracked ?? []) {
      if (!/(?:^|\/)\.env(?:\.(?:local|prod|production|staging))?$/.test(path)) continue;
      if (/(?:^|\/)(?:tests?|fixtures?|examples?|docs?)\//i.test(path)) continue;
      const lines = (text(path) ?? '').slice(0, 100_000).split('\n');
      for (const [i, line] of lines.entries()) {
        const [, name, value = ''] = SECRET.exec(line) ?? [];
        if (name === undefined || ABOUT.test(name) || value.length < 8 || PLACEHOLDER.test(value)) continue;
        yield { file: path, line: i + 1, message: `git tracks the value of ${name}` };
        break;
      }
    }
  },
};
