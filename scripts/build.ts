/** `npm run build`, after the compiler: writes the published files to dist/. */
import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { options } from '../generators/project/options.js';
import { manifestSchema } from '../src/packs/manifest.js';
import { bundle } from './build/bundle.js';
import { writeData } from './build/data.js';
import { declarations } from './build/declarations.js';
import { notices } from './build/notices.js';
import { ROOT } from './root.js';

/** Node exposes only detectable CommonJS exports to ESM, so spell them out. */
const INDEX = `import library from './library.cjs';
export const { create, isCreateError, options, plan } = library.api;
export default library.plopfile;
`;

const folder = path.join(ROOT, 'dist');
rmSync(folder, { recursive: true, force: true });
const chunks = await bundle(folder);
// The compiled sources read the same data files as the bundle.
const data = path.join(ROOT, 'build/src/entry/data');
writeData(data);
cpSync(data, path.join(folder, 'data'), { recursive: true });
// npm sets this mode on install. Set it here as well for tarballs that are unpacked by hand.
chmodSync(path.join(folder, 'main.cjs'), 0o755);
writeFileSync(path.join(folder, 'index.mjs'), INDEX);
writeFileSync(
  path.join(folder, 'index.d.mts'),
  declarations(readFileSync(path.join(ROOT, 'build/src/entry/api.d.ts'), 'utf8'), options),
);
writeFileSync(path.join(folder, 'pack.schema.json'), `${JSON.stringify(manifestSchema)}\n`);
writeFileSync(path.join(folder, 'THIRD-PARTY-NOTICES.md'), notices(chunks));
writeFileSync(path.join(ROOT, 'build/bundle.json'), `${JSON.stringify(chunks, null, 2)}\n`);
