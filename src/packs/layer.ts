/** Puts a team pack over a generator: the result is a pack like any other. */
import { Refusal, UserError } from '../model/errors.js';
import { type Draft, holds, NOBODY, type OptionTable, type When } from '../model/options.js';
import type { Context, Edit, Layer, Pack, Part, Rule, Template } from '../model/pack.js';
import { noneOf, suggest } from '../model/suggest.js';
import { checkWhen, layerOptions } from './layer-options.js';
import type { Parse } from './lazy-template.js';
import { located, type Manifest } from './manifest.js';
import { ready } from './ready.js';
import type { Fault } from './shape.js';

/** A pack's folder, read. */
export interface TeamPack {
  /** As it was typed, for messages. */
  readonly shown: string;
  /** The text of the manifest, for the lines of faults. */
  readonly source: string;
  readonly manifest: Manifest;
  readonly templates: readonly Template[];
  /** Parses defaults; undefined if none is a template. */
  readonly parse: Parse | undefined;
  /** Makes the changes of a TOML file. */
  readonly edit: (changes: Readonly<Record<string, unknown>>) => (text: string) => string;
  readonly layer: Layer;
}

/** Files that something runs later: a person should read them first. */
const RUNS =
  /^(?:\.github\/workflows\/.*|(?:.*\/)?(?:Dockerfile|Makefile)|\.pre-commit-config\.ya?ml|\.gitlab-ci\.yml)$/;

/**
 * @param taken names of run flags, which no option may have
 * @returns the pack, or what is wrong with it: one line for each fault
 */
export function layered(
  base: Pack,
  team: TeamPack,
  taken: readonly string[],
): { readonly pack: Pack } | { readonly faults: readonly string[] } {
  const { manifest, layer, source } = team;
  const by = `${layer.name} ${layer.version}`;
  const faults: string[] = [];
  const complain = (place: Fault['place'], reason: string): void => {
    faults.push(located(source, { place, reason }));
  };
  if (base.layers.some(({ name }) => name === layer.name))
    complain(['name'], 'a pack of this name is there already');
  const options = layerOptions(base.options, team, by, taken, complain);
  const own = (manifest.parts ?? []).map((part, i) => ownPart(base, options, part, ['parts', i], complain));
  const parts = [...base.parts, ...own];
  const known = parts.map(({ name }) => name);
  for (const part of new Set(team.templates.map((template) => template.part)))
    if (!known.includes(part)) {
      const near = suggest(part, known);
      faults.push(
        `templates/${part}/: there is no part ${part}${near ? `; did you mean ${near}?` : ''} Add it to [[parts]]`,
      );
    }
  if (new Set(own.map(({ name }) => name)).size < own.length)
    complain(['parts'], 'two parts have the same name');
  const templates = withTemplates(base.templates(), team, base.layers.length > 0, complain);
  const edits = Object.entries(manifest.toml ?? {}).map(([path, changes]): Edit => {
    if (!templates.some(({ file }) => file === path))
      complain(['toml', path], 'is no file of a project; a name with a dot needs quotes: [toml."NAME.toml"]');
    else if (!path.endsWith('.toml')) complain(['toml', path], 'is no TOML file: replace it by a template');
    for (const keys of withTags(changes))
      complain(['toml', path, ...keys], 'has a tag: values here are the same in every project');
    return { path, apply: (text) => named(by, () => team.edit(changes)(text)) };
  });
  if (faults.length > 0) return { faults };

  const names = Object.keys(manifest.options ?? {});
  const runs = team.templates.filter(({ file }) => RUNS.test(file)).map(({ part, file }) => ({ part, file }));
  return {
    pack: {
      ...base,
      options,
      parts,
      templates: () => templates,
      ready: (answers) => ready(parts, templates, answers),
      edits: [...base.edits, ...edits],
      layers: [...base.layers, layer],
      managed: [...base.managed, ...(manifest.managed ?? [])],
      rules: [...base.rules, ...names.map((name) => onlyWhen(options, name))],
      context: (answers, facts) => contextWith(base.context(answers, facts), answers, names, team.shown),
      notes: (context, kept) => [
        ...base.notes(context, kept),
        ...(layer.cached
          ? [`the pack ${by} is from the cache: with --offline nobody looked for a newer one`]
          : []),
        ...runNote(by, runs, parts, context),
      ],
    },
  };
}

