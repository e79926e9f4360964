/**
 * `npm run build && node build/test/follow/peers/run.js [--only WORD] [--keep]`: the same stories with create-pyproject,
 * copier and cruft. Prints a table for docs/follow.md. Run by hand: it installs the others from PyPI.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { cached } from '../../../scripts/cached.js';
import { ROOT } from '../../../scripts/root.js';
import { run } from '../../python/exec.js';
import { digest } from '../../python/tools.js';
import { environment, PEERS, type Peer, type Place, runs } from './peer.js';
import { FIRST, put, treeOf, treesOf } from './standard.js';
import { hasMarkers, type Project, STORIES, type Story } from './stories.js';

/** How often the update of a story is killed. */
const KILLS = 12;

const LOCK = path.join(ROOT, 'test', 'follow', 'peers', 'tools.txt');

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    keep: { type: 'boolean', default: false },
  },
});

/** Installs copier and cruft. @returns the folder of their commands */
async function installPeers(): Promise<string> {
  const folder = await cached(`peers-${digest(readFileSync(LOCK))}`, async (target) => {
    await run(['python3', '-m', 'venv', target]);
    const pip = [path.join(target, 'bin', 'python'), '-m', 'pip', 'install', '--quiet'];
    await run([...pip, '--require-hashes', '-r', LOCK]);
  });
  return path.join(folder, 'bin');
}

function projectAt(folder: string, env: NodeJS.ProcessEnv): Project {
  const at = (file: string): string => path.join(folder, file);
  const read = (file: string): string => (existsSync(at(file)) ? readFileSync(at(file), 'utf8') : '');
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(at(file)), { recursive: true });
    writeFileSync(at(file), text);
  };
  const git = (...args: readonly string[]): string => {
    const { code, output } = runs(['git', ...args], folder, env);
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${output}`);
    return output;
  };
  const files = (): readonly string[] => [...treeOf(folder).keys()];
  return {
    read,
    write,
    git,
    files,
    has: (file) => existsSync(at(file)),
    swap: (file, from, to) => {
      const text = read(file);
      if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
      write(
        file,
        text.replace(from, () => to),
      );
    },
    remove: (file) => rmSync(at(file)),
    move: (from, to) => renameSync(at(from), at(to)),
    isExecutable: (file) => (statSync(at(file)).mode & 0o111) !== 0,
    commit: () => {
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message=x');
    },
    everything: () => files().map(read).join('\n'),
  };
}

/** Tells a story with one tool. @returns what went wrong, or an empty text */
function tell(story: Story, peer: Peer, place: Place): string {
  const folder = path.join(place.parent, 'my-app');
  const publish = (): void => peer.publish?.(place, treesOf(place.pack, path.join(place.parent, 'trees')));
  put(place.pack, { ...FIRST, ...story.first });
  publish();
  const made = runs(peer.create(place), place.parent, place.env);
  if (made.code !== 0) throw new Error(`${peer.name} makes no project: ${made.output}`);
  const project = projectAt(folder, place.env);
  project.git('init', '--quiet');
  project.commit();
  story.edit?.(project);
  if (story.committed !== false) project.commit();
  put(place.pack, story.newer);
  if (story.newer['pack.toml'] === undefined)
    put(place.pack, { 'pack.toml': (FIRST['pack.toml'] ?? '').replace('1.0.0', '2.0.0') });
  publish();
  if (story.killed) return killed(peer, folder, place.env);
  let ran = runs(peer.update(story.docker ?? false), folder, place.env);
  if (story.between) {
    story.between(project);
    ran = runs(peer.update(story.docker ?? false), folder, place.env);
  }
  if (values.keep) writeFileSync(path.join(place.parent, 'output'), `${ran.output}\nexit ${ran.code}\n`);
  const wrong = story.expect(project, ran.code).filter(([holds]) => !holds);
  return wrong.length === 0
    ? ''
    : `${wrong.map(([, otherwise]) => otherwise).join('; ')} (${traceOf(project)}exit ${ran.code})`;
}

/** Kills the update at points that lie evenly in its time, and runs it again. @returns what went wrong, or an empty text */
function killed(peer: Peer, folder: string, env: NodeJS.ProcessEnv): string {
  const command = peer.update(false);
  const copied = (name: string): string => {
    // Beside the project, because the record may name the pack by a relative path.
    const copy = `${folder}-${name}`;
    cpSync(folder, copy, { recursive: true, preserveTimestamps: true });
    runs(['git', 'status'], copy, env);
    return copy;
  };
  const state = (at: string): string =>
    JSON.stringify([...treeOf(at)].map(([name, { bytes }]) => [name, digest(bytes)]));
  const whole = copied('whole');
  const from = performance.now();
  if (runs(command, whole, env).code !== 0) return 'an error without a kill';
  const [complete, milliseconds] = [state(whole), performance.now() - from];
  const codes: number[] = [];
  for (let i = 1; i <= KILLS; i += 1) {
    const copy = copied(String(i));
    runs(command, copy, env, Math.round((milliseconds * i) / (KILLS + 1)));
    const { code } = runs(command, copy, env);
    if (state(copy) !== complete) codes.push(code);
    rmSync(copy, { recursive: true });
  }
  if (codes.length === 0) return '';
  return `not whole after ${codes.length} of ${KILLS} kills (exit ${[...new Set(codes)].join(', ')})`;
}

/** What a tool left of a change that it did not make. */
function traceOf(project: Project): string {
  if (project.files().some((file) => file.endsWith('.rej'))) return 'a .rej file, ';
  return hasMarkers(project.everything()) ? 'markers, ' : '';
}

const work = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'peers-')));
process.on('exit', () => {
  if (values.keep) console.log(`kept: ${work}`);
  else rmSync(work, { recursive: true, force: true });
});
const home = path.join(work, 'home');
mkdirSync(home);
const env = environment(home, await installPeers());
const versions = PEERS.map(({ version }) => runs(version, home, env).output.match(/\d[\w.]*/)?.[0] ?? '?');
const chosen = STORIES.filter(
  ({ name }) => values.only.length === 0 || values.only.some((word) => name.includes(word)),
);
const rows = chosen.map((story, i) => [
  story.name,
  ...PEERS.map((peer, j) => {
    const parent = path.join(work, `${i + 1}-${j + 1}`);
    mkdirSync(parent);
    const place = { pack: path.join(parent, 'pack'), template: path.join(parent, 'template'), parent, env };
    const wrong = tell(story, peer, place);
    console.error(`${story.name}: ${peer.name}: ${wrong === '' ? 'kept' : wrong}`);
    return wrong === '' ? 'kept' : wrong;
  }),
]);
const table = [
  [
    'Story',
    ...PEERS.map(
      ({ name }, i) =>
        `${name.replace(' ', ` ${versions[i]} `)}${name.includes(' ') ? '' : ` ${versions[i]}`}`,
    ),
  ],
  ['---', ...PEERS.map(() => '---')],
  ...rows,
];
for (const row of table) console.log(`| ${row.join(' | ')} |`);
const [ourRows, wrong] = [rows.map((row) => row[1] ?? ''), rows.filter((row) => row[1] !== 'kept')];
console.log(`${ourRows.length - wrong.length} passed, ${wrong.length} failed`);
process.exitCode = wrong.length === 0 ? 0 : 1;
