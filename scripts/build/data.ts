/** Writes the data files of the package: texts known at build time, parsed templates, and locks. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { ProjectData } from '../../generators/project/index.js';
import { description, options } from '../../generators/project/options.js';
import { help } from '../../src/cli/help.js';
import { readTemplates } from '../../src/plan/read-pack.js';
import { storedLocks } from '../pins/stored.js';
import { packFolder, ROOT } from '../root.js';

/** @param folder the output folder */
export function writeData(folder: string): void {
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  const project: ProjectData = { templates: readTemplates(packFolder('project')), locks: storedLocks() };
  const packed = (data: unknown): Buffer => brotliCompressSync(JSON.stringify(data));
  const files = {
    'version.txt': version,
    'help.txt': help({ description, options }, version),
    'project.json.br': packed(project),
    'module.json.br': packed(readTemplates(packFolder('module'))),
    'command.json.br': packed(readTemplates(packFolder('command'))),
    'pack.json.br': packed(readTemplates(packFolder('pack'))),
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
}
