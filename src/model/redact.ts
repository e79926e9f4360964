/** Hides credentials in URLs, and escapes characters that would affect a terminal or end a line. */

/**
 * Matches up to the last @ of a word, because a malformed URL may contain an unescaped password. A quote may be part of
 * it (RFC 3986).
 */
const CREDENTIALS = /(:\/{0,3})[^\s/"<>][^\s"<>]*@/g;
const SCHEME = /[a-z][a-z0-9+.-]*$/i;

/** The text with the account in each URL replaced. */
export const withoutCredentials = (text: string): string =>
  text.includes('@')
    ? text.replace(CREDENTIALS, (found, mark: string, at: number) =>
        mark.length > 1 && SCHEME.test(text.slice(Math.max(0, at - 20), at)) ? `${mark}…@` : found,
      )
    : text;

/**
 * An http(s) URL with userinfo, or any URL with a password, even malformed. A port is not a password, and the `git@` of
 * ssh, which all share, is not a secret.
 */
const SECRET = /\b(?:https?:\/\/[^\s/?#"<>]*|[a-z][a-z0-9+.-]*:\/\/[^\s/?#"<>:@]*:(?!\d+[/?#])[^\s"<>]*)@/i;

/** Whether a text holds a URL with credentials. */
export const hasCredentials = (text: string): boolean => SECRET.test(text);

/** Characters that end a line, move the cursor, or hide or reverse what follows. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]|\p{Surrogate}/gu;

/** The text as one line, with every such character escaped. */
export const visible = (text: string): string =>
  text.replace(UNSEEN, (c) =>
    [...Array(c.length).keys()].map((i) => `\\u${c.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );
