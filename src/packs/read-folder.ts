/** Reads a pack's folder: its manifest and its templates. Nothing in it is trusted: only plain files count, and few of them. */
import { isUtf8 } from 'node:buffer';
import { readPlain } from '../disk/read.js';
import type { Disk } from '../host/host.js';
import type { Template } from '../model/pack.js';
import { badPath, folded } from '../model/paths.js';
import { parseTemplate } from '../plan/parse-template.js';
import { MOST_BYTES, MOST_FILES } from './files.js';
import { MANIFEST } from './manifest.js';

const MANIFEST_BYTES = 1024 * 1024;

/** What systems and editors leave in folders. */
const JUNK = /^(?:\.DS_Store|Thumbs\.db|desktop\.ini|.*~|\..*\.sw[a-p])$/;

export interface Folder {
  /** The text of the manifest; undefined if there is none. */
  readonly manifest: string | undefined;
  readonly templates: readonly Template[];
  readonly faults: readonly string[];
}

/** Reads the folder. @param folder absolute @throws what the file system throws when the folder cannot be read */
export function readFolder(disk: Disk, folder: string): Folder {
  const { path } = disk.platform;
  const faults: string[] = [];
  const manifest = disk.fs.lstat(path.join(folder, MANIFEST))?.isFile()
    ? readPlain(disk, path.join(folder, MANIFEST), MANIFEST_BYTES)
    : undefined;
  const templates: Template[] = [];
  let [bytes, files] = [0, 0];
  const names = new Map<string, string>();

  const read = (name: string): void => {
    const at = path.join(folder, ...name.split('/'));
    const bad = badPath(name.replaceAll(/\{\{[^{}]*\}\}/g, 'x'));
    const same = names.get(folded(name));
    names.set(folded(name), name);
    const stat = disk.fs.lstat(at);
    if (bad) faults.push(`${name}: ${bad}`);
    else if (same) faults.push(`${name}: differs from ${same} only by case`);
    else if (stat?.isDirectory())
      for (const inner of disk.fs.readdir(at).sort()) {
        if (!JUNK.test(inner)) read(`${name}/${inner}`);
      }
    else if (!stat?.isFile()) faults.push(`${name}: is a link, or no plain file`);
    else {
      files += 1;
      bytes += stat.size;
      if (files > MOST_FILES || bytes > MOST_BYTES) return;
      const found = readPlain(disk, at, MOST_BYTES);
      const [, part = '', ...rest] = name.split('/');
      if (!found || rest.length === 0) faults.push(`${name}: lies in no folder of a part`);
      else templates.push(...templateOf(part, rest.join('/'), found, faults));
    }
  };
  if (disk.fs.lstat(path.join(folder, 'templates'))) read('templates');
  else if (disk.fs.lstat(path.join(folder, 'template')))
    faults.push('template/: the folder is called templates/');
  if (files > MOST_FILES || bytes > MOST_BYTES)
    faults.push(`templates: more than ${MOST_FILES} files, or more than 32 MiB`);
  return { manifest: manifest && Buffer.from(manifest.bytes).toString('utf8'), templates, faults };
}

function templateOf(
  part: string,
  name: string,
  found: { readonly bytes: Uint8Array; readonly mode: number },
  faults: string[],
): Template[] {
  const file = name.replace(/\.hbs$/, '');
  const executable = (found.mode & 0o100) !== 0;
  const source = `templates/${part}/${name}`;
  const parse = (source: string): Template['path'] => {
    try {
      return parseTemplate(source);
    } catch (error) {
      const [, line, reason] =
        /^(?:Parse error on )?line (\d+):\s*(.*)$/is.exec((error as Error).message) ?? [];
      faults.push(
        `templates/${part}/${name}${line ? `:${line}` : ''}: ${reason ?? (error as Error).message}`,
      );
      return [];
    }
  };
  const text = isUtf8(found.bytes) ? Buffer.from(found.bytes).toString('utf8') : undefined;
  if (file === name)
    return [{ part, file, path: parse(file), content: [text ?? ''], bytes: found.bytes, executable, source }];
  if (text === undefined) {
    faults.push(`templates/${part}/${name}: is not UTF-8`);
    return [];
  }
  return [
    { part, file, path: parse(file), content: parse(text.replaceAll('\r\n', '\n')), executable, source },
  ];
}
