/** What the doctor finds in files in memory, on a fixed day. */
import { END_OF_LIFE } from '../../generators/project/python/pin-data.js';
import { diagnose } from '../../src/doctor/diagnose.js';
import { Project } from '../../src/doctor/project.js';
import type { Example, Finding } from '../../src/doctor/rule.js';
import { RULES } from '../../src/doctor/rules.js';
import { settingsOf } from '../../src/doctor/settings.js';
import type { Plan } from '../../src/plan/plan.js';

/** The ends of support depend on the day. */
export const FACTS = { today: '2026-11-28', endOfLife: END_OF_LIFE };

export const CODES = RULES.map(({ code }) => code);

/** A project in memory, in which git tracks every file. */
export function projectOf(files: Example): Project {
  const paths = Object.keys(files).sort();
  return new Project({ paths, tracked: new Set(paths), text: (name) => files[name] });
}

/** The findings of every rule, sorted. */
export function found(files: Example, ignored: readonly string[] = []): readonly Finding[] {
  const project = projectOf(files);
  return diagnose(project, FACTS, settingsOf(project, ignored, CODES), RULES);
}

/** Each finding as `file:line code message`. */
export const shown = (findings: readonly Finding[]): string[] =>
  findings.map(({ rule, file, line, message }) => `${file}:${line} ${rule.code} ${message}`);

/**
 * The findings in a project that the generator has planned. A dependency may be missing in the locks that it writes: then it
 * says which command locks it, and only then the doctor may say the same.
 */
export function foundInPlan({ files, pending }: Plan): string[] {
  const findings = found(Object.fromEntries(files.map(({ path, content }) => [path, content])));
  return shown(findings.filter(({ rule }) => rule.code !== 'stale-lock' || pending.length === 0));
}
