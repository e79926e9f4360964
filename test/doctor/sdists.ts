/**
 * `npm run test:doctor [-- --update] [-- WORD…]`: what the doctor finds in real projects from PyPI, against the reviewed findings
 * in test/doctor/expected.json. A new entry needs a name and a version only; --update fills in the rest, to be read in the diff.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { END_OF_LIFE } from '../../generators/project/python/pin-data.js';
import { cached } from '../../scripts/cached.js';
import { fetchJson } from '../../scripts/pins/registry.js';
import { ROOT } from '../../scripts/root.js';
import { diagnose } from '../../src/doctor/diagnose.js';
import { Project } from '../../src/doctor/project.js';
import { readProject } from '../../src/doctor/read-project.js';
import { RULES } from '../../src/doctor/rules.js';
import { nodeHost } from '../../src/host/node-host.js';

interface Expected {
  readonly name: string;
  readonly version: string;
  readonly sha256?: string;
  /** Each one was compared with the source, and is right. */
  readonly findings?: readonly string[];
}

const FILE = path.join(ROOT, 'test/doctor/expected.json');
/** The day of the review: the ends of support depend on it. */
const TODAY = '2026-11-28';

interface Index {
  readonly files: readonly {
    readonly filename: string;
    readonly url: string;
    readonly hashes: { readonly sha256?: string };
  }[];
}

/** Downloads, checks the hash, and unpacks. @returns the folder and the hash */
async function sdist({ name, version, sha256 }: Expected): Promise<{ folder: string; sha256: string }> {
  const parent = await cached(`sdists/${name}-${version}-${sha256 ?? 'new'}`, async (folder) => {
    const page = (await fetchJson(`https://pypi.org/simple/${name}/`, {
      accept: 'application/vnd.pypi.simple.v1+json',
    })) as Index;
    const file = page.files.find(({ filename }) => filename.endsWith(`-${version}.tar.gz`));
    if (!file) throw new Error(`PyPI has no sdist of ${name} ${version}`);
    const response = await fetch(file.url, { signal: AbortSignal.timeout(60_000) });
    const bytes = Buffer.from(await response.arrayBuffer());
    const found = createHash('sha256').update(bytes).digest('hex');
    if (found !== (sha256 ?? file.hashes.sha256)) throw new Error(`${file.filename} has the hash ${found}`);
    writeFileSync(path.join(folder, 'sdist.tar.gz'), bytes);
    mkdirSync(path.join(folder, 'tree'));
    execFileSync('tar', ['-xzf', path.join(folder, 'sdist.tar.gz'), '-C', path.join(folder, 'tree')]);
  });
  const tree = path.join(parent, 'tree');
  const [only = ''] = readdirSync(tree);
  const bytes = readFileSync(path.join(parent, 'sdist.tar.gz'));
  return { folder: path.join(tree, only), sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** The folder lies in this repository, and is not part of it. */
const host = { ...nodeHost(), which: () => undefined };

async function findingsIn(folder: string): Promise<string[]> {
  const project = new Project(await readProject(host, folder));
  const none = { ignored: new Set<string>(), ignoresIn: () => false };
  return diagnose(project, { today: TODAY, endOfLife: END_OF_LIFE }, none, RULES).map(
    ({ file, line, rule, message }) => `${file}:${line} ${rule.code} ${message}`,
  );
}

const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const update = process.argv.includes('--update');
const all = JSON.parse(readFileSync(FILE, 'utf8')) as Expected[];
const renewed: Expected[] = [];
let [passed, failed] = [0, 0];
for (const expected of all) {
  if (words.length > 0 && !words.some((word) => expected.name.includes(word))) {
    renewed.push(expected);
    continue;
  }
  const { folder, sha256 } = await sdist(expected);
  const findings = await findingsIn(folder);
  renewed.push({ name: expected.name, version: expected.version, sha256, findings });
  const differences = [
    ...findings.filter((one) => !expected.findings?.includes(one)).map((one) => `new: ${one}`),
    ...(expected.findings ?? []).filter((one) => !findings.includes(one)).map((one) => `gone: ${one}`),
  ];
  if (differences.length === 0) passed += 1;
  else failed += 1;
  for (const one of differences) console.log(`${expected.name} ${expected.version}: ${one}`);
}
if (update) writeFileSync(FILE, `${JSON.stringify(renewed, null, 2)}\n`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 && !update ? 1 : 0;
