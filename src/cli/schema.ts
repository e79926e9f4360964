/** The JSON schema of the answers file. */
import type { Option, OptionTable } from '../model/options.js';

function property(option: Option): Record<string, unknown> {
  switch (option.type) {
    case 'flag':
      return { type: 'boolean', description: option.help };
    case 'list':
      return { type: 'array', items: { type: 'string' }, uniqueItems: true, description: option.help };
    case 'choice':
      return {
        type: 'string',
        description: option.help,
        oneOf: Object.entries(option.choices).map(([name, reason]) => ({ const: name, description: reason })),
      };
    case 'text':
      return { type: 'string', description: option.help };
  }
}

/** @returns a JSON Schema (draft 2020-12) as data. Every key is optional, because each option has a default. */
export function answersSchema(options: OptionTable): Record<string, unknown> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Answers of create-pyproject',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(Object.entries(options).map(([name, option]) => [name, property(option)])),
  };
}
