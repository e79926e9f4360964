/** Takes keywords of setup() one by one, and notes what was not understood and what nobody took. */
import { type Keyword, type Keywords, listOf } from './setup-keywords.js';

/** The keywords of a project while they are moved. */
export class Taking {
  /** What was not understood, each with its place. */
  readonly faults: string[] = [];
  readonly #keywords: Keywords;
  readonly #used = new Set<string>();

  constructor(keywords: Keywords) {
    this.#keywords = keywords;
  }

  has(name: string): boolean {
    return this.#keywords.has(name);
  }

  fault(name: string, reason: string): void {
    this.faults.push(`${this.#keywords.get(name)?.from ?? 'setup.py'}: ${name} ${reason}`);
  }

  /** A keyword that was read; undefined, with a fault, for one that was not. */
  take(name: string): Keyword | undefined {
    this.#used.add(name);
    const found = this.#keywords.get(name);
    if (found?.unread !== undefined) this.fault(name, `is no literal: ${found.unread}`);
    return found?.unread === undefined ? found : undefined;
  }

  /** One text. */
  text(name: string): string | undefined {
    const found = this.take(name);
    if (found?.value === undefined) {
      if (found?.file !== undefined || found?.attr !== undefined || found?.call)
        this.fault(name, 'is no text');
      return undefined;
    }
    if (typeof found.value === 'string') return found.value.trim() === '' ? undefined : found.value.trim();
    this.fault(name, 'is no text');
    return undefined;
  }

  /** A list of texts. */
  list(name: string, separator?: RegExp): readonly string[] | undefined {
    const found = this.take(name);
    if (!found || (found.value === undefined && found.file === undefined && !found.call)) return undefined;
    const items = listOf(found, separator);
    if (items === undefined) this.fault(name, 'is no list of texts');
    return items?.length === 0 ? undefined : items;
  }

  /** The keywords that nobody took. */
  left(): [string, Keyword][] {
    return [...this.#keywords].filter(
      ([name, { value, unread }]) => !this.#used.has(name) && (value !== undefined || unread !== undefined),
    );
  }
}
