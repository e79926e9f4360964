/** Walks the nodes of a parsed Python file. */
import type { SyntaxNode } from '@lezer/common';

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
