/** A local npm registry that holds one package: this one. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { run } from '../python/exec.js';
import { environmentOf, type Person } from './person.js';
import type { Tools } from './tools.js';

const SECONDS = 60;

/** Starts the registry. It stops when its standard input closes, so it never outlives this process. @returns its URL */
async function serve(tools: Tools, folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const script = path.join(import.meta.dirname, 'serve.js');
  // The newest verdaccio requires Node 22 or later.
  const child = spawn(tools.node('24'), [script, tools.file('verdaccio'), folder], { stdio: 'pipe' });
  process.on('exit', () => child.kill('SIGKILL'));
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  const port = await new Promise<string>((resolve, reject) => {
    const refuse = (why: string): void => reject(new Error(`the registry ${why}\n${said}`));
    const timer = setTimeout(() => refuse(`does not listen after ${SECONDS} seconds`), SECONDS * 1000);
    child.on('error', reject);
    child.on('exit', (code) => refuse(`has ended with ${code}`));
    child.stdout.once('data', (chunk: Buffer) => {
      clearTimeout(timer);
      resolve(chunk.toString('utf8').trim());
    });
  });
  // Do not keep this process alive for the registry.
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr])
    (stream as unknown as { unref(): void }).unref();
  return `http://127.0.0.1:${port}/`;
}

async function tokenOf(registry: string): Promise<string> {
  const answer = await fetch(`${registry}-/user/org.couchdb.user:publisher`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'publisher', password: 'only for this run' }),
  });
  const { token } = (await answer.json()) as { token?: string };
  if (token === undefined) throw new Error(`the registry gives no token: ${answer.status}`);
  return token;
}

/** Yarn and Deno refuse versions that are less than a day old, so the publication date is set back by a week. */
function age(storage: string, name: string): void {
  const file = path.join(storage, name, 'package.json');
  const document = JSON.parse(readFileSync(file, 'utf8')) as { time: Record<string, string> };
  const then = new Date(Date.now() - 7 * 24 * 60 * 60 * 1000).toISOString();
  for (const key of Object.keys(document.time)) document.time[key] = then;
  writeFileSync(file, JSON.stringify(document));
}

/** Starts a registry and publishes the tarball. @returns its URL */
export async function publish(tools: Tools, work: string, tarball: string, person: Person): Promise<string> {
  const folder = path.join(work, 'registry');
  const registry = await serve(tools, folder);
  const setting = `//${new URL(registry).host}/:_authToken=${await tokenOf(registry)}\n`;
  writeFileSync(path.join(person.home, '.npmrc'), `registry=${registry}\n${setting}`);
  await publishOne(work, tarball, 'create-pyproject', person);
  return registry;
}

/** Publishes another package, or another version. @param what a tarball or a folder */
export async function publishOne(
  work: string,
  what: string,
  name: string,
  person: Person,
  tag = 'latest',
): Promise<void> {
  const command = ['npm', 'publish', '--access=public', `--tag=${tag}`, what];
  await run(command, { cwd: person.cwd, env: environmentOf(person) });
  age(path.join(work, 'registry', 'storage'), name);
}
