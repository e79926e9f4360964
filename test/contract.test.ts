/** What holds for the sources themselves: layers, names, comments, and that tables, help, schema and README agree. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Handlebars from 'handlebars';
import * as assert from 'uvu/assert';
import { formats } from '../src/formats.js';
import { help, helpTable, usage } from '../src/help.js';
import type { Option, OptionTable } from '../src/options.js';
import { packFolder } from '../src/package.js';
import { RUN_FLAGS } from '../src/runflags.js';
import { answersSchema } from '../src/schema.js';
import { cases, pack, planOfCase } from './golden.js';
import { suite } from './harness.js';

const ROOT = path.join(packFolder('project'), '..', '..');

interface Source {
  /** "/"-separated, from the root. */
  readonly name: string;
  readonly text: string;
  /** Without comments. */
  readonly code: string;
  readonly imports: readonly Import[];
}

interface Import {
  /** A file of ours from the root, or a module's name. */
  readonly from: string;
  /** Types vanish when it is compiled. */
  readonly typeOnly: boolean;
}

const IMPORT = /^(?:import|export) (type )?(?:[^;]*? from )?'([^']+)';|\bimport\('([^']+)'\)/gm;

function importsOf(name: string, code: string): Import[] {
  return [...code.matchAll(IMPORT)].map(([, type, fixed, lazy]) => {
    const from = fixed ?? lazy ?? '';
    const file = from.startsWith('.')
      ? path.posix.join(path.posix.dirname(name), from).replace(/\.js$/, '.ts')
      : from;
    return { from: file, typeOnly: type !== undefined };
  });
}

const sourcesOf = (folder: string): Source[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => {
      const name = `${folder}/${file.split(path.sep).join('/')}`;
      const text = readFileSync(path.join(ROOT, name), 'utf8');
      const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
      return { name, text, code, imports: importsOf(name, code) };
    });

const engine = sourcesOf('src');
const knowledge = sourcesOf('generators');
const all = [...engine, ...knowledge];

/** Tables of facts, which nobody reads from top to bottom. */
const isData = (name: string): boolean => /\/lock-data\.ts$/.test(name);

/** From the bottom up: a file imports from its own layer and from those below. */
const LAYERS: readonly (readonly string[])[] = [
  ['errors', 'host', 'package'],
  ['options', 'pack', 'paint', 'runflags', 'suggest'],
  [
    'answers',
    'argv',
    'changes',
    'check',
    'contain',
    'equivalent',
    'formats',
    'git',
    'help',
    'join',
    'journal',
    'place',
    'plan',
    'progress',
    'questions',
    'read',
    'record',
    'render',
    'report',
    'schema',
    'settle',
    'staging',
    'summary',
  ],
  ['disk', 'failure', 'gather', 'read-pack', 'repair', 'setup'],
  ['finish', 'plop', 'write'],
  ['create'],
  ['cli'],
  ['main'],
];

const layerOf = (file: string): number =>
  LAYERS.findIndex((layer) => layer.includes(file.replace(/^src\//, '').replace(/\.ts$/, '')));

const layers = suite('layers');

layers('every file of the engine has its layer, and every name in the table is a file', () => {
  const named = LAYERS.flat().map((name) => `src/${name}.ts`);
  assert.equal(
    engine.map(({ name }) => name).filter((name) => name !== 'src/author.ts'),
    named.sort(),
  );
});

layers('imports of the engine point to the same layer or down', () => {
  const upward = engine
    .filter(({ name }) => name !== 'src/author.ts')
    .flatMap(({ name, imports }) =>
      imports
        .filter(({ from }) => from.startsWith('src/') && layerOf(from) > layerOf(name))
        .map(({ from }) => `${name} imports ${from}`),
    );
  assert.equal(upward, []);
});

layers('only the composition root knows a generator', () => {
  const knowing = engine.filter(({ imports }) => imports.some(({ from }) => from.startsWith('generators/')));
  assert.equal(
    knowing.map(({ name }) => name),
    ['src/main.ts'],
  );
});

layers('no file imports itself by way of others', () => {
  const next = new Map(
    all.map(({ name, imports }) => [name, imports.filter((i) => !i.typeOnly).map((i) => i.from)]),
  );
  const circles: string[] = [];
  const done = new Set<string>();
  const walk = (name: string, trail: readonly string[]): void => {
    if (trail.includes(name)) circles.push([...trail.slice(trail.indexOf(name)), name].join(' > '));
    if (done.has(name) || trail.includes(name)) return;
    for (const other of next.get(name) ?? []) if (next.has(other)) walk(other, [...trail, name]);
    done.add(name);
  };
  for (const { name } of all) walk(name, []);
  assert.equal(circles, []);
});

layers('the process is seen by main and host alone', () => {
  const seeing = all.filter(({ code }) => /\bprocess\./.test(code) || code.includes("'node:process'"));
  assert.equal(
    seeing.map(({ name }) => name),
    ['src/host.ts', 'src/main.ts'],
  );
});

layers('the disk is changed through the host alone', () => {
  const reading = all.filter(({ imports }) => imports.some(({ from }) => /^(node:)?fs/.test(from)));
  assert.equal(
    reading.map(({ name }) => name),
    ['src/host.ts', 'src/package.ts', 'src/read-pack.ts'],
  );
  const CHANGING =
    /\bfs\.(?:fchmod|link|mkdir|rename|rmdir|unlink|write)\b|\b(?:mkdir|rename|rm|writeFile)Sync\b/;
  assert.equal(
    all.filter(({ name, code }) => name !== 'src/host.ts' && CHANGING.test(code)).map(({ name }) => name),
    ['src/contain.ts', 'src/disk.ts'],
  );
});

layers('generators come through src/author alone, and touch nothing of the world', () => {
  const PURE = new Set(['src/author.ts', 'node:zlib', 'node:buffer']);
  const others = knowledge
    .filter(({ name }) => name !== 'generators/plopfile.ts')
    .flatMap(({ name, imports }) =>
      imports
        .filter(({ from }) => !from.startsWith('generators/') && !PURE.has(from))
        .map(({ from }) => `${name} imports ${from}`),
    );
  assert.equal(others, []);
});

const comments = suite('comments and sizes');

comments("a file's first line says what it is for", () => {
  const silent = all.filter(({ text }) => !/^(#!.*\n)?\/\*\* \S/.test(text));
  assert.equal(
    silent.map(({ name }) => name),
    [],
  );
});

comments('every exported function has a comment', () => {
  const EXPORTED =
    /^export (?:default )?(?:async )?function|^export const \w+(?:: [^=]+)? = (?:async )?(?:<.*>)?\(/;
  const bare = all.flatMap(({ name, text }) => {
    const lines = text.split('\n');
    return lines.flatMap((line, i) =>
      EXPORTED.test(line) && !/\*\/$/.test(lines[i - 1] ?? '') ? [`${name}:${i + 1} ${line}`] : [],
    );
  });
  assert.equal(bare, []);
});

comments('no source file is longer than 250 lines, tables of facts excepted', () => {
  const long = all.filter(({ name, text }) => !isData(name) && text.split('\n').length - 1 > 250);
  assert.equal(
    long.map(({ name }) => name),
    [],
  );
});

const tables = suite('tables');

tables('every part has a folder of templates, every folder a part', () => {
  const folders = readdirSync(packFolder('project')).sort();
  assert.equal(pack.parts.map(({ name }) => name).sort(), folders);
  assert.equal(
    folders.filter((folder) => !pack.templates.some(({ part }) => part === folder)),
    [],
  );
});

/** What a part's name says of its condition: `<option>-<choice>`, or the name of a yes/no option. */
function impliedBy(name: string, options: OptionTable): Record<string, unknown> | undefined {
  for (const [option, { type, ...rest }] of Object.entries(options)) {
    if (type === 'flag' && name === option) return { [option]: true };
    if (type !== 'choice' || !name.startsWith(`${option}-`)) continue;
    const choices = Object.keys((rest as Extract<Option, { type: 'choice' }>).choices);
    const choice = choices.find((value) => `${option}-${value.toLowerCase()}` === name);
    return { [option]: choice ?? `${name} names no choice` };
  }
  return undefined;
}

tables("a part's name agrees with its condition", () => {
  for (const { name, when } of pack.parts) {
    const implied = impliedBy(name, pack.options);
    if (implied) assert.equal(when, implied, name);
  }
});

tables('every choice that is a licence, a kind or a backend has its part', () => {
  const missing = ['license', 'kind', 'backend'].flatMap((name) => {
    const option = pack.options[name];
    const choices = option?.type === 'choice' ? Object.keys(option.choices) : ['?'];
    return choices
      .map((choice) => `${name}-${choice.toLowerCase()}`)
      .filter((part) => !pack.parts.some((known) => known.name === part));
  });
  assert.equal(missing, []);
});

tables('an option and a run flag never share a name', () => {
  const flags = Object.keys(RUN_FLAGS);
  assert.equal(
    Object.keys(pack.options).filter((name) => flags.includes(name)),
    [],
  );
});

tables('no name of an option or flag begins with no-', () => {
  assert.equal(
    [...Object.keys(pack.options), ...Object.keys(RUN_FLAGS)].filter((name) => name.startsWith('no-')),
    [],
  );
});

tables('--help has every option with its default and every choice with its reason', () => {
  const lines = help(pack.options, '1.2.3').split('\n');
  for (const [name, option] of Object.entries(pack.options)) {
    const at = lines.findIndex((line) => line.startsWith(`  ${usage(name, option)} `));
    assert.ok(at >= 0, name);
    assert.match(lines[at] ?? '', option.help);
    assert.match(lines[at] ?? '', option.defaultText ?? 'no default in words');
    const choices = option.type === 'choice' ? Object.entries(option.choices) : [];
    choices.forEach(([value, reason], i) => {
      assert.match(lines[at + 1 + i] ?? '', new RegExp(`^ +${value} `));
      assert.match(lines[at + 1 + i] ?? '', reason);
    });
  }
});

tables('--help has every run flag', () => {
  const said = help(pack.options, '1.2.3');
  for (const [name, flag] of Object.entries(RUN_FLAGS)) {
    assert.match(said, new RegExp(`^ .*--${name}\\b`, 'm'));
    assert.match(said, flag.help);
  }
});

tables('the schema has every option and no other key', () => {
  const schema = answersSchema(pack.options) as {
    additionalProperties: boolean;
    properties: Record<string, { type: string; description: string; oneOf?: { const: string }[] }>;
  };
  assert.is(schema.additionalProperties, false);
  assert.equal(Object.keys(schema.properties), Object.keys(pack.options));
  const TYPES = { text: 'string', choice: 'string', flag: 'boolean', list: 'array' };
  for (const [name, option] of Object.entries(pack.options)) {
    const property = schema.properties[name];
    assert.is(property?.type, TYPES[option.type], name);
    assert.is(property?.description, option.help, name);
    const choices = option.type === 'choice' ? Object.keys(option.choices) : undefined;
    assert.equal(
      property?.oneOf?.map((one) => one.const),
      choices,
      name,
    );
  }
});

tables('the README has the table of today (npm run docs renews it)', () => {
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const block = /<!-- options -->\n\n([\s\S]*?)\n<!-- \/options -->/.exec(readme)?.[1];
  assert.is(block, helpTable(pack.options));
});

tables('a question is asked of an option that has a reason for each choice', () => {
  for (const [name, option] of Object.entries(pack.options)) {
    if (option.type !== 'choice') continue;
    for (const [value, reason] of Object.entries(option.choices))
      assert.ok(reason.length > 2, `${name} ${value}`);
  }
});

const templates = suite('templates');

type Node = hbs.AST.Node & Record<string, unknown>;
type Samples = readonly unknown[];

/** Values that some context has under a name. */
const under = (samples: Samples, name: string): Samples =>
  samples.flatMap((sample) =>
    typeof sample === 'object' && sample !== null && Object.hasOwn(sample, name)
      ? [(sample as Record<string, unknown>)[name]]
      : [],
  );

/** Contexts of the golden cases: together they have every name, and values for every list. */
const contexts: Samples = cases().map((name) => planOfCase(name).context);

const HELPERS = new Set([
  ...Object.keys(formats),
  ...Object.keys(pack.formats),
  'join',
  'if',
  'unless',
  'each',
  'with',
]);

/** Follows a template's tree and reports names that no context has, and values that are written without a format. */
class Walk {
  readonly unknown: string[] = [];
  /** Names written without a format, with all that they may be. */
  readonly raw: { name: string; values: Samples }[] = [];

  private resolve(
    expression: Node,
    scopes: readonly Samples[],
    locals: ReadonlyMap<string, Samples>,
  ): Samples {
    if (expression.type !== 'PathExpression') return [];
    const { parts, original, depth, data } = expression as unknown as hbs.AST.PathExpression;
    if (data) return [''];
    const names = parts as string[];
    const local = locals.get(names[0] ?? '');
    let values = local ?? scopes[scopes.length - 1 - depth] ?? [];
    for (const name of local ? names.slice(1) : names) {
      values = under(values, name);
      if (values.length === 0) this.unknown.push(original);
    }
    return values;
  }

  /** What an expression may be, after a look at its arguments. */
  private value(node: Node, scopes: readonly Samples[], locals: ReadonlyMap<string, Samples>): Samples {
    const params = (node.params ?? []) as Node[];
    const callee = node.path as Node | undefined;
    if (!callee) return this.resolve(node, scopes, locals);
    if (params.length === 0) return this.resolve(callee, scopes, locals);
    const name = (callee as unknown as hbs.AST.PathExpression).original;
    if (!HELPERS.has(name)) this.unknown.push(name);
    for (const param of params) this.value(param, scopes, locals);
    return [];
  }

  program(node: Node | undefined, scopes: readonly Samples[], locals: ReadonlyMap<string, Samples>): void {
    for (const statement of (node?.body ?? []) as Node[]) {
      const params = (statement.params ?? []) as Node[];
      if (statement.type === 'MustacheStatement') {
        const values = this.value(statement, scopes, locals);
        const { original } = statement.path as hbs.AST.PathExpression;
        if (params.length === 0 && !original.startsWith('@')) this.raw.push({ name: original, values });
      } else if (statement.type === 'BlockStatement') {
        const values = this.value(params[0] as Node, scopes, locals);
        const block = (statement.path as hbs.AST.PathExpression).original;
        if (!HELPERS.has(block)) this.unknown.push(block);
        const program = statement.program as Node;
        const enters = block === 'each' || block === 'with';
        const inner = block === 'each' ? values.flat() : values;
        const [named] = (program.blockParams ?? []) as string[];
        const known = named ? new Map([...locals, [named, inner as Samples]]) : locals;
        this.program(program, enters ? [...scopes, inner as Samples] : scopes, known);
        this.program(statement.inverse as Node | undefined, scopes, locals);
      } else if (statement.type !== 'ContentStatement' && statement.type !== 'CommentStatement') {
        this.unknown.push(statement.type);
      }
    }
  }
}

function walked(text: string): Walk {
  const walk = new Walk();
  const tree = Handlebars.parse(text.replaceAll('${'.concat('{'), '$\\{{'));
  walk.program(tree as unknown as Node, [contexts], new Map());
  return walk;
}

const rendered = pack.templates.filter((template) => template.rendered || template.path.includes('{{'));

templates('every name that a template uses is known', () => {
  const unknown = rendered.flatMap(({ part, path, text, rendered }) =>
    [...walked(path).unknown, ...(rendered ? walked(text).unknown : [])].map(
      (name) => `${part}/${path}: ${name}`,
    ),
  );
  assert.equal(unknown, []);
});

templates('a misspelt name would be found, in a condition, a loop and an argument', () => {
  const found = (text: string): string[] => walked(text).unknown;
  assert.equal(found('{{#if typo}}x{{/if}}'), ['typo']);
  assert.equal(found('{{#each urls}}{{label}}{{typo}}{{../name}}{{../typo}}{{/each}}'), ['typo', '../typo']);
  assert.equal(found('{{#each urls as |one|}}{{one.url}}{{one.typo}}{{/each}}'), ['one.typo']);
  assert.equal(found('{{toml typo}}{{typo name}}{{join typo ", "}}'), ['typo', 'typo', 'typo']);
  assert.equal(found('{{#each keywords}}{{toml this}}{{#unless @last}},{{/unless}}{{/each}}'), []);
});

/** Texts for people to read, in which a name stands as it is. */
const isPlainText = (path: string): boolean => /^(LICENSE|COPYING)$/.test(path);

/** Pieces of a format, made from values by that format. */
const FORMATTED = new Set(['readmeEntry']);

templates('what may be any text is written through a format', () => {
  const SAFE = /^[\w.,:;/@#+=<>~ -]*$/;
  const unsafe = rendered
    .filter(({ path }) => !isPlainText(path))
    .flatMap(({ part, path, text }) =>
      walked(text)
        .raw.filter(
          ({ name, values }) => !FORMATTED.has(name) && values.some((value) => !SAFE.test(String(value))),
        )
        .map(({ name }) => `${part}/${path}: {{${name}}}`),
    );
  assert.equal(unsafe, []);
});

templates('quotes are the business of formats, except around names that need none', () => {
  const PLAIN = new Set(['name', 'module', 'command', 'abi']);
  const quoted = rendered.flatMap(({ part, path, text }) =>
    [...text.matchAll(/["'](?<!\$["'])\{\{([^}]*)\}\}/g)]
      .filter(([, name = '']) => !PLAIN.has(name))
      .map(([match]) => `${part}/${path}: ${match}`),
  );
  assert.equal(quoted, []);
  for (const name of PLAIN)
    for (const value of under(contexts, name)) assert.match(String(value), /^[a-z0-9._-]*$/, name);
});

templates('every file ends in one newline, with LF and no blank at the end of a line', () => {
  const wrong = pack.templates.filter(
    ({ text }) => (text !== '' && !/[^\n]\n$/.test(text)) || /\r|[ \t]$/m.test(text),
  );
  assert.equal(
    wrong.map(({ part, path }) => `${part}/${path}`),
    [],
  );
});

templates('no condition stands in the name of a file', () => {
  assert.equal(
    pack.templates.filter(({ path }) => /\{\{[#/^]/.test(path)).map(({ path }) => path),
    [],
  );
});

templates('what has a variable in it is rendered', () => {
  const forgotten = pack.templates.filter(({ rendered, text }) => !rendered && /(?<!\$)\{\{/.test(text));
  assert.equal(
    forgotten.map(({ part, path }) => `${part}/${path}`),
    [],
  );
});
