/** Updates docs/session.svg, the picture in the README: `npm run picture`. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { COLUMNS, record } from './picture/record.js';
import { svg } from './picture/svg.js';
import { ROOT } from './root.js';

export const PICTURE = path.join(ROOT, 'docs/session.svg');

/** Renders the current picture. */
export const draw = async (): Promise<string> =>
  svg('npm create pyproject@latest my-app', await record(path.join(ROOT, 'dist/main.cjs')), COLUMNS).replace(
    // They differ from run to run.
    /\(\d+\.\d s\)/g,
    '(0.1 s)',
  );

if (process.argv[1]?.endsWith('picture.js')) writeFileSync(PICTURE, await draw());
