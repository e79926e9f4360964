/** A template of a team pack: read and parsed when a project uses it. */
import { isUtf8 } from 'node:buffer';
import type { Template } from '../model/pack.js';
import type { Tree } from '../model/template.js';

export type Parse = (text: string) => Tree;

/** What is known of a template before it is read. */
export interface Unread {
  readonly part: string;
  /** With `.hbs`, if it is rendered. */
  readonly name: string;
  readonly executable: boolean;
  /** The pack as it was typed, for messages. */
  readonly pack: string;
  /** @throws what the file system throws */
  read(): Uint8Array;
}

/** A text without a tag is its own tree, as the parser has it. */
const plain = (text: string): Tree | undefined => {
  if (text.includes('{{')) return undefined;
  return text === '' ? [] : [text];
};

export class LazyTemplate implements Template {
  readonly part: string;
  readonly file: string;
  readonly source: string;
  readonly executable: boolean;
  readonly pack: string;
  readonly #isRendered: boolean;
  readonly #read: () => Uint8Array;
  #bytes: Uint8Array | undefined;
  #text: string | undefined;
  #path: Tree | undefined;
  #content: Tree | undefined;

  constructor({ part, name, executable, pack, read }: Unread) {
    this.part = part;
    this.#isRendered = name.endsWith('.hbs');
    this.file = name.replace(/\.hbs$/, '');
    this.source = `templates/${part}/${name}`;
    this.executable = executable;
    this.pack = pack;
    this.#read = read;
    this.#path = plain(this.file);
  }

  get path(): Tree {
    return this.#known(this.#path);
  }

  get content(): Tree {
    return this.#known(this.#content);
  }

  get bytes(): Uint8Array | undefined {
    return this.#isRendered ? undefined : this.#known(this.#bytes);
  }

  #known<T>(found: T | undefined): T {
    if (found === undefined) throw new Error(`${this.source} is used before it is read`);
    return found;
  }

  /** Reads the file, once. @returns what is wrong with it */
  read(): readonly string[] {
    if (this.#bytes) return [];
    try {
      this.#bytes = this.#read();
    } catch (error) {
      return [`${this.source}: ${(error as Error).message}`];
    }
    const text = isUtf8(this.#bytes) ? Buffer.from(this.#bytes).toString('utf8') : undefined;
    if (!this.#isRendered) this.#content = [text ?? ''];
    else if (text === undefined) return [`${this.source}: is not UTF-8`];
    else {
      this.#text = text.replaceAll('\r\n', '\n');
      this.#content = plain(this.#text);
    }
    return [];
  }

  /** Whether it waits for the parser. */
  get waits(): boolean {
    return this.#path === undefined || (this.#text !== undefined && this.#content === undefined);
  }

  /** @returns what is wrong with it, with its file and line */
  parse(parse: Parse): readonly string[] {
    const faults: string[] = [];
    const tree = (text: string): Tree => {
      try {
        return parse(text);
      } catch (error) {
        const { message } = error as Error;
        const [, line, reason] = /^(?:Parse error on )?line (\d+):\s*(.*)$/is.exec(message) ?? [];
        faults.push(`${this.source}${line ? `:${line}` : ''}: ${reason ?? message}`);
        return [];
      }
    };
    this.#path ??= tree(this.file);
    this.#content ??= tree(this.#text ?? '');
    return faults;
  }
}
