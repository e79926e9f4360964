/** Python files: imports and calls, by an error-tolerant parser. Nothing is run. */
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import { childrenOf, itemsOf, stringIn } from '../../adopt/syntax-nodes.js';

/** An import. */
export interface Import {
  /** The dots of a relative import. */
  readonly level: number;
  /** The module, as in `os.path`; '' for `from . import x`. */
  readonly module: string;
  /** What `from … import` takes; none for `import x`. */
  readonly names: readonly string[];
  readonly line: number;
  /** Whether it runs whenever the module does: not inside a function, `try` or `if`. */
  readonly always: boolean;
}

/** The value of an argument or an item, with its line. */
export interface Value {
  readonly line: number;
  /** A string, or the items of a list or tuple; undefined for any other expression. */
  readonly literal: string | readonly Value[] | undefined;
  /** The function that it calls, as it is written: `setuptools.find_packages`; undefined if it is no call. */
  readonly calls: string | undefined;
}

/** A call with its keyword arguments. */
export interface Call {
  readonly keywords: ReadonlyMap<string, Value>;
  /** Whether `*args` or `**kwargs` can add more. */
  readonly open: boolean;
}

/** A parsed file. */
export interface PythonFile {
  readonly imports: readonly Import[];
  /** The calls of functions with these last names. */
  calls(name: string): readonly Call[];
}

/** Parses a file. @returns undefined if it cannot be read */
export function pythonOf(text: string): PythonFile | undefined {
  try {
    const tree = parser.parse(text);
    const reader = new Reader(text);
    const imports: Import[] = [];
    const calls: SyntaxNode[] = [];
    tree.iterate({
      enter: ({ name, node }) => {
        if (name === 'ImportStatement') imports.push(...reader.imported(node));
        if (name === 'CallExpression') calls.push(node);
      },
    });
    return {
      imports,
      calls: (name) => {
        try {
          return calls.filter((node) => reader.calls(node, name)).map((node) => reader.call(node));
        } catch {
          // Literals nested deeper than the stack.
          return [];
        }
      },
    };
  } catch {
    return undefined;
  }
}

/** Bodies that need not run. */
const CONDITIONAL =
  /^(?:FunctionDefinition|IfStatement|TryStatement|WhileStatement|ForStatement|LambdaExpression)$/;

class Reader {
  private readonly text: string;
  private readonly breaks: readonly number[];

  constructor(text: string) {
    this.text = text;
    this.breaks = [...text.matchAll(/\n/g)].map(({ index }) => index);
  }

  private written({ from, to }: SyntaxNode): string {
    return this.text.slice(from, to);
  }

  private line({ from }: SyntaxNode): number {
    let [low, high] = [0, this.breaks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.breaks[middle] ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  }

  imported(node: SyntaxNode): Import[] {
    const line = this.line(node);
    let always = true;
    for (let up = node.parent; up; up = up.parent) if (CONDITIONAL.test(up.name)) always = false;
    const words = childrenOf(node).map((child) => this.written(child));
    if (words[0] === 'import')
      return words
        .slice(1)
        .join(' ')
        .split(',')
        .map((one) => one.replace(/\sas\s.*$/, '').replaceAll(' ', ''))
        .map((module) => ({ level: 0, module, names: [], line, always }));
    const at = words.indexOf('import');
    const from = words.slice(1, at < 0 ? undefined : at).join('');
    const level = /^\.*/.exec(from)?.[0].length ?? 0;
    const names = words
      .slice(at + 1)
      .filter((word) => word !== '(' && word !== ')')
      .join(' ')
      .split(',')
      .map((one) => one.trim().split(' ')[0] ?? '')
      .filter((one) => one !== '');
    return [{ level, module: from.slice(level), names, line, always }];
  }

  /** Whether a call is one of this function. */
  calls(node: SyntaxNode, name: string): boolean {
    const callee = node.firstChild ? this.written(node.firstChild) : '';
    return callee === name || callee.endsWith(`.${name}`);
  }

  call(node: SyntaxNode): Call {
    const list = node.getChild('ArgList');
    const keywords = new Map<string, Value>();
    let open = false;
    for (const [first, second, third] of list ? itemsOf(list) : []) {
      if (first?.name === '*' || first?.name === '**') open = true;
      else if (first?.name === 'VariableName' && second?.name === 'AssignOp' && third)
        keywords.set(this.written(first), this.value(third));
    }
    return { keywords, open };
  }

  private value(node: SyntaxNode): Value {
    const called = node.name === 'CallExpression' ? node.firstChild : null;
    return {
      line: this.line(node),
      literal: this.literal(node),
      calls: called ? this.written(called).replace(/\s+/g, '') : undefined,
    };
  }

  private literal(node: SyntaxNode): Value['literal'] {
    switch (node.name) {
      case 'ParenthesizedExpression': {
        const [, inner] = childrenOf(node);
        return inner && this.literal(inner);
      }
      case 'ArrayExpression':
      case 'TupleExpression':
        // An item of several nodes, such as `*names`, is more than a literal.
        return itemsOf(node).flatMap((item) => item.map((part) => this.value(part)));
      default:
        return stringIn(node, this.text);
    }
  }
}

/** The strings of a literal list, with their lines; undefined unless all of them are literals. */
export function stringsOf(
  value: Value | undefined,
): readonly { readonly text: string; readonly line: number }[] | undefined {
  const literal = value?.literal;
  if (literal === undefined || typeof literal === 'string') return undefined;
  const items = literal.flatMap((item) =>
    typeof item.literal === 'string' ? [{ text: item.literal, line: item.line }] : [],
  );
  return items.length === literal.length ? items : undefined;
}
