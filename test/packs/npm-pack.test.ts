/** Packs from npm, by the npm of this machine and a registry on loopback. */
import { mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import * as assert from 'uvu/assert';
import type { Exec, Host, Ran } from '../../src/host/host.js';
import type { UserError } from '../../src/model/errors.js';
import { type Fetched, fetchPack } from '../../src/packs/fetch.js';
import { suite } from '../harness.js';
import { contents, directory, fill, hostIn } from '../world.js';
import { type Registry, registry, TOKEN } from './registry.js';
import { tar } from './tar.js';

const test = suite('packs from npm');

const packed = (version: string): Buffer =>
  gzipSync(
    tar(
      {
        name: 'package/package.json',
        body: JSON.stringify({ name: '@acme/pack', version, scripts: { prepare: 'exit 1' } }),
      },
      { name: 'package/pack.toml', body: `name = "${version}"\n` },
    ),
  );

/** Runs with a registry that is there only for that time. */
async function withRegistry(act: (at: Registry) => Promise<void>): Promise<void> {
  const at = await registry({ '1.0.0': packed('1.0.0'), '2.1.0': packed('2.1.0') });
  try {
    await act(at);
  } finally {
    at.close();
  }
}

const fetched = (host: Host, source: string): Promise<Fetched> => fetchPack(host, source, { offline: false });

async function refused(host: Host, source: string): Promise<UserError> {
  try {
    await fetched(host, source);
  } catch (error) {
    assert.is((error as UserError).code, 'E_SOURCE', String(error));
    return error as UserError;
  }
  throw new Error(`${source} was accepted`);
}

test('a version, a range and the latest come from the registry of ~/.npmrc, with its token', () =>
  withRegistry(async ({ env, downloads }) => {
    const { host } = hostIn(directory(), { env });
    const latest = await fetched(host, 'npm:@acme/pack');
    assert.is(latest.version, '2.1.0');
    assert.is(latest.commit, undefined);
    assert.match(latest.integrity ?? '', /^sha512-/);
    assert.is(contents(latest.folder)['pack.toml'], 'name = "2.1.0"\n');
    assert.is((await fetched(host, 'npm:@acme/pack@^1')).version, '1.0.0');
    assert.is(downloads(), 2);
    const cache = path.join(env.HOME ?? '', '.cache/create-pyproject/packs');
    const all = readdirSync(cache, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    for (const file of all)
      assert.not.match(readFileSync(path.join(file.parentPath, file.name), 'utf8'), TOKEN, file.name);
    assert.equal(readdirSync(cache).sort(), ['git', 'npm', 'sources'], 'what npm wrote is removed');
  }));

test('the settings of the current directory count for nothing', () =>
  withRegistry(async ({ env }) => {
    const cwd = directory();
    fill(cwd, {
      '.npmrc': '@acme:registry=http://127.0.0.1:9/\nregistry=http://127.0.0.1:9/\n',
      'package.json': '{}',
    });
    const dry = {
      ...env,
      XDG_CACHE_HOME: path.join(cwd, 'cache'),
      npm_config_dry_run: 'true',
      npm_config_json: '',
      npm_config_workspaces: 'true',
    };
    assert.is((await fetched(hostIn(cwd, { env: dry }).host, 'npm:@acme/pack@1')).version, '1.0.0');
  }));

test('what the registry has not is refused, with the words of npm and a command to try', () =>
  withRegistry(async ({ env }) => {
    const { host } = hostIn(directory(), { env });
    const { message, hint } = await refused(host, 'npm:@acme/pack@9');
    assert.match(
      message,
      /^npm:@acme\/pack@9 cannot be fetched: .*No matching version found for @acme\/pack@9/,
    );
    assert.match(hint, /^try it by hand: npm view '?@acme\/pack@9/);
    assert.match((await refused(host, 'npm:@acme/other')).message, /Not Found/);
    writeFileSync(
      path.join(env.HOME ?? '', '.npmrc'),
      readFileSync(path.join(env.HOME ?? '', '.npmrc'), 'utf8').replace(TOKEN, 'wrong'),
    );
    assert.match((await refused(host, 'npm:@acme/pack')).message, /401|authenticate/i);
  }));

/** A host whose npm writes this tarball and says that. */
function pretending(
  tgz: Buffer,
  said: unknown,
  env: Record<string, string | undefined> = {},
): { host: Host; told: string[][] } {
  const told: string[][] = [];
  const exec = (command: readonly string[], { cwd }: Exec): Promise<Ran> => {
    told.push([...command]);
    writeFileSync(path.join(cwd, 'acme-pack-1.0.0.tgz'), tgz);
    return Promise.resolve({ code: 0, out: JSON.stringify(said), output: '' });
  };
  return { host: hostIn(directory(), { exec, env: { HOME: directory(), ...env } }).host, told };
}

const INTEGRITY =
  'sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==';

test('a tarball that is not what npm says it is is refused; npm 12 and older ones are understood', async () => {
  const one = { version: '1.0.0', integrity: INTEGRITY };
  for (const said of [[one], { '@acme/pack': one }]) {
    const { host } = pretending(packed('1.0.0'), said);
    assert.match((await refused(host, 'npm:@acme/pack')).message, /its sha512 differs/);
    // The integrity of nothing.
    const { host: empty } = pretending(Buffer.alloc(0), said);
    assert.match((await refused(empty, 'npm:@acme/pack')).message, /cannot be unpacked/);
  }
  for (const said of [[], {}, [{ version: '1.0.0' }], null, 'x'])
    assert.match((await refused(pretending(packed('1.0.0'), said).host, 'npm:acme')).message, /did not say/);
});

test('npm runs nothing, and takes the package for no option', async () => {
  const { host, told } = pretending(packed('1.0.0'), []);
  await refused(host, 'npm:@acme/pack@^2');
  assert.is(told[0]?.[1], 'pack');
  assert.ok(told[0]?.includes('--ignore-scripts'));
  assert.equal(told[0]?.slice(-2), ['--', '@acme/pack@^2']);
});

test('where npm is a script that cannot be started, its code is started with Node', async () => {
  const tools = realpathSync(directory());
  const bin = path.join(tools, 'node_modules', 'npm', 'bin');
  mkdirSync(bin, { recursive: true });
  fill(bin, { 'npm-cli.js': '', 'npx-cli.js': '' });
  const node = path.join(tools, 'node');
  const none = { which: (): undefined => undefined };
  for (const env of [
    { npm_execpath: path.join(bin, 'npm-cli.js'), npm_node_execpath: process.execPath },
    { npm_execpath: path.join(bin, 'npx-cli.js'), npm_node_execpath: process.execPath },
    { npm_execpath: '/x/pnpm.cjs', npm_node_execpath: node },
  ]) {
    const { host, told } = pretending(packed('1.0.0'), [], env);
    await refused({ ...host, ...none }, 'npm:acme');
    assert.equal(told[0]?.slice(0, 3), [env.npm_node_execpath, path.join(bin, 'npm-cli.js'), 'pack']);
  }
  const { host, told } = pretending(packed('1.0.0'), []);
  const { message, hint } = await refused({ ...host, ...none }, 'npm:acme');
  assert.match(message, /npm is not on PATH/);
  assert.is(hint, 'install npm');
  assert.equal(told, []);
});