/** The places of values with `{{`, in which nothing is filled in. */
function withTags(value: unknown, keys: readonly string[] = []): (readonly string[])[] {
  if (typeof value === 'string') return value.includes('{{') ? [keys] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => withTags(inner, [...keys, key]));
}

/** Lets an error name the pack. */
function named<T>(by: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new Error(`${(error as Error).message} (the pack ${by})`);
  }
}

function ownPart(
  base: Pack,
  options: OptionTable,
  { name, when, facts = {} }: NonNullable<Manifest['parts']>[number],
  place: Fault['place'],
  complain: (place: Fault['place'], reason: string) => void,
): Part {
  if (base.parts.some((part) => part.name === name))
    complain([...place, 'name'], `a part ${name} exists already`);
  checkWhen(options, when as When<Draft>, [...place, 'when'], complain);
  const lists = Object.keys(base.facts).filter((fact) => Array.isArray(base.facts[fact]));
  for (const [fact, items] of Object.entries(facts)) {
    if (!lists.includes(fact)) complain([...place, 'facts', fact], noneOf(fact, lists));
    for (const item of lists.includes(fact) ? items : [])
      try {
        base.acceptFact(fact, item);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        complain([...place, 'facts', fact], error.message);
      }
  }
  return { name, facts, ...(when && { when: when as When<Draft> }) };
}

/**
 * The templates without what is removed, and with the pack's own: of the same part and path they replace.
 * @param isStacked whether an earlier pack may have removed the same file
 */
function withTemplates(
  base: readonly Template[],
  { manifest, templates }: TeamPack,
  isStacked: boolean,
  complain: (place: Fault['place'], reason: string) => void,
): readonly Template[] {
  const removed = new Set<Template>();
  for (const [i, name] of (manifest.remove ?? []).entries()) {
    const found = base.filter(({ file }) => (name.endsWith('/') ? file.startsWith(name) : file === name));
    for (const template of found) removed.add(template);
    const isFolder = base.some(({ file }) => file.startsWith(`${name}/`));
    const near = isFolder
      ? `${name}/`
      : suggest(
          name,
          base.map(({ file }) => file),
        );
    if (found.length === 0 && !isStacked)
      complain(
        ['remove', i],
        `${JSON.stringify(name)} is no file of a template${near ? `; did you mean ${near}?` : ''}`,
      );
  }
  const isReplaced = ({ part, file }: Template): boolean =>
    templates.some((own) => own.part === part && own.file === file);
  return [...base.filter((template) => !removed.has(template) && !isReplaced(template)), ...templates];
}

/** An option with a condition keeps its default where the condition does not hold. */
const onlyWhen = (options: OptionTable, name: string): Rule => ({
  check(answers, { option: called }) {
    const option = options[name];
    if (!option?.when || holds(option.when, answers)) return undefined;
    const standard = option.standard(answers, NOBODY);
    if (JSON.stringify(standard) === JSON.stringify(answers[name])) return undefined;
    const conditions = Object.entries(option.when).map(([other, value]) => {
      if (typeof value === 'boolean') return value ? called(other) : called(`no-${other}`);
      return `${called(other)} ${[value].flat().join(' or ')}`;
    });
    return {
      message: `${called(name)} needs ${conditions.join(' and ')}`,
      hint: `leave out ${called(name)}`,
    };
  },
});

function contextWith(context: Context, answers: Draft, names: readonly string[], shown: string): Context {
  const taken = names.find((name) => Object.hasOwn(context, name) && context[name] !== answers[name]);
  if (taken !== undefined)
    throw new UserError(
      'E_PACK',
      `${shown}: the option ${taken} has the name of something that templates know already`,
      'give the option another name',
    );
  return { ...context, ...Object.fromEntries(names.map((name) => [name, answers[name]])) };
}

function runNote(
  by: string,
  runs: readonly { readonly part: string; readonly file: string }[],
  parts: readonly Part[],
  context: Context,
): string[] {
  const active = new Set(
    parts.filter(({ when }) => holds(when as When<Context>, context)).map(({ name }) => name),
  );
  const files = [...new Set(runs.filter(({ part }) => active.has(part)).map(({ file }) => file))];
  return files.length === 0
    ? []
    : [`the pack ${by} brings files that run later, read them first: ${files.join(', ')}`];
}
