/** The rules of the doctor: each finds its own example, and nothing in projects that are right. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as assert from 'uvu/assert';
import { ROOT } from '../../scripts/root.js';
import { rulePages } from '../../scripts/rule-pages.js';
import { applyEdits } from '../../src/doctor/apply-edits.js';
import type { Example } from '../../src/doctor/rule.js';
import { RULES } from '../../src/doctor/rules.js';
import { UserError } from '../../src/model/errors.js';
import type { Value } from '../../src/model/options.js';
import { cases, pack, planFor, planOfCase } from '../golden.js';
import { suite } from '../harness.js';
import { CODES, found, foundInPlan, projectOf, shown } from './findings.js';

const rules = suite('the rules of the doctor');

for (const rule of RULES) {
  const only = (files: Example): string[] =>
    shown(found(files).filter((finding) => finding.rule.code === rule.code));

  rules(`${rule.code} finds its example, and nothing in the good one`, () => {
    assert.is(only(rule.bad).length, 1, only(rule.bad).join('\n'));
    assert.equal(only(rule.good), []);
  });

  rules(`${rule.code} names a line that exists`, () => {
    for (const { file, line } of found(rule.bad)) {
      const lines = (rule.bad[file] ?? '\n').split('\n').length;
      assert.ok(line >= 1 && line <= lines, `${file}:${line}`);
    }
  });

  rules(`${rule.code}: what --fix writes is right`, () => {
    const findings = found(rule.bad).filter((finding) => finding.rule.code === rule.code);
    if (findings.every(({ edits }) => (edits ?? []).length === 0)) return;
    const mended = applyEdits(projectOf(rule.bad), findings);
    assert.ok(mended.length > 0);
    assert.equal(
      only({ ...rule.bad, ...Object.fromEntries(mended.map(({ file, after }) => [file, after])) }),
      [],
    );
  });
}

rules('a name is imported behind a comment, too', () => {
  const files = {
    'setup.py':
      'from setuptools import find_packages, setup\n\nsetup(name="app", packages=find_packages())\n',
    'app/__init__.py': '',
    'app/cli.py': 'from app import (\n    run,  # the program\n    core,\n)\n',
    'app/core/run.py': '',
  };
  assert.match(shown(found(files)).join('\n'), 'missing-init');
});

rules('an upload is found beside pip install -r, and one to another index is not', () => {
  const uploading = (script: string): Example => ({
    '.github/workflows/publish.yml': `on: push
jobs:
  publish:
    runs-on: ubuntu-24.04
    steps:
      - run: ${script} -p \${{ secrets.PYPI_TOKEN }}
`,
  });
  const tokens = (script: string): number =>
    found(uploading(script)).filter(({ rule }) => rule.code === 'publish-with-token').length;
  assert.is(tokens('python -m pip install -r requirements.txt && twine upload dist/*'), 1);
  assert.is(tokens('twine upload -r private dist/*'), 0);
});

rules('codes are unique, and each is the name of a file in src/doctor/rules', () => {
  assert.is(new Set(CODES).size, CODES.length);
  const files = readdirSync(path.join(ROOT, 'src/doctor/rules')).map((name) => name.replace(/\.ts$/, ''));
  assert.equal([...CODES].sort(), files.sort());
});

rules('texts are sentences', () => {
  for (const { code, summary, why, fix, limits } of RULES) {
    assert.not.match(summary, /[.]$/, code);
    for (const text of [why, fix, limits]) assert.match(text, /^[A-Za-z`].*[.]$/s, code);
    assert.not.match(why, /[.] [A-Z]/, `${code}: why is one sentence`);
  }
});

rules('the pages in docs/rules are current (npm run docs makes them)', () => {
  const folder = path.join(ROOT, 'docs/rules');
  const pages = rulePages();
  assert.equal(readdirSync(folder).sort(), [...pages.keys()].sort());
  for (const [name, text] of pages) assert.is(readFileSync(path.join(folder, name), 'utf8'), text, name);
});

const ours = suite('the doctor on our own projects');

for (const name of cases())
  ours(`nothing is found in ${name}`, () => {
    assert.ok(existsSync(path.join(ROOT, 'test/golden', name)));
    assert.equal(foundInPlan(planOfCase(name)), []);
  });

ours('a dependency that the locks do not have yet is found', () => {
  const { files } = planFor({ name: 'app', dependency: ['attrs>=24'] });
  const findings = shown(found(Object.fromEntries(files.map(({ path, content }) => [path, content]))));
  assert.is(findings.length, 1);
  assert.match(findings[0] ?? '', / stale-lock requirements\.txt lacks attrs: run `uv pip compile/);
});

/** The values of an option that its choices or its type give. */
function valuesOf(name: string): readonly Value[] {
  const option = pack.options[name];
  if (option?.type === 'choice') return Object.keys(option.choices);
  return option?.type === 'flag' ? [true, false] : [];
}

/** The plan for these answers; undefined where the generator refuses them. */
function planned(answers: Readonly<Record<string, Value>>): ReturnType<typeof planFor> | undefined {
  try {
    return planFor(answers);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

ours('nothing is found with any pair of a manager and another answer', () => {
  let count = 0;
  for (const manager of valuesOf('manager'))
    for (const name of Object.keys(pack.options))
      for (const value of name === 'manager' ? [] : valuesOf(name))
        for (const kind of ['library', 'web']) {
          const plan = planned({ kind, manager, [name]: value });
          if (!plan) continue;
          count += 1;
          assert.equal(foundInPlan(plan), [], JSON.stringify({ kind, manager, [name]: value }));
        }
  assert.ok(count > 300, String(count));
});
