/** Reads literal values in Python source. Nothing is run: what is no literal is reported as such. */
import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import { childrenOf, itemsOf, stringIn } from './syntax-nodes.js';

/** A value that the source states in full. */
export type Literal = string | number | boolean | null | readonly Literal[] | LiteralTable;
export interface LiteralTable {
  readonly [key: string]: Literal;
}

/** A call of a function with literal arguments, such as `find_packages(where="src")`. */
export interface LiteralCall {
  readonly function: string;
  readonly positional: readonly Literal[];
  readonly named: LiteralTable;
}

/** An argument: a literal, a call that is not run, a file's text, or something else, as it is written. */
export type Argument = { readonly line: number; readonly source: string } & (
  | { readonly value: Literal }
  | { readonly call: LiteralCall }
  | { readonly file: string }
  | { readonly unread: true }
);

export interface Call {
  readonly line: number;
  readonly named: ReadonlyMap<string, Argument>;
  /** Arguments without a name, and those that are unpacked, as they are written. */
  readonly others: readonly string[];
}

/** Deeper nesting is no list that a person writes. */
const DEEPEST = 20;

/** `open("README.md").read()` and its like, in one expression. */
const READS =
  /^(?:(?:io\.|codecs\.)?open\(\s*(["'])([\w./-]+)\1[^()]*\)\.read\(\)|(?:pathlib\.)?Path\(\s*(["'])([\w./-]+)\3\s*\)\.read_text\([^()]*\))$/;

/** A Python file, of which only literal values are read. An error in its syntax hides only what it touches. */
export class PythonSource {
  readonly #text: string;
  readonly #tree: Tree;
  readonly #lineStarts: readonly number[];
  #constants: ReadonlyMap<string, SyntaxNode> | undefined;
  #bound: ReadonlyMap<string, number> | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#tree = parser.parse(text);
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#lineStarts = starts;
  }

  #source({ from, to }: Pick<SyntaxNode, 'from' | 'to'>): string {
    return this.#text.slice(from, to);
  }

  lineOf(position: number): number {
    const after = this.#lineStarts.findIndex((start) => start > position);
    return after < 0 ? this.#lineStarts.length : after;
  }

  /** Whether the parser had to skip or invent something, and where: the line of the first place; 0 if there is none. */
  get brokenAt(): number {
    let found = 0;
    this.#tree.iterate({
      enter: ({ type, from }) => {
        if (type.isError && found === 0) found = this.lineOf(from);
        return found === 0;
      },
    });
    return found;
  }

  /** Every call of a function of this name, also as an attribute: `setuptools.setup(…)`. */
  calls(name: string): readonly Call[] {
    const found: Call[] = [];
    this.#tree.iterate({
      enter: ({ name: type, node }) => {
        if (type !== 'CallExpression') return;
        const called = node.firstChild;
        if (!called || !new RegExp(`^(?:\\w+\\.)*${name}$`).test(this.#source(called))) return;
        const list = node.getChild('ArgList');
        if (list) found.push({ line: this.lineOf(node.from), ...this.#arguments(list) });
      },
    });
    return found;
  }

  /** The literal that is assigned to a name at the top level, once and nowhere else. */
  constant(name: string): Literal | undefined {
    const node = this.#once().get(name);
    return node && this.#literal(node, 0);
  }

  #arguments(list: SyntaxNode): Pick<Call, 'named' | 'others'> {
    const named = new Map<string, Argument>();
    const others: string[] = [];
    for (const item of itemsOf(list)) {
      const [first, second, third] = item;
      if (first?.name === 'VariableName' && second?.name === 'AssignOp' && third)
        named.set(this.#source(first), this.#argument(third));
      else if (first) others.push(this.#text.slice(first.from, item.at(-1)?.to));
    }
    return { named, others };
  }

  #argument(node: SyntaxNode): Argument {
    const about = { line: this.lineOf(node.from), source: this.#source(node) };
    const value = this.#literal(node, 0);
    if (value !== undefined) return { ...about, value };
    const named = node.name === 'VariableName' ? this.#once().get(about.source) : undefined;
    const stands = named ?? node;
    const [, , plain, , path] = READS.exec(this.#source(stands)) ?? [];
    const file = plain ?? path ?? this.#readInWith(about.source);
    if (file !== undefined) return { ...about, file };
    const call = this.#call(stands);
    return call ? { ...about, call } : { ...about, unread: true };
  }

  #call(node: SyntaxNode): LiteralCall | undefined {
    const [called, list] = [node.firstChild, node.getChild('ArgList')];
    if (node.name !== 'CallExpression' || !called || !list) return undefined;
    const positional: Literal[] = [];
    const named: Record<string, Literal> = {};
    for (const [first, second, third] of itemsOf(list)) {
      const isNamed = first?.name === 'VariableName' && second?.name === 'AssignOp';
      const stated = isNamed ? third : second ? undefined : first;
      const value = stated && this.#literal(stated, 0);
      if (!first || value === undefined) return undefined;
      if (isNamed) named[this.#source(first)] = value;
      else positional.push(value);
    }
    return { function: this.#source(called).split('.').at(-1) ?? '', positional, named };
  }

  /** `with open("README.md") as f: text = f.read()`, by the name `text`. @returns the file */
  #readInWith(name: string): string | undefined {
    if (!/^[A-Za-z_]\w*$/.test(name) || this.#assignments(name) !== 1) return undefined;
    const pattern = new RegExp(
      `^with\\s+(?:io\\.|codecs\\.)?open\\(\\s*(["'])([\\w./-]+)\\1[^()]*\\)\\s*as\\s+(\\w+)\\s*:\\s*${name}\\s*=\\s*\\3\\.read\\(\\)\\s*$`,
    );
    for (let node = this.#tree.topNode.firstChild; node; node = node.nextSibling) {
      if (node.name !== 'WithStatement') continue;
      const [, , file] = pattern.exec(this.#source(node)) ?? [];
      if (file !== undefined) return file;
    }
    return undefined;
  }

  /** How often a name is bound, anywhere in the file. */
  #assignments(name: string): number {
    this.#bound ??= this.#bindings();
    return this.#bound.get(name) ?? 0;
  }

  #bindings(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    const text = this.#text;
    for (const { 1: name = '', index } of text.matchAll(
      /\b([A-Za-z_]\w*)\s*(?:\/\/|\*\*|[-+*/|&%@])?=(?!=)/g,
    )) {
      // A keyword argument of the same name follows a parenthesis or a comma.
      const isArgument = /[(,]\s*$/.test(text.slice(Math.max(0, index - 200), index));
      if (!isArgument) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return counts;
  }

  #once(): ReadonlyMap<string, SyntaxNode> {
    if (this.#constants) return this.#constants;
    const found = new Map<string, SyntaxNode>();
    for (let node = this.#tree.topNode.firstChild; node; node = node.nextSibling) {
      if (node.name !== 'AssignStatement') continue;
      const [target, operator, value, more] = childrenOf(node);
      if (target?.name !== 'VariableName' || operator?.name !== 'AssignOp' || !value || more) continue;
      const name = this.#source(target);
      if (this.#assignments(name) === 1) found.set(name, value);
    }
    this.#constants = found;
    return found;
  }

  #literal(node: SyntaxNode, depth: number): Literal | undefined {
    if (depth > DEEPEST) return undefined;
    const source = this.#source(node);
    switch (node.name) {
      case 'Boolean':
        return source === 'True';
      case 'None':
        return null;
      case 'Number':
        return /^\d+(\.\d+)?$/.test(source) ? Number(source) : undefined;
      case 'VariableName': {
        const value = this.#once().get(source);
        // A name inside its own value would never end.
        return value && value.to <= node.from ? this.#literal(value, depth + 1) : undefined;
      }
      case 'ParenthesizedExpression': {
        const [, inner] = childrenOf(node);
        return inner && this.#literal(inner, depth + 1);
      }
      case 'BinaryExpression': {
        const [left, operator, right] = childrenOf(node);
        const [a, b] = [left, right].map((side) => side && this.#literal(side, depth + 1));
        if (!operator || this.#source(operator) !== '+') return undefined;
        if (typeof a === 'string' && typeof b === 'string') return a + b;
        return Array.isArray(a) && Array.isArray(b) ? [...a, ...b] : undefined;
      }
      case 'ArrayExpression':
      case 'TupleExpression':
      case 'SetExpression': {
        const items = itemsOf(node).map(([item, more]) =>
          item && !more ? this.#literal(item, depth + 1) : undefined,
        );
        return items.every((item) => item !== undefined) ? (items as Literal[]) : undefined;
      }
      case 'DictionaryExpression': {
        const entries = itemsOf(node).map(([key, colon, value, more]) => {
          const name = key && colon?.name === ':' && !more ? this.#literal(key, depth + 1) : undefined;
          const found = value && this.#literal(value, depth + 1);
          return typeof name === 'string' && found !== undefined ? ([name, found] as const) : undefined;
        });
        return entries.every((entry) => entry !== undefined)
          ? (Object.fromEntries(entries as [string, Literal][]) as LiteralTable)
          : undefined;
      }
      default:
        return stringIn(node, this.#text);
    }
  }
}
