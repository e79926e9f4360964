/** Parses a template into its tree, by Handlebars' own parser without its compiler, and refuses what our smaller language lacks. */
import handlebars from 'handlebars/dist/cjs/handlebars/compiler/base.js';
import { type Expression, LOOP_NAMES, type LoopName, type Node, type Tree } from '../model/template.js';
import { at } from './places.js';

/** Leaves GitHub's `${{ x }}` unchanged, so that a template of a workflow looks like the workflow. */
const protectExpressions = (text: string): string => text.replaceAll('${{', '$\\{{');

/** @throws {@link SyntaxError} with the line, for invalid or unsupported syntax */
export function parseTemplate(text: string): Tree {
  // Most paths and many files have no tag, and the parser is slow.
  if (!text.includes('{{')) return text === '' ? [] : [text];
  let program: hbs.AST.Program;
  try {
    program = handlebars.parse(protectExpressions(text));
  } catch (error) {
    throw new SyntaxError(reasonOf(error as Error));
  }
  return treeOf(program);
}

/** What Handlebars' parser calls parts of a template, in the words of its documentation. */
const TOKENS: Readonly<Record<string, string>> = {
  EOF: 'the end of the file',
  OPEN_ENDBLOCK: 'a closing tag',
  INVERSE: '{{else}}',
  INVALID: 'this character',
  CLOSE: '}}',
  CLOSE_BLOCK_PARAMS: '|',
};

/** In one line; Handlebars shows the place by a drawing, or at the end. */
function reasonOf({ message }: Error): string {
  const [, line, token = ''] =
    /^Parse error on line (\d+):[\s\S]*?(?:got|Unexpected) '?(.*?)'?$/.exec(message) ?? [];
  if (line !== undefined) return `line ${line}: ${TOKENS[token] ?? token} is not expected here`;
  return message.replace(/\s*\n[\s\S]*/, '').replace(/^(.*) - (\d+):\d+$/, 'line $2: $1');
}

const refuse = (node: hbs.AST.Node, what: string): never => {
  throw new SyntaxError(`line ${node.loc.start.line}: ${what}`);
};

function treeOf(program: hbs.AST.Program | undefined): Tree {
  const nodes: Node[] = [];
  for (const statement of program?.body ?? []) {
    const node = nodeOf(statement);
    const last = nodes.at(-1);
    // Merges adjacent texts, as around a comment or an escaped tag.
    if (typeof node === 'string' && typeof last === 'string') nodes[nodes.length - 1] = last + node;
    else if (node !== '') nodes.push(node);
  }
  return nodes;
}

function nodeOf(statement: hbs.AST.Statement): Node {
  switch (statement.type) {
    case 'ContentStatement':
      return (statement as hbs.AST.ContentStatement).value;
    case 'CommentStatement':
      return '';
    case 'MustacheStatement':
      return ['put', at(statement.loc.start.line, called(statement as hbs.AST.MustacheStatement))];
    case 'BlockStatement':
      return block(statement as hbs.AST.BlockStatement);
    default:
      return refuse(statement, `${statement.type} is not supported in templates`);
  }
}

function block(statement: hbs.AST.BlockStatement): Node {
  const name = (statement.path as hbs.AST.PathExpression).original;
  const [value, ...more] = statement.params;
  if (!value || more.length > 0) refuse(statement, `{{#${name}}} takes one value`);
  if (statement.hash?.pairs.length) refuse(statement, `{{#${name}}} takes no named argument`);
  if (statement.program?.blockParams?.length) refuse(statement, `{{#${name}}} supports no block parameters`);
  const condition = at(statement.loc.start.line, expression(value as hbs.AST.Expression));
  const inside = treeOf(statement.program);
  const otherwise = treeOf(statement.inverse);
  switch (name) {
    case 'if':
      return ['if', condition, inside, otherwise];
    case 'unless':
      return ['if', condition, otherwise, inside];
    case 'each':
      return ['each', condition, inside, otherwise];
    default:
      return refuse(statement, `{{#${name}}} is unknown; only if, unless and each are supported`);
  }
}

/** A tag or a bracketed call: a name alone is a value, a name with arguments is a call. */
function called(node: hbs.AST.MustacheStatement | hbs.AST.SubExpression): Expression {
  if (node.hash?.pairs.length) refuse(node, 'a named argument is not supported in templates');
  if (node.params.length === 0) return expression(node.path);
  const { original, parts } = node.path as hbs.AST.PathExpression;
  if (parts?.length !== 1) refuse(node, `${original} cannot be called`);
  return ['call', original, node.params.map(expression)];
}

function expression(node: hbs.AST.Expression): Expression {
  switch (node.type) {
    case 'StringLiteral':
      return ['text', (node as hbs.AST.StringLiteral).value];
    case 'SubExpression':
      return called(node as hbs.AST.SubExpression);
    case 'PathExpression': {
      const { data, depth, parts, original } = node as hbs.AST.PathExpression;
      const names = parts.map((part) => String(part));
      if (!data) return ['get', depth, names];
      const name = LOOP_NAMES.find((known) => known === names.join('.'));
      return name && depth === 0
        ? ['loop', name satisfies LoopName]
        : refuse(node, `${original} is unknown; only @${LOOP_NAMES.join(', @')} are supported`);
    }
    default:
      return refuse(node, `${node.type} is not supported in templates`);
  }
}
