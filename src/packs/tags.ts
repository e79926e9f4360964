/** Writes the text of a template from literal text and tags, so that it renders back to exactly that text. */

/** A tag that stands for a text, such as `name` for my-app. */
export interface Tag {
  /** What stands between the braces. */
  readonly tag: string;
  /** What it renders to. */
  readonly text: string;
  /** The source, of what is more than a tag. @param atStart whether it stands at the beginning of a line */
  readonly source?: (atStart: boolean) => string;
}

/** Literal text, or a tag. */
export type Piece = string | Tag;

/** A text in a tag: for braces where they cannot stand as they are. */
const quoted = (text: string): string => (text === '' ? '' : `{{"${text}"}}`);

/**
 * Literal text in which nothing is a tag. GitHub's `${{` stays as it is: see parse-template.ts. In `\{{` the backslash
 * would be taken for the escape, so there the braces come from a tag, before which a backslash is doubled.
 */
const escaped = (text: string): string =>
  text.replace(/(\\+)(\{\{[{}]*)|(?<![\\$])\{\{/g, (_, slashes?: string, braces?: string) =>
    slashes === undefined ? '\\{{' : `${slashes}\\${quoted(braces ?? '')}`,
  );

/** The source of a template that renders to the pieces' text. The text holds no NUL, which Handlebars cannot read. */
export function sourceOf(pieces: readonly Piece[]): string {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece;
    else if (piece !== '') joined.push(piece);
  }
  let source = '';
  for (const [i, piece] of joined.entries()) {
    if (typeof piece !== 'string') {
      source += piece.source?.(source === '' || source.endsWith('\n')) ?? `{{${piece.tag}}}`;
      continue;
    }
    // Beside a tag a brace would become a part of it, and a dollar would make it GitHub's.
    const head = i > 0 ? (/^\}+/.exec(piece)?.[0] ?? '') : '';
    const rest = piece.slice(head.length);
    const tail = i < joined.length - 1 ? (/[${]+$/.exec(rest)?.[0] ?? '') : '';
    const body = rest.slice(0, rest.length - tail.length);
    const ended = i < joined.length - 1 && body.endsWith('\\') ? `${body}\\` : body;
    const tails = (tail.match(/\$+|\{+/g) ?? []).map(quoted).join('');
    source += quoted(head) + escaped(ended) + tails;
  }
  return source;
}

/** The text that pieces stand for. */
export const textOf = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');
