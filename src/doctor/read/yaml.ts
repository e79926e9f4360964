/** YAML with lines. Aliases are shared and never copied, so a document cannot grow while it is read. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node as Parsed, parseDocument } from 'yaml';

/** A value of a document. */
export interface Node {
  readonly line: number;
  /** The text of a scalar as its value, `true` or `1.5` included. */
  readonly text?: string;
  /** The text as it is written, and how: `3.10` is the number 3.1. */
  readonly written?: { readonly source: string; readonly plain: boolean; readonly block: boolean };
  /** Where the scalar stands in the source. */
  readonly from?: number;
  readonly map: ReadonlyMap<string, Node>;
  /** The lines of the keys of `map`. */
  readonly keyLines: ReadonlyMap<string, number>;
  readonly list: readonly Node[];
}

/** The value under keys of nested maps. */
export function at(node: Node | undefined, ...keys: readonly string[]): Node | undefined {
  let here = node;
  for (const key of keys) here = here?.map.get(key);
  return here;
}

/** The texts of a scalar or of a list of scalars. */
export const textsOf = (node: Node | undefined): readonly string[] =>
  node === undefined
    ? []
    : node.text === undefined
      ? node.list.flatMap((one) => one.text ?? [])
      : [node.text];

/** Parses the first document of a file. @returns undefined if it is not YAML */
export function yamlOf(text: string): Node | undefined {
  try {
    const lines = new LineCounter();
    const document = parseDocument(text, {
      lineCounter: lines,
      logLevel: 'silent',
      prettyErrors: false,
      uniqueKeys: false,
    });
    if (document.errors.length > 0 || document.contents === null) return undefined;
    const made = new Map<Parsed, Node>();
    const convert = (given: unknown): Node | undefined => {
      const parsed = isAlias(given) ? given.resolve(document) : (given as Parsed | null | undefined);
      if (!parsed) return undefined;
      const known = made.get(parsed);
      if (known) return known;
      const from = parsed.range?.[0] ?? 0;
      const map = new Map<string, Node>();
      const keyLines = new Map<string, number>();
      const list: Node[] = [];
      const { line } = lines.linePos(from);
      const scalar = isScalar(parsed)
        ? {
            text: parsed.value === null ? '' : String(parsed.value),
            written: {
              source: parsed.source ?? String(parsed.value),
              plain: parsed.type === 'PLAIN',
              block: parsed.type === 'BLOCK_LITERAL',
            },
            from,
          }
        : {};
      const node: Node = { line, map, keyLines, list, ...scalar };
      // Before its children: a document may contain itself.
      made.set(parsed, node);
      if (isMap(parsed))
        for (const { key, value } of parsed.items) {
          const name = isScalar(key) ? String(key.value) : undefined;
          const child = convert(value);
          if (name === undefined) continue;
          keyLines.set(name, lines.linePos((key as Parsed).range?.[0] ?? 0).line);
          map.set(name, child ?? { line, text: '', map: new Map(), keyLines: new Map(), list: [] });
        }
      if (isSeq(parsed)) for (const item of parsed.items) list.push(...[convert(item) ?? []].flat());
      return node;
    };
    return convert(document.contents);
  } catch {
    // An alias without an anchor, or nesting deeper than the stack.
    return undefined;
  }
}
