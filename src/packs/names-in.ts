/** The names that a template reads. */
import type { Expression, Tree } from '../model/template.js';

const inValue = (expression: Expression): readonly string[] => {
  if (expression[0] === 'get') return expression[2].slice(0, 1);
  return expression[0] === 'call' ? expression[2].flatMap(inValue) : [];
};

/** The first word of each name, with repetitions; in a loop it may be one of an item. */
export const namesIn = (tree: Tree): readonly string[] =>
  tree.flatMap((node) => {
    if (typeof node === 'string') return [];
    return [...inValue(node[1]), ...node.slice(2).flatMap((inner) => namesIn(inner as Tree))];
  });
