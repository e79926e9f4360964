import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import * as assert from 'uvu/assert';
import { repair } from '../../src/repair.js';
import { ERRNOS, planOf, processHost, SECOND, SITUATIONS, snapshot } from '../faults.js';
import { suite } from '../harness.js';
import { diesAtEveryCall, everyCallFails, folderIsSwapped, secondRunComes } from '../points.js';
import { directory } from '../world.js';

// The whole of it, with every error at every call and real processes, is `npm run test:hostile`.
const test = suite('a file system that fails');

/** As small as a project can be that completes a file, replaces one, makes a folder and a program. */
const SMALL = planOf({ '.gitignore': 'dist/\n', 'src/app.py': '#!/bin/sh\n', 'src/new/a': '' });

const { fresh, full } = SITUATIONS;

for (const [name, begin] of Object.entries({ fresh, full })) {
  test(`${name}: whichever call fails, all is written or nothing, and nothing of ours is left`, () => {
    assert.ok(everyCallFails(begin, SMALL, (n) => [ERRNOS[n % ERRNOS.length] ?? '']) > 30);
  });

  test(`${name}: whenever the process dies, the next run takes back what is half done, and says so`, () => {
    assert.ok(diesAtEveryCall(begin, SMALL) > 30);
  });

  test(`${name}: whenever a second run comes, one wins and the other is refused`, () => {
    assert.ok(secondRunComes(begin, 5) > 8);
  });
}

for (const platform of ['linux', 'darwin']) {
  test(`a folder that is swapped for a link leads nobody out of the directory, as on ${platform}`, () => {
    assert.ok(folderIsSwapped(full, SMALL, platform, 7) > 8);
  });
}

test('what a next run cannot prove to be ours is left alone', () => {
  const parent = directory();
  const target = path.join(parent, 'new');
  const lookalikes = [
    '.new.5000001-abcdefgh',
    '.new.5000001-abcdefg',
    '.new.x-abcdefgh',
    '.other.5000001-abcdefgh',
  ];
  for (const name of lookalikes) {
    mkdirSync(path.join(parent, name));
    symlinkSync('nowhere', path.join(parent, name, 'theirs'));
  }
  const before = snapshot(parent);
  assert.equal(repair(processHost(SECOND), target), []);
  assert.equal(snapshot(parent), before);
});
