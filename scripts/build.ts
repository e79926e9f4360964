/** `npm run build`, after the compiler: writes dist/, the files that are published. */
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../src/entry/package.js';
import { bundle } from './bundle/bundle.js';
import { declarations } from './bundle/declarations.js';
import { notices } from './bundle/notices.js';

/** Node shows an ESM importer only the CommonJS exports that it can detect: here they are spelled out. */
const INDEX = `import library from './library.cjs';
export const { create, isCreateError, options, plan } = library.api;
export default library.plopfile;
`;

const folder = path.join(ROOT, 'dist');
rmSync(folder, { recursive: true, force: true });
const chunks = await bundle(folder);
// Package managers do this on install; in a tarball unpacked by hand the file should be a command too.
chmodSync(path.join(folder, 'main.cjs'), 0o755);
writeFileSync(path.join(folder, 'index.mjs'), INDEX);
writeFileSync(
  path.join(folder, 'index.d.mts'),
  declarations(readFileSync(path.join(ROOT, 'build/src/entry/api.d.ts'), 'utf8')),
);
writeFileSync(path.join(folder, 'THIRD-PARTY-NOTICES.md'), notices(chunks));
writeFileSync(path.join(ROOT, 'build/bundle.json'), `${JSON.stringify(chunks, null, 2)}\n`);
