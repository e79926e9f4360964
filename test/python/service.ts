/**
 * Checks a web service as a supervisor runs it: settings from the environment, and a shutdown within the grace period.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { assert, type Check, check } from './check.js';
import { environment } from './exec.js';
import type { Project } from './project.js';

/** The seconds after which `docker stop` kills. */
const GRACE = 10;

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function healthy(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const response = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined);
    if (response?.ok) return;
    await sleep(100);
  }
  throw new Error(`nothing healthy listens on port ${port}`);
}

/** Sends the beginning of a request and never finishes its body. */
async function endless(port: number): Promise<net.Socket> {
  const socket = net.connect(port, '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  socket.write('POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nbegin');
  await sleep(500);
  return socket;
}

async function stops(project: Project): Promise<string> {
  await project.installed();
  const { name } = await project.made();
  const port = await freePort();
  const program = path.join(project.folder, '.venv', 'bin', name);
  const child = spawn(program, [], {
    env: { ...environment, HOST: '127.0.0.1', PORT: String(port) },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  try {
    await healthy(port);
    const socket = await endless(port);
    const from = Date.now();
    child.kill('SIGTERM');
    const late = await Promise.race([ended.then(() => false), sleep(GRACE * 1000, true, { ref: false })]);
    assert(!late, `it still runs ${GRACE} seconds after SIGTERM`);
    socket.destroy();
    return `${((Date.now() - from) / 1000).toFixed(1)} s after SIGTERM`;
  } finally {
    child.kill('SIGKILL');
  }
}

export const serviceChecks = (project: Project): Check[] =>
  project.kind === 'web'
    ? [check('listens on PORT, and ends after SIGTERM despite an unfinished request', () => stops(project))]
    : [];
