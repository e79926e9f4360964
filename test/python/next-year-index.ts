/** A package index on the loopback interface: the real index plus releases that do not exist yet. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/**
 * A file's name begins with its project's name. @see
 * https://packaging.python.org/en/latest/specifications/name-normalization/
 */
const projectOf = (file: string): string => (file.split('-')[0] ?? '').toLowerCase().replace(/[_.]+/g, '-');

/**
 * Serves until the process ends.
 * @param real the URL of the real index, for the simple repository API
 * @param folder the wheels of the additional releases
 * @returns the URL of the index
 */
export async function serveNextYear(real: string, folder: string): Promise<string> {
  const added = new Map<string, string[]>();
  for (const file of readdirSync(folder)) {
    const hash = createHash('sha256').update(readFileSync(path.join(folder, file)));
    const links = added.get(projectOf(file)) ?? [];
    added.set(projectOf(file), [...links, `${file}#sha256=${hash.digest('hex')}`]);
  }
  let own = '';
  const pageOf = async (name: string): Promise<{ status: number; text: string }> => {
    const response = await fetch(new URL(`${name}/`, real), { headers: { accept: 'text/html' } });
    const text = await response.text();
    const links = (added.get(name) ?? []).map((link) => `<a href="${own}/files/${link}">${link}</a>`);
    // Links of the real page may be relative.
    const page = text
      .replace(/<head>/i, `<head><base href="${response.url}">`)
      .replace(/<\/body>/i, `${links.join('\n')}</body>`);
    return { status: response.status, text: page };
  };
  const server = http.createServer((request, response) => {
    const [, kind, name = ''] = (request.url ?? '').split('/');
    if (kind === 'files' && /^[^/]+\.whl$/.test(name)) {
      response.end(readFileSync(path.join(folder, name)));
      return;
    }
    pageOf(name).then(
      ({ status, text }) => response.writeHead(status, { 'content-type': 'text/html' }).end(text),
      (error: Error) => response.writeHead(502).end(error.message),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return `${own}/simple/`;
}
