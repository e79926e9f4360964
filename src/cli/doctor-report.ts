/** Renders the findings of the doctor: for people by file, for programs as one object. */
import type { Finding } from '../doctor/rule.js';
import type { Host } from '../host/host.js';
import { paint } from '../host/paint.js';
import { visible } from '../model/redact.js';
import { wrapped } from './columns.js';

const INDENT = '    ';

/**
 * Every finding under its file; why it hurts and the fix stand at the first finding of each rule only.
 * @param fixable how many findings `--fix` mends
 */
export function findingsText(host: Host, findings: readonly Finding[], fixable: number): string {
  const color = paint(host, host.out);
  // A terminal that does not know its width says 0.
  const width = Math.max(40, host.out.isTTY ? host.out.columns || 80 : 100);
  const explained = new Set<string>();
  const lines: string[] = [];
  let file = '';
  for (const finding of findings) {
    const { rule } = finding;
    if (file !== '' && finding.file !== file) lines.push('');
    file = finding.file;
    const place = `${visible(file)}:${finding.line}`;
    lines.push(`${color('bold', place)} ${color('red', rule.code)} ${visible(finding.message)}`);
    if (explained.has(rule.code)) continue;
    explained.add(rule.code);
    for (const text of [rule.why, rule.fix])
      lines.push(...wrapped(text, width - INDENT.length).map((line) => INDENT + line));
  }
  const count = findings.length === 1 ? '1 finding' : `${findings.length} findings`;
  const files = new Set(findings.map((finding) => finding.file)).size;
  const mended = fixable > 0 ? `; --fix mends ${fixable} of them` : '';
  lines.push('', `${count} in ${files === 1 ? '1 file' : `${files} files`}${mended}`);
  return `${lines.join('\n')}\n`;
}

/** One object with every finding. */
export function findingsJson(version: string, directory: string, findings: readonly Finding[]): string {
  const document = {
    version,
    directory,
    findings: findings.map(({ rule, file, line, message, edits }) => ({
      code: rule.code,
      file,
      line,
      message,
      why: rule.why,
      fix: rule.fix,
      fixable: (edits ?? []).length > 0,
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
