#!/usr/bin/env node
// Runs create-pyproject with this pack.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const found = createRequire(import.meta.url).resolve('create-pyproject/package.json');
process.argv.splice(2, 0, '--pack', path.dirname(fileURLToPath(import.meta.url)));
await import(pathToFileURL(path.join(path.dirname(found), 'dist', 'main.cjs')).href);
