/** Injects every error at every file system call, simulates deaths, and kills real processes. */
import { ERRNOS, PROJECT, SITUATIONS, SYSTEMS } from '../faults.js';
import {
  diesAtEveryCall,
  diesWhileUndoing,
  everyCallFails,
  folderIsSwapped,
  secondRunComes,
} from '../points.js';
import type { Counts } from './counts.js';
import { inTheMiddle, kills, randomFrom, together } from './kill.js';

/** The minimum number of real processes to kill. */
const KILLS = 200;

/** @param seed for the random moments */
export async function faults(seed: number): Promise<Counts> {
  const random = randomFrom(seed);
  let passed = 0;
  const problems: string[] = [];
  let injected = 0;
  let killed = 0;

  const check = async (title: string, act: () => string | Promise<string>): Promise<void> => {
    try {
      const counted = await act();
      passed += 1;
      console.log(`ok    ${title}${counted === '' ? '' : `: ${counted}`}`);
    } catch (error) {
      problems.push(`${title}\n${error instanceof Error ? error.stack : error}`);
    }
  };

  const names = Object.keys(SITUATIONS) as (keyof typeof SITUATIONS)[];

  for (const name of names) {
    const begin = SITUATIONS[name];
    for (const [system, on] of Object.entries(SYSTEMS)) {
      await check(`${name}, ${system}: every call fails with every error`, () => {
        const count = everyCallFails(begin, PROJECT, on, () => ERRNOS);
        injected += count;
        return `${count} faults`;
      });
      await check(
        `${name}, ${system}: death at every call`,
        () => `${diesAtEveryCall(begin, PROJECT, on)} deaths`,
      );
    }
    await check(`${name}: death during the rollback`, () => `${diesWhileUndoing(begin, PROJECT, 3)} deaths`);
    await check(`${name}: a second run at every call`, () => `${secondRunComes(begin, 1)} runs`);
  }
  for (const platform of ['linux', 'darwin', 'win32']) {
    await check(`a folder is replaced by a link at every call, as on ${platform}`, () => {
      return `${folderIsSwapped(SITUATIONS.full, PROJECT, platform, 1)} swaps`;
    });
  }
  for (const name of [...names, 'update'] as const) {
    await check(`${name}: kill -9 at random calls and moments`, async () => {
      const count = await kills(name, 70, random);
      killed += count.killed;
      return `${count.killed} kills, ${count.repaired} that needed a repair`;
    });
  }
  for (const name of names) {
    if (name !== 'deep')
      await check(`${name}: two processes at once, one succeeds and the other exits 3`, async () => {
        await together(name);
        return '';
      });
  }
  await check('a run during another run exits 3', async () => {
    await inTheMiddle();
    return '';
  });

  if (killed < KILLS) problems.push(`${killed} processes were killed, not ${KILLS}`);
  return { passed, problems, figures: `${injected} faults, ${killed} kills, seed ${seed}` };
}
