/**
 * `npm run pins` renews what generated projects are locked to, and proves it; `npm run pins -- --check` only proves.
 * `--cutoff=2026-11-14T00:00:00Z` renews as of that moment instead of a week ago.
 */
import { parseArgs } from 'node:util';
import { packages, cutoff as present } from '../generators/project/python/lock-data.js';
import { LOWEST, roots } from './pins/projects.js';
import { proveLocks } from './pins/prove.js';
import { resolveLocks } from './pins/resolve.js';
import { findUv } from './pins/uv.js';
import { writeLockData } from './pins/write.js';

const { values } = parseArgs({ options: { check: { type: 'boolean' }, cutoff: { type: 'string' } } });

/** A release that nobody has looked at for a week is not shipped: most malicious ones are found within days. */
function weekAgo(): string {
  return `${new Date(Date.now() - 7 * 24 * 3600 * 1000).toISOString().slice(0, 10)}T00:00:00Z`;
}

function renew() {
  const cutoff = values.cutoff ?? weekAgo();
  const data = resolveLocks(findUv(packages), roots(), LOWEST, cutoff);
  return { data, cutoff };
}

const { data, cutoff } = values.check ? { data: packages, cutoff: present } : renew();
const misses = proveLocks(findUv(data), data, cutoff);
for (const miss of misses) console.error(miss);
// What is not proved is not written.
if (misses.length > 0) process.exitCode = 1;
else if (!values.check) writeLockData(data, cutoff);
