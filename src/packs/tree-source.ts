/** Writes a template's tree as a source again, so that what did not change in a file stays as the generator has it. */
import type { Expression, Node, Tree } from '../model/template.js';
import { parseTemplate } from '../plan/parse-template.js';
import { type Piece, sourceOf, type Tag } from './tags.js';

/** A tag with the node that it was. */
export interface NodeTag extends Tag {
  readonly node: Exclude<Node, string>;
}

function spell(expression: Expression): string {
  switch (expression[0]) {
    case 'get':
      return '../'.repeat(expression[1]) + (expression[2].join('.') || 'this');
    case 'loop':
      return `@${expression[1]}`;
    case 'text':
      return expression[1].includes('"') ? `'${expression[1]}'` : `"${expression[1]}"`;
    case 'call':
      return [
        expression[1],
        ...expression[2].map((arg) => (arg[0] === 'call' ? `(${spell(arg)})` : spell(arg))),
      ].join(' ');
  }
}

type BlockNode = Exclude<Node, string | readonly ['put', ...unknown[]]>;

/** Whether a branch ends in a line end, or in a block that takes one with it. */
function endsLine(tree: Tree): boolean {
  const last = tree.at(-1);
  if (last === undefined) return true;
  if (typeof last === 'string') return last.endsWith('\n');
  return last[0] !== 'put' && endsLine(last[2]) && endsLine(last[3]);
}

/** Alone on its line, a tag takes its line end with it: then each tag of a block has a line of its own. */
function blockSource([kind, value, yes, no]: BlockNode): (atStart: boolean) => string {
  const isUnless = kind === 'if' && yes.length === 0;
  const called = isUnless ? 'unless' : kind;
  const [first, second] = isUnless ? [no, yes] : [yes, no];
  return (atStart) => {
    const end = atStart && endsLine(first) && endsLine(second) ? '\n' : '';
    const before = `{{#${called} ${spell(value)}}}${end}${sourceOf(first.map(bare))}`;
    return `${before}${elseSource(second, end)}{{/${called}}}${end}`;
  };
}

function elseSource(tree: Tree, end: string): string {
  const [only] = tree;
  if (only === undefined) return '';
  if (tree.length > 1 || typeof only === 'string' || only[0] !== 'if' || only[2].length === 0)
    return `{{else}}${end}${sourceOf(tree.map(bare))}`;
  const [, value, yes, no] = only;
  return `{{else if ${spell(value)}}}${end}${sourceOf(yes.map(bare))}${elseSource(no, end)}`;
}

const bare = (node: Node): Piece => pieceOf(node, () => '');

/** A node as a piece of a source. @param render what it renders to in the project */
export function pieceOf(node: Node, render: (tree: Tree) => string): Piece {
  if (typeof node === 'string') return node;
  const text = render([node]);
  const tag: NodeTag =
    node[0] === 'put'
      ? { tag: spell(node[1]), text, node }
      : { tag: `#${node[0]} ${spell(node[1])}`, text, node, source: blockSource(node) };
  return tag;
}

/** A tree in which texts from tags are texts, and adjacent ones are one. */
function normal(tree: Tree): Node[] {
  const nodes: Node[] = [];
  for (const node of tree) {
    const last = nodes.at(-1);
    const plain = typeof node !== 'string' && node[0] === 'put' && node[1][0] === 'text' ? node[1][1] : node;
    if (plain === '') continue;
    if (typeof plain === 'string' && typeof last === 'string') nodes[nodes.length - 1] = last + plain;
    else if (typeof plain === 'string' || plain[0] === 'put') nodes.push(plain);
    else nodes.push([plain[0], plain[1], normal(plain[2]), normal(plain[3])]);
  }
  return nodes;
}

const nodesOf = (piece: Piece): Tree => {
  if (typeof piece === 'string') return [piece];
  return 'node' in piece ? [(piece as NodeTag).node] : parseTemplate(sourceOf([piece]));
};

/** Whether a source says what its pieces say, with all answers: blanks around blocks are easily lost. */
export const isFaithful = (pieces: readonly Piece[], source: string): boolean =>
  JSON.stringify(normal(parseTemplate(source))) === JSON.stringify(normal(pieces.flatMap(nodesOf)));
