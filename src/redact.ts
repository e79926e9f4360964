/** What is never repeated: credentials in URLs, and characters that would do something to a terminal or end a line. */

/** Up to the last @ of a word: what is no proper URL may hold its password unescaped. A quote may stand in one (RFC 3986). */
const CREDENTIALS = /(:\/{0,3})[^\s/"<>][^\s"<>]*@/g;
const SCHEME = /[a-z][a-z0-9+.-]*$/i;

/** The text without what stands before the @ of a URL. */
export const withoutCredentials = (text: string): string =>
  text.includes('@')
    ? text.replace(CREDENTIALS, (found, mark: string, at: number) =>
        mark.length > 1 && SCHEME.test(text.slice(Math.max(0, at - 20), at)) ? `${mark}…@` : found,
      )
    : text;

/**
 * An address of the web with any account, or any with a password, which may hold what it should not: a port is none, and
 * `git@` before a host is a name that all share.
 */
const SECRET = /\b(?:https?:\/\/[^\s/?#"<>]*|[a-z][a-z0-9+.-]*:\/\/[^\s/?#"<>:@]*:(?!\d+[/?#])[^\s"<>]*)@/i;

/** Whether a text holds a URL with credentials. */
export const hasCredentials = (text: string): boolean => SECRET.test(text);

/** What ends a line, moves a cursor, hides or turns around what follows. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]|\p{Surrogate}/gu;

/** The text as one line in which every such character is an escape. */
export const visible = (text: string): string =>
  text.replace(UNSEEN, (c) =>
    [...Array(c.length).keys()].map((i) => `\\u${c.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );
