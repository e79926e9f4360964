/** Measures what `--install` costs beyond the same commands typed by hand. A first, uncounted turn warms the caches. */
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { runOnce } from './measure.js';
import type { Sandbox } from './sandbox.js';

interface Report {
  readonly steps: readonly { readonly command: string }[];
}

/** How this machine reaches a package index. */
const NETWORK = /^(PIP_|UV_|SSL_CERT|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|https?_proxy|no_proxy)/i;

/** @param programs all programs on PATH, by name: they decide between uv and pip */
export function onlyWith(sandbox: Sandbox, programs: Readonly<Record<string, string>>): Sandbox {
  const folder = sandbox.target();
  mkdirSync(folder);
  for (const [name, program] of Object.entries(programs)) symlinkSync(program, path.join(folder, name));
  const network = Object.entries(process.env).filter(
    (entry): entry is [string, string] => NETWORK.test(entry[0]) && entry[1] !== undefined,
  );
  return { ...sandbox, env: { ...Object.fromEntries(network), ...sandbox.env, PATH: folder } };
}

const took = (work: () => void): number => {
  const started = performance.now();
  work();
  return performance.now() - started;
};

/** @returns the least milliseconds of each way */
export function setUp(
  sandbox: Sandbox,
  programs: Readonly<Record<string, string>>,
  node: string,
  main: string,
  rounds: number,
): { readonly ours: number; readonly byHand: number } {
  const world = onlyWith(sandbox, programs);
  const write = (target: string, ...more: string[]): string =>
    runOnce(world, node, [main, target, '--yes', '--no-git', ...more]).out;
  const install = (target: string): readonly string[] =>
    (JSON.parse(write(target, '--json', '--install')) as Report).steps.map(({ command }) => command);
  const type = (target: string, commands: readonly string[]): void => {
    write(target);
    const env = { ...world.env, PATH: `${target}/.venv/bin:${world.env.PATH}` };
    runOnce({ ...world, folder: target, env }, '/bin/sh', ['-c', commands.join(' && ')]);
  };

  const first = sandbox.target();
  const commands = install(first);
  sandbox.remove(first);
  const times = Array.from({ length: rounds }, () => {
    const [one, other] = [sandbox.target(), sandbox.target()];
    const time = { ours: took(() => install(one)), byHand: took(() => type(other, commands)) };
    for (const made of [one, other]) sandbox.remove(made);
    return time;
  });
  return {
    ours: Math.min(...times.map(({ ours }) => ours)),
    byHand: Math.min(...times.map(({ byHand }) => byHand)),
  };
}
