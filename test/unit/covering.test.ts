import * as assert from 'uvu/assert';
import { options } from '../../generators/project/options.js';
import { suite } from '../harness.js';
import { CASES, ROWS, USUAL } from '../python/cases.js';
import { coveringRows, PAIRS, pairsOf } from '../python/covering.js';

const test = suite('covering set');

const covered = new Set(ROWS.flatMap(pairsOf));

test('the cases of test:python have every pair of choices that a project can have', () => {
  assert.equal(
    [...PAIRS].filter((pair) => !covered.has(pair)),
    [],
  );
});

test('no case has a pair that the rules refuse', () => {
  assert.equal(
    [...covered].filter((pair) => !PAIRS.has(pair)),
    [],
  );
  for (const pair of [
    'backend flit, version-from vcs',
    'backend maturin, manager poetry',
    'manager poetry, version-from vcs',
  ])
    assert.not.ok(PAIRS.has(pair), pair);
});

test('every backend meets every manager that can be run, unless a rule refuses it', () => {
  const managers = Object.keys(options.manager.choices).filter((name) => name !== 'conda');
  const met = [...PAIRS].filter((pair) => /^backend \S+, manager /.test(pair));
  // Poetry compiles no extension.
  assert.is(met.length, Object.keys(options.backend.choices).length * managers.length - 3);
});

test('a pair of which no given row is left is covered by a row more', () => {
  const [first, ...others] = ROWS;
  assert.ok(first);
  const lost = pairsOf(first).filter((pair) => !others.flatMap(pairsOf).includes(pair));
  assert.ok(lost.length > 0, 'the first case has no pair of its own');
  const found = coveringRows(others).flatMap(pairsOf);
  assert.equal(
    lost.filter((pair) => !found.includes(pair)),
    [],
  );
});

test('every case has a name of its own, and a usual run has fewer than all', () => {
  assert.is(new Set(CASES.map(({ name }) => name)).size, CASES.length);
  assert.ok(USUAL.length < CASES.length);
});
