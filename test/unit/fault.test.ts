import * as assert from 'uvu/assert';
import { ERRNOS, FIRST, planOf, processHost, SITUATIONS, SYSTEMS, writeAll } from '../faults.js';
import { suite } from '../harness.js';
import { diesAtEveryCall, everyCallFails, folderIsSwapped, secondRunComes } from '../points.js';
import { directory } from '../world.js';

// The whole of it, with every error at every call and real processes, is `npm run test:hostile`.
const test = suite('a file system that fails');

/** As small as a project can be that completes a file, replaces one, makes a folder and a program. */
const SMALL = planOf({ '.gitignore': 'dist/\n', 'src/app.py': '#!/bin/sh\n', 'src/new/a': '' });

const { fresh, deep, full } = SITUATIONS;

for (const [name, begin] of Object.entries({ fresh, deep, full })) {
  test(`${name}: whichever call fails, all is written or nothing, and nothing of ours is left`, () => {
    assert.ok(everyCallFails(begin, SMALL, SYSTEMS.linux, (n) => [ERRNOS[n % ERRNOS.length] ?? '']) > 30);
  });

  test(`${name}: whenever the process dies, the next run takes back what is half done, and says so`, () => {
    assert.ok(diesAtEveryCall(begin, SMALL, SYSTEMS.linux) > 30);
  });

  test(`${name}: whenever a second run comes, one wins and the other is refused`, () => {
    assert.ok(secondRunComes(begin, 5) > 8);
  });
}

test('where there are no hard links, and where there is no /proc, a failure or a death is undone all the same', () => {
  for (const system of [SYSTEMS['without hard links'], SYSTEMS.elsewhere]) {
    assert.ok(diesAtEveryCall(full, SMALL, system) > 30);
    assert.ok(everyCallFails(full, SMALL, system, (n) => [ERRNOS[n % ERRNOS.length] ?? '']) > 30);
  }
});

for (const platform of ['linux', 'darwin']) {
  test(`a folder that is swapped for a link leads nobody out of the directory, as on ${platform}`, () => {
    assert.ok(folderIsSwapped(full, SMALL, platform, 1) > 90);
  });
}

test('what is opened is closed', () => {
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
