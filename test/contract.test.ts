/** What holds for the sources themselves: layers, names, comments, and that tables, help, schema and docs agree. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as assert from 'uvu/assert';
import { packFolder, ROOT } from '../scripts/root.js';
import { help, helpTable, usage } from '../src/cli/help.js';
import { RUN_FLAGS, type RunFlag } from '../src/cli/runflags.js';
import { answersSchema } from '../src/cli/schema.js';
import { formats } from '../src/model/formats.js';
import type { Option, OptionTable } from '../src/model/options.js';
import type { Expression, Tree } from '../src/model/template.js';
import { parseTemplate } from '../src/plan/parse-template.js';
import { cases, pack, planOfCase } from './golden.js';
import { suite } from './harness.js';

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
const isData = (name: string): boolean => /\/lock-(data|names)\.ts$/.test(name);

/** The folders of src, from the bottom up: a file imports from its own folder and from those below. */
const LAYERS = ['model', 'host', 'answers', 'plan', 'disk', 'git', 'packs', 'setup', 'cli', 'entry'];

const layerOf = (file: string): number => LAYERS.indexOf(file.split('/')[1] ?? '');

const layers = suite('layers');

layers('every file of src is in the folder of a layer, and every layer has files', () => {
  assert.equal([...new Set(engine.map(({ name }) => name.split('/')[1]))].sort(), [...LAYERS].sort());
});

layers('imports point to the same folder or down, types included', () => {
  const upward = engine.flatMap(({ name, imports }) =>
    imports
      .filter(({ from }) => from.startsWith('src/') && layerOf(from) > layerOf(name))
      .map(({ from }) => `${name} imports ${from}`),
  );
  assert.equal(upward, []);
});

