/**
 * Rules for this repository's own workflows, and which tags may be released. Linters for workflows are in test/python.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { type Manifest, refuseOldPins, releaseNotes } from '../scripts/release.js';
import { ROOT } from '../scripts/root.js';
import { suite } from './harness.js';

const FOLDER = path.join(ROOT, '.github', 'workflows');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly environment?: { readonly name: string };
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const texts = new Map(
  readdirSync(FOLDER)
    .sort()
    .map((name) => [name, readFileSync(path.join(FOLDER, name), 'utf8')]),
);
const workflows = new Map([...texts].map(([name, text]) => [name, parse(text) as Workflow]));
const jobs = [...workflows].flatMap(([file, workflow]) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ where: `${file} ${name}`, job })),
);
const steps = jobs.flatMap(({ where, job }) => job.steps.map((step) => ({ where, step })));

const test = suite('workflows');

test('every action is pinned to one commit in all files, with its version as a comment', () => {
  const lines = [...texts.values()].flatMap((text) => text.match(/^.*\buses:.*$/gm) ?? []);
  assert.is(lines.length, steps.filter(({ step }) => step.uses !== undefined).length);
  const pins = new Set<string>();
  for (const line of lines) {
    assert.match(line, /^ +- uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    pins.add(line.trim());
  }
  assert.is(new Set([...pins].map((pin) => pin.split('@')[0])).size, pins.size);
});

test('no workflow has permissions by default, and only these jobs may write', () => {
  for (const [name, { permissions, concurrency }] of workflows) {
    assert.equal(permissions, {}, name);
    assert.ok(concurrency, name);
  }
  const writing = jobs.flatMap(({ where, job }) =>
    Object.entries(job.permissions ?? {})
      .filter(([, access]) => access !== 'read')
      .map(([scope, access]) => `${where} ${scope}: ${access}`),
  );
  assert.equal(writing, [
    'aging.yml report issues: write',
    'pins.yml propose contents: write',
    'pins.yml propose pull-requests: write',
    'release.yml publish id-token: write',
    'release.yml release contents: write',
  ]);
});

test('every job has a timeout, and no checkout keeps its token', () => {
  assert.equal(
    jobs.filter(({ job }) => !job['timeout-minutes']).map(({ where }) => where),
    [],
  );
  const checkouts = steps.filter(({ step }) => step.uses?.startsWith('actions/checkout@'));
  assert.ok(checkouts.length > 0);
  for (const { where, step } of checkouts) assert.is(step.with?.['persist-credentials'], false, where);
});

test('no script contains an expression', () => {
  const scripts = steps.flatMap(({ where, step }) => (step.run ? [{ where, run: step.run }] : []));
  assert.ok(scripts.length > 0);
  for (const { where, run } of scripts) assert.not.match(run, '${'.concat('{'), where);
});

test('the quick tests run on three systems, and on every supported Node.js', () => {
  const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    engines: { node: string };
  };
  const matrix = workflows.get('ci.yml')?.jobs.test?.strategy?.matrix;
  assert.equal(matrix?.os, ['ubuntu-latest', 'macos-latest', 'windows-latest']);
  assert.is(matrix?.node?.[0], /^>=(\d+)\./.exec(manifest.engines.node)?.[1]);
});

test('the publishing job neither builds nor checks out', () => {
  const publish = workflows.get('release.yml')?.jobs.publish;
  assert.is(publish?.environment?.name, 'npm');
  const run = publish?.steps.map((step) => step.run ?? '').join('\n') ?? '';
  assert.match(
    run,
    'sha256sum --check --strict SHA256SUMS\nnpm publish ./*.tgz --provenance --access public',
  );
  assert.not.match(run, /npm (ci|install|run|pack)/);
  assert.not.ok(publish?.steps.some((step) => step.uses?.startsWith('actions/checkout@')));
});

const MANIFEST: Manifest = { version: '1.2.3', repository: { url: 'git+https://github.com/o/r.git' } };
const CHANGELOG =
  '# Changelog\n\n## Unreleased\n\n## 1.2.3 - 2026-12-01\n\n### Added\n\n- This.\n\n## 1.2.2\n';

test('a tag that matches everything is released with its section of the changelog', () => {
  assert.is(releaseNotes('v1.2.3', 'o/r', MANIFEST, CHANGELOG), '### Added\n\n- This.\n');
  const linked = CHANGELOG.replace('1.2.3', '[1.2.3]');
  assert.is(releaseNotes('v1.2.3', 'o/r', MANIFEST, linked), '### Added\n\n- This.\n');
});

test('pins older than thirty days are refused', () => {
  const cutoff = '2026-11-14T00:00:00Z';
  refuseOldPins(cutoff, Date.parse('2026-12-14T23:59:59Z'));
  assert.throws(
    () => refuseOldPins(cutoff, Date.parse('2026-12-15T00:00:00Z')),
    '31 days ago: run npm run pins',
  );
  assert.throws(() => refuseOldPins('unknown', 0), 'run npm run pins');
});

test('a tag with any mismatch is refused', () => {
  const refused = (tag: string, manifest: Manifest, changelog: string, said: string) =>
    assert.throws(() => releaseNotes(tag, 'o/r', manifest, changelog), said);
  refused('v1.2.4', MANIFEST, CHANGELOG, "the tag is v1.2.4, package.json's version is 1.2.3");
  refused('1.2.3', MANIFEST, CHANGELOG, 'the tag is 1.2.3');
  refused('v1.2.3', { version: '1.2.3' }, CHANGELOG, 'it must be git+https://github.com/o/r.git');
  refused('v2.0.0-rc.1', { ...MANIFEST, version: '2.0.0-rc.1' }, CHANGELOG, 'is not a stable version');
  refused('v1.2.2', { ...MANIFEST, version: '1.2.2' }, CHANGELOG, 'CHANGELOG.md has no section');
  refused('v1.2.3', MANIFEST, CHANGELOG.replace('1.2.3', '1.2.30'), 'CHANGELOG.md has no section');
});
