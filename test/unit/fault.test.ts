import * as assert from 'uvu/assert';
import { ERRNOS, FIRST, planOf, processHost, SITUATIONS, SYSTEMS, writeAll } from '../faults.js';
import { suite } from '../harness.js';
import { diesAtEveryCall, everyCallFails, folderIsSwapped, secondRunComes } from '../points.js';
import { directory } from '../world.js';

// `npm run test:hostile` tests every error at every call, and real processes.
const test = suite('file system failures');

/** A small project with each kind of change: a merged file, a replaced file, a new folder, an executable. */
const SMALL = planOf({ '.gitignore': 'dist/\n', 'src/app.py': '#!/bin/sh\n', 'src/new/a': '' });

const { fresh, deep, full } = SITUATIONS;

for (const [name, begin] of Object.entries({ fresh, deep, full })) {
  test(`${name}: if a call fails, everything or nothing is written, and no temporary file is left`, () => {
    assert.ok(everyCallFails(begin, SMALL, SYSTEMS.linux, (n) => [ERRNOS[n % ERRNOS.length] ?? '']) > 30);
  });

  test(`${name}: if the process dies, the next run undoes its unfinished work with a note`, () => {
    assert.ok(diesAtEveryCall(begin, SMALL, SYSTEMS.linux) > 30);
  });

  test(`${name}: if a second run starts meanwhile, one succeeds and the other is refused`, () => {
    assert.ok(secondRunComes(begin, 5) > 8);
  });
}

test('failures and deaths are undone even without hard links and without /proc', () => {
  for (const system of [SYSTEMS['without hard links'], SYSTEMS.elsewhere]) {
    assert.ok(diesAtEveryCall(full, SMALL, system) > 30);
    assert.ok(everyCallFails(full, SMALL, system, (n) => [ERRNOS[n % ERRNOS.length] ?? '']) > 30);
  }
});

for (const platform of ['linux', 'darwin']) {
  test(`if a folder is replaced by a link, nothing is written outside the directory, as on ${platform}`, () => {
    assert.ok(folderIsSwapped(full, SMALL, platform, 1) > 90);
  });
}

test('every opened file is closed', () => {
  for (const begin of [fresh, full]) {
    const held = new Set<number>();
    const { fs, ...rest } = processHost(FIRST);
    const open: typeof fs.open = (...args) => {
      const file = fs.open(...args);
      held.add(file);
      return file;
    };
    const close: typeof fs.close = (file) => {
      fs.close(file);
      held.delete(file);
    };
    writeAll({ ...rest, fs: { ...fs, open, close } }, begin(directory()), SMALL);
    assert.equal([...held], []);
  }
});
