#!/usr/bin/env node
/** The bin: prints what is known at build time (`--help`, `--version`), or loads the command. */
import { nodeOutput } from '../host/node-output.js';
import { textFor } from './texts.js';

const args = process.argv.slice(2);

/** @returns false for any other run, or when writing fails; the command then reports the error */
function tell(): boolean {
  const known = textFor(args);
  if (known === undefined) return false;
  try {
    nodeOutput(1, () => process.stdout).write(known);
    return true;
  } catch {
    return false;
  }
}

/** Ends a run whose own files cannot be loaded, because they are damaged or an update is replacing them. */
function unloadable(error: unknown): never {
  const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
  try {
    nodeOutput(2, () => process.stderr).write(
      `create-pyproject: cannot load its own files: ${reason}; reinstall it\n`,
    );
  } finally {
    process.exit(1);
  }
}

if (!tell()) {
  // Uncaught errors and unhandled rejections are reported like every other error.
  process.on('uncaughtException', (error) => {
    import('./command.js')
      .then(async ({ crashed }) => process.exit(await crashed(error, args)))
      // Caught here, because otherwise it would trigger this handler endlessly.
      .catch(unloadable);
  });
  // No await at the top level: the built file is CommonJS.
  void import('./command.js')
    .then(({ command }) => command(args))
    .then((code) => {
      process.exitCode = code;
    });
}
