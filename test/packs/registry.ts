/** A registry on loopback with one package, which it gives only to whoever has its token. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { directory, fill } from '../world.js';

export interface Registry {
  /** How often a tarball was asked for. */
  readonly downloads: () => number;
  /** The environment of somebody whose ~/.npmrc has the registry and its token. */
  readonly env: Record<string, string | undefined>;
  readonly close: () => void;
}

export const TOKEN = 'only-for-this-run';

/** Variables of the npm that runs these tests, and proxies, which do not lead to loopback. */
const others = (): Record<string, undefined> =>
  Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => /^(npm_|(https?|all)_proxy$)/i.test(name))
      .map((name) => [name, undefined]),
  );

/** @param versions of `@acme/pack`, each with its tarball; the last one is `latest` */
export async function registry(versions: Readonly<Record<string, Buffer>>): Promise<Registry> {
  let downloads = 0;
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const url = request.url ?? '';
    const tarball = /^\/tarball\/(.*)\.tgz$/.exec(url)?.[1];
    if (request.headers.authorization !== `Bearer ${TOKEN}`) {
      response.writeHead(401).end('{}');
    } else if (tarball !== undefined) {
      downloads += 1;
      response.end(versions[tarball]);
    } else if (/^\/@acme(%2f|\/)pack$/i.test(url)) {
      const entries = Object.entries(versions).map(([version, tgz]) => {
        const dist = {
          tarball: `http://127.0.0.1:${port}/tarball/${version}.tgz`,
          integrity: `sha512-${createHash('sha512').update(tgz).digest('base64')}`,
        };
        return [version, { name: '@acme/pack', version, dist, scripts: { prepack: 'exit 1' } }];
      });
      const latest = Object.keys(versions).at(-1);
      const document = { name: '@acme/pack', 'dist-tags': { latest }, versions: Object.fromEntries(entries) };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(document));
    } else {
      response.writeHead(404).end('{}');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const home = directory();
  fill(home, {
    '.npmrc': `@acme:registry=http://127.0.0.1:${port}/\n//127.0.0.1:${port}/:_authToken=${TOKEN}\nregistry=http://127.0.0.1:${port}/\nfetch-retries=0\n`,
  });
  return {
    downloads: () => downloads,
    env: { ...others(), HOME: home, USERPROFILE: home, PATH: process.env.PATH },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