layers('the entry points alone know a generator', () => {
  const knowing = engine.filter(({ imports }) => imports.some(({ from }) => from.startsWith('generators/')));
  assert.equal(
    knowing.map(({ name }) => name).filter((name) => !name.startsWith('src/entry/')),
    [],
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

layers('the process is seen by main and the host alone', () => {
  const seeing = all.filter(({ code }) => /\bprocess\./.test(code) || code.includes("'node:process'"));
  assert.equal(
    seeing.map(({ name }) => name),
    ['src/entry/main.ts', 'src/host/node-exec.ts', 'src/host/node-host.ts'],
  );
});

layers('what Windows is like is known in one place, and to the generator that knows its Pythons', () => {
  const knowing = all.filter(({ name, code }) => !isData(name) && /\bwin32\b|PATHEXT|Scripts\b/.test(code));
  assert.equal(
    knowing.map(({ name }) => name),
    ['src/model/platform.ts', 'generators/project/setup.ts'],
  );
});

layers('what Python and its tools are called is known to the generators and the entry points alone', () => {
  const knowing = engine.filter(
    ({ name, code }) =>
      !name.startsWith('src/entry/') &&
      // npm has a setting of that name.
      name !== 'src/cli/npm.ts' &&
      /\b(?:VIRTUAL_ENV|PYTHON\w*|[Pp]ython|pip|uv|make install|requirements)\b|\.venv|(?<!create-)pyproject\.toml/.test(
        code,
      ),
  );
  assert.equal(
    knowing.map(({ name }) => name),
    [],
  );
});

layers('the disk is changed through the host alone', () => {
  const reading = all.filter(({ imports }) =>
    imports.some(({ from, typeOnly }) => !typeOnly && /^(node:)?fs/.test(from)),
  );
  assert.equal(
    reading.map(({ name }) => name),
    [
      'src/entry/data.ts',
      'src/host/node-exec.ts',
      'src/host/node-files.ts',
      'src/host/node-input.ts',
      'src/host/node-output.ts',
      'src/plan/read-pack.ts',
    ],
  );
  const CHANGING =
    /\bfs\.(?:fchmod|link|mkdir|rename|rmdir|unlink|write)\b|\b(?:mkdir|rename|rm|writeFile)Sync\b/;
  assert.equal(
    all
      .filter(({ name, code }) => name !== 'src/host/node-files.ts' && CHANGING.test(code))
      .map(({ name }) => name),
    [
      'src/disk/containment.ts',
      'src/disk/disk.ts',
      'src/git/git.ts',
      'src/packs/cache.ts',
      'src/packs/entry.ts',
      'src/packs/remembered.ts',
      'src/packs/tree.ts',
    ],
  );
});

layers('generators come through src/model/author alone, and touch nothing of the world', () => {
  const PURE = new Set(['src/model/author.ts', 'node:zlib', 'node:buffer']);
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

tables('every choice that is a license, a kind or a backend has its part', () => {
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

/** What `--help` says, each of its rows in one line. */
const unwrapped = (): string => help(pack, '1.2.3').replace(/\n {8,}/g, ' ');

tables('--help fits into a terminal of 80 columns', () => {
  const wide = help(pack, '1.2.3-beta.10')
    .split('\n')
    .filter((line) => line.length > 80 || /\s$|\u00a0/.test(line));
  assert.equal(wide, []);
});

tables('--help has every option with its default and every choice with its reason', () => {
  const lines = unwrapped().split('\n');
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
  const said = unwrapped();
  for (const [name, flag] of Object.entries<RunFlag>(RUN_FLAGS)) {
    assert.match(said, new RegExp(`^ .*--${name}\\b`, 'm'));
    assert.match(said, flag.help);
    for (const [value, reason] of Object.entries(flag.choices ?? {}))
      assert.match(said, new RegExp(`^ +${value} +${reason}$`, 'm'));
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

tables('docs/options.md has the table of today (npm run docs renews it)', () => {
  const page = readFileSync(path.join(ROOT, 'docs/options.md'), 'utf8');
  const block = /<!-- options -->\n\n([\s\S]*?)\n<!-- \/options -->/.exec(page)?.[1];
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

const HELPERS = new Set([...Object.keys(formats), ...Object.keys(pack.formats), 'join']);

/** Follows a template's tree and reports names that no context has, and values that are written without a format. */
class Walk {
  readonly unknown: string[] = [];
  /** Names written without a format, with all that they may be. */
  readonly raw: { name: string; values: Samples }[] = [];

  /** What an expression may be, after a look at its arguments. */
  private value(expression: Expression, scopes: readonly Samples[]): Samples {
    if (expression[0] === 'call') {
      const [, helper, args] = expression;
      if (!HELPERS.has(helper)) this.unknown.push(helper);
      for (const arg of args) this.value(arg, scopes);
    }
    if (expression[0] !== 'get') return [];
    const [, up, names] = expression;
    let values = scopes[scopes.length - 1 - up] ?? [];
    for (const name of names) {
      values = under(values, name);
      if (values.length === 0) this.unknown.push('../'.repeat(up) + names.join('.'));
    }
    return values;
  }

  tree(nodes: Tree, scopes: readonly Samples[]): void {
    for (const node of nodes) {
      if (typeof node === 'string') continue;
      const values = this.value(node[1], scopes);
      if (node[0] === 'put') {
        if (node[1][0] === 'get') this.raw.push({ name: node[1][2].join('.') || 'this', values });
      } else {
        this.tree(node[2], node[0] === 'each' ? [...scopes, values.flat()] : scopes);
        this.tree(node[3], scopes);
      }
    }
  }
}

function walked(tree: Tree): Walk {
  const walk = new Walk();
  walk.tree(tree, [contexts]);
  return walk;
}

/** The same files as they are written: what is rendered ends in .hbs. */
const sources = readdirSync(packFolder('project'), { recursive: true, encoding: 'utf8' })
  .filter((name) => statSync(path.join(packFolder('project'), name)).isFile())
  .map((name) => ({
    name: name.split(path.sep).join('/'),
    rendered: name.endsWith('.hbs'),
    text: readFileSync(path.join(packFolder('project'), name), 'utf8'),
  }));

templates('every file of the folder is a template', () => {
  assert.equal(
    pack.templates.map(({ part, file }) => `${part}/${file}`).sort(),
    sources.map(({ name }) => name.replace(/\.hbs$/, '')).sort(),
  );
});

templates('every name that a template uses is known', () => {
  const unknown = pack.templates.flatMap(({ part, file, path, content }) =>
    [...walked(path).unknown, ...walked(content).unknown].map((name) => `${part}/${file}: ${name}`),
  );
  assert.equal(unknown, []);
});

templates('a misspelt name would be found, in a condition, a loop and an argument', () => {
  const found = (text: string): string[] => walked(parseTemplate(text)).unknown;
  assert.equal(found('{{#if typo}}x{{/if}}'), ['typo']);
  assert.equal(found('{{#each urls}}{{label}}{{typo}}{{../name}}{{../typo}}{{/each}}'), ['typo', '../typo']);
  assert.equal(found('{{toml typo}}{{typo name}}{{join typo ", "}}'), ['typo', 'typo', 'typo']);
  assert.equal(found('{{#each keywords}}{{toml this}}{{#unless @last}},{{/unless}}{{/each}}'), []);
});

/** Texts for people to read, in which a name stands as it is. */
const isPlainText = (path: string): boolean => /^(LICENSE|COPYING)$/.test(path);

/** Pieces of a format, made from values by that format; and lines of a shell that no answer is part of. */
const FORMATTED = new Set(['readmeEntry', 'line']);

templates('what may be any text is written through a format', () => {
  const SAFE = /^[\w.,:;/@#+=<>~ -]*$/;
  const unsafe = pack.templates
    .filter(({ file }) => !isPlainText(file))
    .flatMap(({ part, file, content }) =>
      walked(content)
        .raw.filter(
          ({ name, values }) => !FORMATTED.has(name) && values.some((value) => !SAFE.test(String(value))),
        )
        .map(({ name }) => `${part}/${file}: {{${name}}}`),
    );
  assert.equal(unsafe, []);
});

templates('quotes are the business of formats, except around names that need none', () => {
  const PLAIN = new Set(['name', 'module', 'command', 'abi']);
  const quoted = sources.flatMap(({ name: file, text }) =>
    [...text.matchAll(/["'](?<!\$["'])\{\{([^}]*)\}\}/g)]
      .filter(([, name = '']) => !PLAIN.has(name))
      .map(([match]) => `${file}: ${match}`),
  );
  assert.equal(quoted, []);
  for (const name of PLAIN)
    for (const value of under(contexts, name)) assert.match(String(value), /^[a-z0-9._-]*$/, name);
});

templates('every file ends in one newline, with LF and no blank at the end of a line', () => {
  const wrong = sources.filter(
    ({ text }) => (text !== '' && !/[^\n]\n$/.test(text)) || /\r|[ \t]$/m.test(text),
  );
  assert.equal(
    wrong.map(({ name }) => name),
    [],
  );
});

templates('no condition stands in the name of a file', () => {
  assert.equal(
    sources.map(({ name }) => name).filter((name) => /\{\{[#/^]/.test(name)),
    [],
  );
});

templates('what has a variable in it is rendered', () => {
  const forgotten = sources.filter(({ rendered, text }) => !rendered && /(?<!\$)\{\{/.test(text));
  assert.equal(
    forgotten.map(({ name }) => name),
    [],
  );
});
