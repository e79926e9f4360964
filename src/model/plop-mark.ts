/** Marks the generators of this package in plop, in every copy of it. */
export const OURS = Symbol.for('create-pyproject');
