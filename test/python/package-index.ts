/** A package index on the loopback interface that returns 404 at first, as a new release takes a while to appear. */
import { readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

export interface PackageIndex {
  /** The URL of the simple repository API. */
  readonly url: string;
  /** The number of requests for the project. */
  readonly asked: () => number;
  readonly close: () => Promise<void>;
}

/** @param late the number of requests that get a 404 before the project appears */
export async function serveIndex(name: string, folder: string, late: number): Promise<PackageIndex> {
  let asked = 0;
  const files = readdirSync(folder);
  const server = http.createServer((request, response) => {
    const file = files.find((one) => request.url === `/files/${one}`);
    if (file !== undefined) {
      response.end(readFileSync(path.join(folder, file)));
      return;
    }
    if (request.url !== `/simple/${name}/`) {
      response.writeHead(404).end();
      return;
    }
    asked += 1;
    if (asked <= late) {
      response.writeHead(404).end();
      return;
    }
    const links = files.map((one) => `<a href="/files/${one}">${one}</a>`);
    response.setHeader('content-type', 'text/html').end(`<!DOCTYPE html><body>${links.join('\n')}</body>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/simple/`,
    asked: () => asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
