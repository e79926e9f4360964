/**
 * Runs as a separate process: verdaccio without an upstream registry, on a free port of 127.0.0.1, until standard input
 * closes.
 */
import { createRequire } from 'node:module';
import type { Server } from 'node:net';
import path from 'node:path';
import process from 'node:process';

const [verdaccio = '', folder = ''] = process.argv.slice(2);
const { runServer } = createRequire(import.meta.url)(verdaccio) as {
  runServer: (config: unknown) => Promise<Server>;
};

const server = await runServer({
  self_path: folder,
  configPath: path.join(folder, 'config.yaml'),
  storage: path.join(folder, 'storage'),
  auth: { htpasswd: { file: path.join(folder, 'htpasswd') } },
  uplinks: {},
  packages: { '**': { access: '$all', publish: '$authenticated' } },
  web: { enable: false },
  log: { type: 'file', path: path.join(folder, 'log'), level: 'warn' },
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) console.log(address.port);
});
process.stdin.resume().on('end', () => process.exit());
