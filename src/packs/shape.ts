/** Describes the form of a manifest as data: one description checks it and makes its JSON schema. */
import { isTable } from '../model/record.js';

export type Shape = (
  | { readonly type: 'text'; readonly pattern?: RegExp }
  | { readonly type: 'yes or no' }
  | { readonly type: 'anything' }
  | { readonly type: 'list'; readonly of: Shape }
  /** A table with any keys. */
  | { readonly type: 'map'; readonly of: Shape; readonly keys?: RegExp }
  /** A table with these keys. */
  | {
      readonly type: 'table';
      readonly keys: Readonly<Record<string, Shape>>;
      readonly required: readonly string[];
    }
  | { readonly type: 'one of'; readonly shapes: readonly Shape[] }
) & {
  /** One line, for editors. */
  readonly help?: string;
};

/** A place in a document: keys and numbers of list items, from the root. */
export type Place = readonly (string | number)[];

export interface Fault {
  readonly place: Place;
  readonly reason: string;
}

const WORDS: Readonly<Record<Shape['type'], string>> = {
  text: 'a text',
  'yes or no': 'true or false',
  anything: 'anything',
  list: 'a list',
  map: 'a table',
  table: 'a table',
  'one of': 'another value',
};

const wrong = (shape: Shape): string =>
  shape.type === 'one of' ? shape.shapes.map(({ type }) => WORDS[type]).join(' or ') : WORDS[shape.type];

/** Every place at which a value has not the form. */
export function faultsOf(shape: Shape, value: unknown, place: Place = []): Fault[] {
  const fault = (reason: string): Fault[] => [{ place, reason }];
  switch (shape.type) {
    case 'anything':
      return [];
    case 'text':
      if (typeof value !== 'string') break;
      return shape.pattern && !shape.pattern.test(value)
        ? fault(`${JSON.stringify(value)} does not match ${shape.pattern.source}`)
        : [];
    case 'yes or no':
      if (typeof value !== 'boolean') break;
      return [];
    case 'list':
      if (!Array.isArray(value)) break;
      return value.flatMap((item, i) => faultsOf(shape.of, item, [...place, i]));
    case 'one of':
      if (!shape.shapes.some((one) => faultsOf(one, value).length === 0)) break;
      return [];
    case 'map':
      if (!isTable(value)) break;
      return Object.entries(value).flatMap(([key, item]) =>
        shape.keys && !shape.keys.test(key)
          ? [
              {
                place: [...place, key],
                reason: `the name ${JSON.stringify(key)} does not match ${shape.keys.source}`,
              },
            ]
          : faultsOf(shape.of, item, [...place, key]),
      );
    case 'table': {
      if (!isTable(value)) break;
      const missing = shape.required.filter((key) => !Object.hasOwn(value, key));
      return [
        ...missing.flatMap((key) => fault(`${key} is missing`)),
        ...Object.entries(value).flatMap(([key, item]) => {
          const known = Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined;
          const names = Object.keys(shape.keys).join(', ');
          return known
            ? faultsOf(known, item, [...place, key])
            : [{ place: [...place, key], reason: `${JSON.stringify(key)} is not one of ${names}` }];
        }),
      ];
    }
  }
  return fault(`takes ${wrong(shape)}`);
}

/** The same form as a JSON Schema. */
export function schemaOf(shape: Shape): Readonly<Record<string, unknown>> {
  const about = shape.help === undefined ? {} : { description: shape.help };
  switch (shape.type) {
    case 'anything':
      return about;
    case 'text':
      return { ...about, type: 'string', ...(shape.pattern && { pattern: shape.pattern.source }) };
    case 'yes or no':
      return { ...about, type: 'boolean' };
    case 'list':
      return { ...about, type: 'array', items: schemaOf(shape.of) };
    case 'one of':
      return { ...about, anyOf: shape.shapes.map(schemaOf) };
    case 'map': {
      const names = shape.keys && { propertyNames: { pattern: shape.keys.source } };
      return { ...about, type: 'object', additionalProperties: schemaOf(shape.of), ...names };
    }
    case 'table': {
      const properties = Object.entries(shape.keys).map(([key, inner]) => [key, schemaOf(inner)]);
      const required = shape.required.length > 0 && { required: shape.required };
      return {
        ...about,
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(properties),
        ...required,
      };
    }
  }
}
