import * as assert from 'uvu/assert';
import { suggest } from '../../src/model/suggest.js';
import { suite } from '../harness.js';

const test = suite('suggestions');

const NAMES = ['hatchling', 'setuptools', 'flit', 'maturin', 'none', 'ci'];

test('a typing error is matched: a missing, extra, wrong or swapped letter', () => {
  assert.is(suggest('fli', NAMES), 'flit');
  assert.is(suggest('flitt', NAMES), 'flit');
  assert.is(suggest('flat', NAMES), 'flit');
  assert.is(suggest('filt', NAMES), 'flit');
  assert.is(suggest('setuptool', NAMES), 'setuptools');
});

test('case does not matter, and a prefix is enough', () => {
  assert.is(suggest('HATCHLING', NAMES), 'hatchling');
  assert.is(suggest('hatch', NAMES), 'hatchling');
  assert.is(suggest('mat', NAMES), 'maturin');
});

test('the nearest of several words is suggested', () => {
  assert.is(suggest('nine', ['none', 'nine-lives', 'line']), 'nine-lives');
  assert.is(suggest('kinds', ['king', 'kind']), 'kind');
});

test('a very different word gets no suggestion', () => {
  assert.is(suggest('poetry', NAMES), undefined);
  assert.is(suggest('x', ['yes-or-no']), undefined);
  assert.is(suggest('anything', []), undefined);
});

test('a very long word is handled without delay', () => {
  const started = performance.now();
  suggest('a'.repeat(1_000_000), NAMES);
  assert.ok(performance.now() - started < 500);
});
