/** Applies the rules to a project. */
import type { Project } from './project.js';
import type { Facts, Finding, Rule } from './rule.js';
import type { Settings } from './settings.js';

/** More findings of one rule in one project say nothing new. */
const MOST = 200;

/**
 * The findings, sorted by file, line and code.
 * @param settings what to ignore
 */
export function diagnose(
  project: Project,
  facts: Facts,
  settings: Settings,
  rules: readonly Rule[],
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const rule of rules) {
    if (settings.ignored.has(rule.code)) continue;
    let count = 0;
    for (const found of rule.check(project, facts)) {
      if (settings.ignoresIn(rule.code, found.file)) continue;
      findings.push({ ...found, rule });
      count += 1;
      if (count >= MOST) break;
    }
  }
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return findings.sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.rule.code, b.rule.code),
  );
}
