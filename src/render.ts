/** How a template becomes text: a private Handlebars, without HTML escaping and strict about names. */
import Handlebars from 'handlebars';
import { formats } from './formats.js';
import type { Context } from './pack.js';

export type Render = (text: string, context: Context) => string;

/** A GitHub expression is not ours: `${{ x }}` passes as it stands, so that a workflow's template reads like the workflow. */
const protectExpressions = (text: string): string => text.replaceAll('${{', '$\\{{');

const renderers = new WeakMap<object, Render>();

/** The renderer of a pack with these formats of its own, made once, so that each template is compiled once. */
export function rendererFor(own: Readonly<Record<string, (value: string) => string>>): Render {
  const made = renderers.get(own) ?? renderer(own);
  renderers.set(own, made);
  return made;
}

/**
 * Makes a renderer with the engine's formats, the pack's own and `join`.
 */
function renderer(own: Readonly<Record<string, (value: string) => string>>): Render {
  const handlebars = Handlebars.create();
  for (const [name, format] of Object.entries({ ...formats, ...own })) {
    handlebars.registerHelper(name, (value: unknown) => {
      if (typeof value !== 'string') throw new TypeError(`{{${name}}} takes a text, got ${typeof value}`);
      return format(value);
    });
  }
  handlebars.registerHelper('join', (values: readonly string[], separator: string) => values.join(separator));
  const compiled = new Map<string, HandlebarsTemplateDelegate>();
  return (text, context) => {
    let template = compiled.get(text);
    if (!template) {
      template = handlebars.compile(protectExpressions(text), { noEscape: true, strict: true });
      compiled.set(text, template);
    }
    return template(context);
  };
}
