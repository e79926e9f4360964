/** Python files: imports and calls, by an error-tolerant parser. Nothing is run. */
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';

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

/** A literal, or undefined for anything that has to be evaluated. */
export type Literal = string | number | boolean | null | readonly Value[] | ReadonlyMap<string, Value>;

/** The value of an argument or an item, with its line. */
export interface Value {
  readonly line: number;
  /** undefined for an expression that is no literal. */
  readonly literal: Literal | undefined;
  /** The call, as in `find_packages('src')`; undefined for anything else. */
  readonly call: Call | undefined;
}

/** A call with its arguments. */
export interface Call {
  /** As it is written: `setuptools.setup`. */
  readonly name: string;
  readonly line: number;
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  /** Whether `*args` or `**kwargs` can add more. */
  readonly open: boolean;
}

/** A parsed file. */
export interface PythonFile {
  readonly imports: readonly Import[];
  /** The calls of functions with these last names. */
  calls(name: string): readonly Call[];
  readonly shebang: boolean;
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
      shebang: text.startsWith('#!'),
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

const children = (node: SyntaxNode): SyntaxNode[] => {
  const all: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) all.push(child);
  return all;
};

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
    const words = children(node)
      .filter(({ name }) => name !== 'Comment')
      .map((child) => this.written(child));
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
    const [callee, list] = children(node);
    const positional: Value[] = [];
    const keywords = new Map<string, Value>();
    let open = false;
    const parts = list ? children(list) : [];
    for (let i = 0; i < parts.length; i += 1) {
      const part = parts[i];
      if (!part || /^[(),⚠]|^Comment$/.test(part.name)) continue;
      if (part.name === '*' || part.name === '**') {
        open = true;
        i += 1;
      } else if (part.name === 'VariableName' && parts[i + 1]?.name === 'AssignOp') {
        const value = parts[i + 2];
        if (value) keywords.set(this.written(part), this.value(value));
        i += 2;
      } else positional.push(this.value(part));
    }
    const name = callee ? this.written(callee).replace(/\s+/g, '') : '';
    return { name, line: this.line(node), positional, keywords, open };
  }

  value(node: SyntaxNode): Value {
    const literal = this.literal(node);
    return {
      line: this.line(node),
      literal,
      call: node.name === 'CallExpression' ? this.call(node) : undefined,
    };
  }

  private literal(node: SyntaxNode): Literal | undefined {
    const inner = (): SyntaxNode[] =>
      children(node).filter(({ name }) => !/^[[\](){},]$|^Comment$/.test(name));
    switch (node.name) {
      case 'String':
        return stringOf(this.written(node));
      case 'ContinuedString': {
        const parts = children(node).map((part) => this.literal(part));
        return parts.every((part) => typeof part === 'string') ? parts.join('') : undefined;
      }
      case 'Number':
        return Number(this.written(node));
      case 'Boolean':
        return this.written(node) === 'True';
      case 'None':
        return null;
      case 'ParenthesizedExpression': {
        const [only] = inner();
        return only ? this.literal(only) : undefined;
      }
      case 'ArrayExpression':
      case 'TupleExpression':
        return inner().map((item) => this.value(item));
      case 'DictionaryExpression': {
        const parts = inner().filter(({ name }) => name !== ':');
        const map = new Map<string, Value>();
        for (let i = 0; i + 1 < parts.length; i += 2) {
          const [key, value] = [parts[i], parts[i + 1]];
          const name = key && this.literal(key);
          if (typeof name !== 'string' || !value) return undefined;
          map.set(name, this.value(value));
        }
        return map;
      }
      default:
        return undefined;
    }
  }
}

/** The value of a string without prefixes that change it; the usual escapes only. */
function stringOf(written: string): string | undefined {
  const [, prefix = '', quote = '', body = ''] = /^([a-zA-Z]*)("""|'''|"|')([\s\S]*)\2$/.exec(written) ?? [];
  if (quote === '' || /[fbt]/i.test(prefix)) return undefined;
  if (/r/i.test(prefix)) return body;
  return body.replace(/\\(\r?\n|[\s\S])/g, (_, c: string) =>
    c.endsWith('\n') ? '' : (({ n: '\n', t: '\t', r: '\r' } as Record<string, string>)[c] ?? c),
  );
}

/** The strings of a literal list, with their lines; undefined unless all of them are literals. */
export function stringsOf(
  value: Value | undefined,
): readonly { readonly text: string; readonly line: number }[] | undefined {
  const literal = value?.literal;
  if (!Array.isArray(literal)) return undefined;
  const items = (literal as readonly Value[]).flatMap((item) =>
    typeof item.literal === 'string' ? [{ text: item.literal, line: item.line }] : [],
  );
  return items.length === literal.length ? items : undefined;
}
