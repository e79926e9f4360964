/** Applies the edits of findings to the files of a project. Pure: returns the new texts. */
import type { Project } from './project.js';
import type { Edit, Finding } from './rule.js';

/** A file with its text before and after; '' and undefined for one that is new. */
export interface Mended {
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string;
}

/** @returns the files that change, sorted; an edit that overlaps an earlier one is left for the next run */
export function applyEdits(project: Project, findings: readonly Finding[]): readonly Mended[] {
  const byFile = new Map<string, Edit[]>();
  for (const edit of findings.flatMap(({ edits }) => edits ?? []))
    byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit]);
  return (
    [...byFile]
      .map(([file, edits]) => {
        const before = project.text(file);
        let [after, end] = ['', 0];
        const text = before ?? '';
        for (const edit of edits.sort((a, b) => a.from - b.from)) {
          if (edit.from < end) continue;
          after += text.slice(end, edit.from) + edit.text;
          end = edit.to;
        }
        return { file, before, after: after + text.slice(end) };
      })
      .filter(({ before, after }) => before !== after)
      // A replacement character stands for bytes that are no UTF-8, which would be lost.
      .filter(({ before }) => !before?.includes('\uFFFD'))
      .sort((a, b) => (a.file < b.file ? -1 : 1))
  );
}
