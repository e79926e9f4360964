/** A value as an expression: V8 reads JSON faster than the same as a literal. */
export const asJson = (value: unknown): string => `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;
