/** Reads a pack's folder: its manifest, and which templates there are. Nothing in it is trusted: only plain files count, and few of them. */
import { readPlain } from '../disk/read.js';
import type { Disk } from '../host/host.js';
import type { Template } from '../model/pack.js';
import { badPath, Paths } from '../model/paths.js';
import { MOST_BYTES, MOST_FILES } from './files.js';
import { LazyTemplate } from './lazy-template.js';
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

/**
 * Reads the folder.
 * @param folder absolute
 * @param shown as it was typed, for messages
 * @throws what the file system throws when the folder cannot be read
 */
export function readFolder(disk: Disk, folder: string, shown: string): Folder {
  const { path } = disk.platform;
  const faults: string[] = [];
  const manifest = disk.fs.lstat(path.join(folder, MANIFEST))?.isFile()
    ? readPlain(disk, path.join(folder, MANIFEST), MANIFEST_BYTES)
    : undefined;
  const templates: Template[] = [];
  let [bytes, files] = [0, 0];
  const paths = new Paths();

  const read = (name: string): void => {
    const at = path.join(folder, ...name.split('/'));
    const bad = badPath(name.replaceAll(/\{\{[^{}]*\}\}/g, 'x'));
    const clash = paths.add(name);
    const stat = disk.fs.lstat(at);
    if (bad) faults.push(`${name}: ${bad}`);
    else if (clash) faults.push(`${name}: ${clash}`);
    else if (stat?.isDirectory())
      for (const inner of disk.fs.readdir(at).sort()) {
        if (!JUNK.test(inner)) read(`${name}/${inner}`);
      }
    else if (!stat?.isFile()) faults.push(`${name}: is a link, or no plain file`);
    else {
      files += 1;
      bytes += stat.size;
      if (files > MOST_FILES || bytes > MOST_BYTES) return;
      const [, part = '', ...rest] = name.split('/');
      if (rest.length === 0) faults.push(`${name}: lies in no folder of a part`);
      else {
        const executable = (stat.mode & 0o100) !== 0;
        const bytesOf = (): Uint8Array => plainBytes(disk, at);
        templates.push(
          new LazyTemplate({ part, name: rest.join('/'), executable, pack: shown, read: bytesOf }),
        );
      }
    }
  };
  if (manifest && manifest.size > MANIFEST_BYTES) faults.push(`${MANIFEST}: is larger than 1 MiB`);
  if (disk.fs.lstat(path.join(folder, 'templates'))) read('templates');
  else if (disk.fs.lstat(path.join(folder, 'template')))
    faults.push('template/: the folder is called templates/');
  if (files > MOST_FILES || bytes > MOST_BYTES)
    faults.push(`templates: more than ${MOST_FILES} files, or more than 32 MiB`);
  return { manifest: manifest && Buffer.from(manifest.bytes).toString('utf8'), templates, faults };
}

/** @throws when it is no longer a plain file */
function plainBytes(disk: Disk, at: string): Uint8Array {
  const found = readPlain(disk, at, MOST_BYTES);
  if (!found) throw new Error('is no plain file');
  return found.bytes;
}
