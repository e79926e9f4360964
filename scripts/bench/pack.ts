/** Writes a pack of 100 templates, in a part that the measured project does not have: reading it is measured, not writing. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Sandbox } from './sandbox.js';

const MANIFEST = `name = "bench"
version = "1.0.0"
description = "100 templates"

[[parts]]
name = "many"
when = { docker = false }
`;

/** @returns the folder of the pack */
export function packOf100(sandbox: Sandbox): string {
  const folder = sandbox.target();
  const templates = path.join(folder, 'templates', 'many', 'docs');
  mkdirSync(templates, { recursive: true });
  writeFileSync(path.join(folder, 'pack.toml'), MANIFEST);
  for (let i = 0; i < 100; i += 1)
    writeFileSync(path.join(templates, `page-${i}.md.hbs`), `# Page ${i} of {{name}}\n\nBy {{md holder}}.\n`);
  return folder;
}
