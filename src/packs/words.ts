/** What is a project's own in a text: its name in every spelling, its description, its author. Each has a tag. */
import { formats } from '../model/formats.js';
import type { Draft } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import { pascal, title, upper } from '../model/spellings.js';
import type { Tag } from './tags.js';

/** Shorter words cannot be told from others. */
const SHORTEST = 3;

/** The formats of files whose extension is not the name of one. */
const OTHER_ENDINGS: Readonly<Record<string, string>> = { yml: 'yaml', pyi: 'py' };

/** A word, and its tag in code where that is another one: a module may be called like its project. */
export interface Word extends Tag {
  readonly inCode?: string;
  /** The option that it is of, if others may leave it empty. */
  readonly optional?: string;
}

/** The names of a project in every spelling. Two may be the same text. */
function spellingsOf({ name = '', module = '' }: Draft): Word[] {
  const [distribution, code] = [String(name), String(module)];
  const [spaced, camel] = [title(distribution), pascal(distribution)];
  return [
    { text: distribution, tag: 'name', ...(distribution === code && { inCode: 'module' }) },
    { text: code, tag: 'module' },
    { text: spaced, tag: 'title name', ...(spaced === camel && { inCode: 'pascal name' }) },
    { text: camel, tag: 'pascal name' },
    { text: upper(code), tag: 'upper module' },
    { text: upper(distribution), tag: 'upper name' },
  ];
}

/** The names of a project: for paths. */
export const namesOf = (answers: Draft): Word[] => unique(spellingsOf(answers));

/** The words that are looked for in a text of a project. */
export const wordsOf = (answers: Draft, pack: Pack, file: string): Word[] =>
  unique(tagsOf(answers, pack, file)).filter(({ text }) => text.length >= SHORTEST);

/** Every tag and its text: a description is written as the file's format writes it, and as it is. */
export function tagsOf(answers: Draft, pack: Pack, file: string): Word[] {
  const ending = /[^.]*$/.exec(file)?.[0] ?? '';
  const all = { ...formats, ...pack.formats };
  const called = OTHER_ENDINGS[ending] ?? ending;
  const format = Object.hasOwn(all, called) ? all[called] : undefined;
  const free = ['description', 'author', 'email'].flatMap((option): Word[] => {
    const text = String(answers[option] ?? '');
    if (text === '') return [];
    const optional = option === 'description' ? {} : { optional: option };
    const plain = { text, tag: option, ...optional };
    if (!format) return [plain];
    return [{ text: format(text), tag: `${called} ${option}`, ...(format('') === '' && optional) }, plain];
  });
  return [...free, ...spellingsOf(answers)];
}

/** The longest first; of several tags for one text, the first. */
const unique = (words: readonly Word[]): Word[] =>
  words
    .filter(({ text }, i) => text !== '' && words.findIndex((other) => other.text === text) === i)
    .sort((a, b) => b.text.length - a.text.length);

/** Answers that no project has, for the same options: what they change in a file is the project's own. */
export function strangers(answers: Draft): Draft {
  const strange = (option: string): string => (answers[option] ? `zz${option}0` : '');
  const { repository } = answers;
  return {
    ...answers,
    name: strange('name'),
    module: strange('module'),
    description: strange('description'),
    author: strange('author'),
    email: strange('email'),
    ...(typeof repository === 'string' && { repository: repository.replace(/[^/]+$/, 'zzrepository0') }),
  };
}
