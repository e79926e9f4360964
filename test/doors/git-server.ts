/** A git repository on loopback, over https with a certificate of its own, as a company's server is. */
import { spawn } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { type AddressInfo, createServer as createListener } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { run } from '../python/exec.js';

export interface GitServer {
  /** `https://…/acme.git` */
  readonly url: string;
  /** The certificate, which nobody knows. */
  readonly certificate: string;
  readonly close: () => void;
}

/** @param folder becomes the first commit, with the tag v1 @param work an empty folder */
export async function gitServer(folder: string, work: string): Promise<GitServer> {
  const root = path.join(work, 'repositories');
  const source = path.join(work, 'source');
  cpSync(folder, source, { recursive: true });
  const env = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', HOME: work };
  const git = (...args: readonly string[]) => run(['git', ...args], { cwd: source, env });
  await git('init', '--quiet');
  await git('add', '--all');
  await git('-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '--quiet', '--message=x');
  await git('tag', 'v1');
  await git('clone', '--quiet', '--bare', source, path.join(root, 'acme.git'));
  const [key, certificate] = [path.join(work, 'key.pem'), path.join(work, 'certificate.pem')];
  const request =
    'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1';
  await run(['openssl', ...request.split(' '), '-keyout', key, '-out', certificate], { cwd: work });

  const server = createServer(
    { key: readFileSync(key), cert: readFileSync(certificate) },
    (asked, answer) => {
      const { pathname, search } = new URL(asked.url ?? '/', 'https://127.0.0.1');
      const backend = spawn('git', ['http-backend'], {
        env: {
          ...env,
          PATH: process.env.PATH,
          GIT_PROJECT_ROOT: root,
          GIT_HTTP_EXPORT_ALL: '1',
          GIT_PROTOCOL: String(asked.headers['git-protocol'] ?? ''),
          REQUEST_METHOD: asked.method,
          PATH_INFO: pathname,
          QUERY_STRING: search.slice(1),
          CONTENT_TYPE: asked.headers['content-type'] ?? '',
          HTTP_CONTENT_ENCODING: String(asked.headers['content-encoding'] ?? ''),
        },
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      asked.pipe(backend.stdin);
      const chunks: Buffer[] = [];
      backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      backend.on('close', () => {
        const all = Buffer.concat(chunks);
        const end = all.indexOf('\r\n\r\n');
        const headers = all.subarray(0, Math.max(0, end)).toString('latin1').split('\r\n');
        for (const line of headers) {
          const [, name = '', value = ''] = /^([^:]+): (.*)$/.exec(line) ?? [];
          if (name === 'Status') answer.statusCode = Number.parseInt(value, 10);
          else if (name !== '') answer.setHeader(name, value);
        }
        answer.end(all.subarray(end + 4));
      });
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/acme.git`,
    certificate,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createListener();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export interface GitDaemon {
  /** `git://…/` */
  readonly url: string;
  readonly close: () => void;
}

/** A git daemon on loopback, which serves what lies below a folder. It is ended by its id. */
export async function gitDaemon(folder: string): Promise<GitDaemon> {
  const port = await freePort();
  const flags = [
    '--export-all',
    '--listen=127.0.0.1',
    `--port=${port}`,
    `--base-path=${folder}`,
    '--verbose',
  ];
  const { stdout } = await run(['git', '--exec-path']);
  // git itself would start it as a child, and be ended in its place.
  const daemon = spawn(path.join(stdout.trim(), 'git-daemon'), [...flags, folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  process.on('exit', () => daemon.kill());
  await new Promise<void>((resolve, reject) => {
    daemon.on('error', reject);
    daemon.stderr.once('data', () => resolve());
  });
  daemon.unref();
  (daemon.stderr as unknown as { unref(): void }).unref();
  return { url: `git://127.0.0.1:${port}/`, close: () => void daemon.kill() };
}
