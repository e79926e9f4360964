/** requirements.txt becomes a lock: its lines move to requirements.in, from which the lock is made. */
import type { Change } from '../disk/changes.js';
import { isLock } from './read-requirements.js';

const STAYS =
  'requirements.txt stays as it is, but make install needs a lock there: --replace requirements.txt moves its lines to requirements.in';
const MOVED = 'the lines of requirements.txt are in requirements.in now: run make lock sync';

/** @returns the changes, where a replaced requirements.txt has its lines in requirements.in, and a note on it */
export function moveRequirements(changes: readonly Change[]): {
  readonly changes: readonly Change[];
  readonly notes: readonly string[];
} {
  const lock = changes.find(({ path }) => path === 'requirements.txt');
  const source = changes.find(({ path }) => path === 'requirements.in');
  if (!lock?.before || !source) return { changes, notes: [] };
  const lines = Buffer.from(lock.before).toString('utf8');
  if (isLock(lines)) return { changes, notes: [] };
  if (lock.action === 'kept') return { changes, notes: [STAYS] };
  if (lock.action !== 'replace') return { changes, notes: [] };
  const present = source.action === 'kept' ? (source.before ?? source.after) : source.after;
  const start = Buffer.from(present).toString('utf8').trimEnd();
  const moved: Change = {
    ...source,
    after: Buffer.from(`${start}\n\n${lines.replaceAll('\r\n', '\n').trimEnd()}\n`, 'utf8'),
    action: source.before ? 'merged' : 'create',
  };
  return { changes: changes.map((change) => (change === source ? moved : change)), notes: [MOVED] };
}
