/** A team's pack in a repository: over https from a server with a certificate of its own, over ssh, and never over git's own protocol. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assert, type Check, check } from '../python/check.js';
import type { World } from './doors.js';
import { gitDaemon, gitServer } from './git-server.js';
import { type Person, person, types } from './person.js';
import { same, treeOf, withoutRecord } from './tree.js';

/** @param programs for PATH */
export function gitChecks(world: World, programs: string): Check[] {
  let count = 0;
  const somebody = (): { one: Person; work: string } => {
    count += 1;
    const work = path.join(world.work, 'git', String(count));
    mkdirSync(work, { recursive: true });
    return { one: person(world.work, programs, world.registry), work };
  };
  const main = path.join(world.unpacked, 'dist', 'main.cjs');
  const line = (name: string, pack: string, more = ''): string =>
    `node ${main} ${name} --name my-app --pack ${pack} --yes --no-git ${more}`;
  const isRight = (one: Person, name: string): void =>
    same(withoutRecord(treeOf(path.join(one.cwd, name))), world.packed);
  const settings = (one: Person, text: string): void =>
    writeFileSync(path.join(one.home, '.gitconfig'), text);

  return [
    check('a repository over https, by its tag and by its commit, and then offline', async () => {
      const { one, work } = somebody();
      const server = await gitServer(world.packFolder, work);
      const pack = `git+${server.url}#v1`;
      try {
        const { output } = await types(one, line('unknown', pack), 2);
        assert(/certificate|SSL/i.test(output) && output.includes('git ls-remote'), output);
        settings(one, `[http]\n\tsslCAInfo = ${server.certificate}\n`);
        await types(one, line('online', pack));
        isRight(one, 'online');
        const { stdout } = await types(one, `git ls-remote ${server.url} v1`);
        const [commit = ''] = stdout.split('\t');
        await types(one, line('commit', `git+${server.url}#${commit}`));
        isRight(one, 'commit');
      } finally {
        server.close();
      }
      const { stdout } = await types(one, line('offline', pack, '--offline'));
      assert(stdout.includes('is from the cache'), stdout);
      isRight(one, 'offline');
    }),
    check('a repository over ssh, by the command of the user', async () => {
      const { one, work } = somebody();
      const server = await gitServer(world.packFolder, work);
      server.close();
      const ssh = path.join(work, 'ssh');
      // What the other machine would run is the last argument.
      writeFileSync(ssh, '#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n');
      chmodSync(ssh, 0o755);
      settings(one, `[core]\n\tsshCommand = ${ssh}\n`);
      await types(
        one,
        line('my-app', `git+ssh://git@example.org${path.join(work, 'repositories/acme.git')}#v1`),
      );
      isRight(one, 'my-app');
    }),
    check(
      "git's own protocol, which proves nothing, is refused, also where a setting leads to it",
      async () => {
        const { one, work } = somebody();
        const server = await gitServer(world.packFolder, work);
        server.close();
        const daemon = await gitDaemon(path.join(work, 'repositories'));
        try {
          // git itself can.
          await types(one, `git ls-remote ${daemon.url}acme.git`);
          const direct = await types(one, line('my-app', `${daemon.url}acme.git`), 2);
          assert(direct.output.includes('packs are not taken from such an address'), direct.output);
          settings(one, `[url "${daemon.url}"]\n\tinsteadOf = https://example.org/\n`);
          const led = await types(one, line('my-app', 'git+https://example.org/acme.git'), 2);
          assert(led.output.includes("transport 'git' not allowed"), led.output);
        } finally {
          daemon.close();
        }
      },
    ),
  ];
}
