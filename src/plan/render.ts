/** Renders a template from its tree, with access only to the names of one context. */
import { formats } from '../model/formats.js';
import type { Context } from '../model/pack.js';
import { spellings } from '../model/spellings.js';
import { suggest } from '../model/suggest.js';
import type { Expression, LoopName, Node, Tree } from '../model/template.js';
import { blamed } from './places.js';

export type Render = (tree: Tree, context: Context) => string;

type Helper = (...args: unknown[]) => string;

/** One iteration of a loop. */
type Loop = Readonly<Record<LoopName, unknown>>;

/**
 * Creates a renderer with the engine's formats and spellings, the pack's own formats and `join`. It is stricter than Handlebars: an unknown
 * name is an error even in a condition, only an object's own properties are accessible, and only strings, numbers and
 * booleans are written.
 */
export function rendererFor(own: Readonly<Record<string, (value: string) => string>>): Render {
  const helpers = new Map<string, Helper>([['join', join]]);
  for (const [name, format] of Object.entries({ ...formats, ...spellings, ...own }))
    helpers.set(name, taking(name, format));

  function value(expression: Expression, scopes: readonly unknown[], loop: Loop | undefined): unknown {
    switch (expression[0]) {
      case 'text':
        return expression[1];
      case 'loop':
        if (!loop) throw new ReferenceError(`@${expression[1]} outside of {{#each}}`);
        return loop[expression[1]];
      case 'get':
        return lookUp(scopes, expression[1], expression[2]);
      case 'call': {
        const [, name, args] = expression;
        const helper = helpers.get(name);
        if (!helper) throw new ReferenceError(`${name} is not a format`);
        return helper(...args.map((arg) => value(arg, scopes, loop)));
      }
    }
  }

  function write(tree: Tree, scopes: readonly unknown[], loop: Loop | undefined): string {
    let text = '';
    for (const node of tree) {
      if (typeof node === 'string') {
        text += node;
        continue;
      }
      const found = tagValue(node, scopes, loop);
      if (node[0] === 'put') text += found;
      else if (node[0] === 'if') text += write(isYes(found) ? node[2] : node[3], scopes, loop);
      else if (Array.isArray(found)) {
        const last = found.length - 1;
        if (last < 0) text += write(node[3], scopes, loop);
        for (const [index, item] of found.entries())
          text += write(node[2], [...scopes, item], { index, first: index === 0, last: index === last });
      }
    }
    return text;
  }

  /** A tag's value, of the type that it takes. */
  function tagValue(
    [kind, expression]: Exclude<Node, string>,
    scopes: readonly unknown[],
    loop: Loop | undefined,
  ): unknown {
    try {
      const found = value(expression, scopes, loop);
      if (kind === 'each' && !Array.isArray(found))
        throw new TypeError(`{{#each ${spell(expression)}}} takes a list`);
      return kind === 'put' ? written(found, expression) : found;
    } catch (error) {
      throw blamed(error as Error, expression);
    }
  }

  return (tree, context) => write(tree, [context], undefined);
}

/** As in Handlebars, an empty list is false. */
const isYes = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));

function lookUp(scopes: readonly unknown[], up: number, names: readonly string[]): unknown {
  let value = scopes[scopes.length - 1 - up];
  for (const name of names) {
    // Neither an object's prototype nor a list's items are accessible.
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
      throw new ReferenceError(`${'../'.repeat(up)}${names.join('.')} is not known${meant(name, value)}`);
    value = (value as Context)[name];
  }
  return value;
}

/** A name of the scope that was probably meant. */
function meant(name: string, scope: unknown): string {
  const near = typeof scope === 'object' && scope !== null ? suggest(name, Object.keys(scope)) : undefined;
  return near === undefined ? '' : `; did you mean ${near}?`;
}

function written(value: unknown, from: Expression): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TypeError(`{{${spell(from)}}} is not a string`);
}

/** The original form, for a message. */
const spell = (from: Expression): string =>
  from[0] === 'get' ? `${'../'.repeat(from[1])}${from[2].join('.') || 'this'}` : String(from[1]);

const taking =
  (name: string, format: (value: string) => string): Helper =>
  (value, ...more) => {
    if (typeof value !== 'string' || more.length > 0)
      throw new TypeError(`{{${name}}} takes a string, got ${typeof value}`);
    return format(value);
  };

function join(values: unknown, separator: unknown): string {
  if (!Array.isArray(values) || typeof separator !== 'string')
    throw new TypeError('{{join}} takes a list and a string');
  return values.join(separator);
}
