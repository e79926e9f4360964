/** Walks the nodes of a parsed Python file. */
import type { SyntaxNode } from '@lezer/common';
import { stringValue } from './python-strings.js';

/** The nodes in a node, without comments. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (child.name !== 'Comment') found.push(child);
  return found;
}

/** The items between the brackets, each as its nodes. */
export function itemsOf(node: SyntaxNode): SyntaxNode[][] {
  const items: SyntaxNode[][] = [[]];
  for (const child of childrenOf(node).slice(1)) {
    if (/^[)\]}]$/.test(child.name)) break;
    if (child.name === ',') items.push([]);
    else items.at(-1)?.push(child);
  }
  return items.filter((item) => item.length > 0);
}

/**
 * The value of a string, also of several that Python joins: `"a" "b"`.
 * @param text of the whole file
 * @returns undefined for any other node, and for a string without a value of its own, such as an f-string
 */
export function stringIn(node: SyntaxNode, text: string): string | undefined {
  if (node.name === 'String') return stringValue(text.slice(node.from, node.to));
  if (node.name !== 'ContinuedString') return undefined;
  const parts = childrenOf(node).map((part) => stringIn(part, text));
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}
