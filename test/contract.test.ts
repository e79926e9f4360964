/** Rules for the sources: layers, names, comments; and that tables, --help, the schema and the docs agree. */
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
  /** The path from the root, with `/` on every system. */
  readonly name: string;
  readonly text: string;
  /** The source without comments. */
  readonly code: string;
  readonly imports: readonly Import[];
}

interface Import {
  /** The imported file, as a path from the root, or the name of a package. */
  readonly from: string;
  /** Whether it imports types only, which the compiler removes. */
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

/** Files that are tables of data. */
const isData = (name: string): boolean => /\/lock-(data|names)\.ts$/.test(name);

/** The folders of src, from the bottom up: a file imports from its own folder and from those below. */
const LAYERS = [
  'model',
  'host',
  'answers',
  'plan',
  'disk',
  'git',
  'packs',
  'follow',
  'setup',
  'cli',
  'entry',
];

const layerOf = (file: string): number => LAYERS.indexOf(file.split('/')[1] ?? '');

const layers = suite('layers');

layers('every file of src is in the folder of a layer, and every layer has files', () => {
  assert.equal([...new Set(engine.map(({ name }) => name.split('/')[1]))].sort(), [...LAYERS].sort());
});

layers('imports, including type imports, are from the same folder or a lower layer', () => {
  const upward = engine.flatMap(({ name, imports }) =>
    imports
      .filter(({ from }) => from.startsWith('src/') && layerOf(from) > layerOf(name))
      .map(({ from }) => `${name} imports ${from}`),
  );
  assert.equal(upward, []);
});

layers('only the entry points import a generator', () => {
  const knowing = engine.filter(({ imports }) => imports.some(({ from }) => from.startsWith('generators/')));
  assert.equal(
    knowing.map(({ name }) => name).filter((name) => !name.startsWith('src/entry/')),
    [],
  );
});

layers('there are no import cycles', () => {
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

layers('only main and the host use the process', () => {
  const seeing = all.filter(({ code }) => /\bprocess\./.test(code) || code.includes("'node:process'"));
  assert.equal(
    seeing.map(({ name }) => name),
    ['src/entry/main.ts', 'src/host/node-exec.ts', 'src/host/node-host.ts'],
  );
});

layers('only platform.ts and the project generator contain Windows rules', () => {
  const knowing = all.filter(({ name, code }) => !isData(name) && /\bwin32\b|PATHEXT|Scripts\b/.test(code));
  assert.equal(
    knowing.map(({ name }) => name),
    [
      'src/model/platform.ts',
      'generators/project/managers/environment.ts',
      'generators/project/managers/pip.ts',
    ],
  );
});

layers('only the generators and the entry points name Python and its tools', () => {
  const knowing = engine.filter(
    ({ name, code }) =>
      !name.startsWith('src/entry/') &&
      // npm has a setting with this name.
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

layers('only the host changes the file system', () => {
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
      'src/packs/test-pack.ts',
      'src/packs/tree.ts',
    ],
  );
});

layers(
  'generators import only src/model/author from the engine, and no Node modules with side effects',
  () => {
    const PURE = new Set(['src/model/author.ts', 'node:zlib', 'node:buffer']);
    const others = knowledge
      .filter(({ name }) => name !== 'generators/plopfile.ts')
      .flatMap(({ name, imports }) =>
        imports
          .filter(({ from }) => !from.startsWith('generators/') && !PURE.has(from))
          .map(({ from }) => `${name} imports ${from}`),
      );
    assert.equal(others, []);
  },
);

const comments = suite('comments and sizes');

comments("a file's first line states its purpose", () => {
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

comments('no source file is longer than 250 lines, except tables of data', () => {
  const long = all.filter(({ name, text }) => !isData(name) && text.split('\n').length - 1 > 250);
  assert.equal(
    long.map(({ name }) => name),
    [],
  );
});

const tables = suite('tables');

tables('every part has a folder of templates, and every folder has a part', () => {
  const folders = readdirSync(packFolder('project')).sort();
  assert.equal(pack.parts.map(({ name }) => name).sort(), folders);
  assert.equal(
    folders.filter((folder) => !pack.templates().some(({ part }) => part === folder)),
    [],
  );
});

/** The condition in a part's name: `<option>-<choice>`, or the name of a yes/no option. */
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

tables('every license, kind and backend has a part', () => {
  const missing = ['license', 'kind', 'backend'].flatMap((name) => {
    const option = pack.options[name];
    const choices = option?.type === 'choice' ? Object.keys(option.choices) : ['?'];
    return choices
      .map((choice) => `${name}-${choice.toLowerCase()}`)
      .filter((part) => !pack.parts.some((known) => known.name === part));
  });
  assert.equal(missing, []);
});

tables('no option and run flag have the same name', () => {
  const flags = Object.keys(RUN_FLAGS);
  assert.equal(
    Object.keys(pack.options).filter((name) => flags.includes(name)),
    [],
  );
});

tables('no option or flag has a name that begins with no-', () => {
  assert.equal(
    [...Object.keys(pack.options), ...Object.keys(RUN_FLAGS)].filter((name) => name.startsWith('no-')),
    [],
  );
});

/** The text of `--help`, with each row in one line. */
const unwrapped = (): string => help(pack, '1.2.3').replace(/\n {8,}/g, ' ');

tables('--help fits into a terminal of 80 columns', () => {
  const wide = help(pack, '1.2.3-beta.10')
    .split('\n')
    .filter((line) => line.length > 80 || /\s$|\u00a0/.test(line));
  assert.equal(wide, [], 'shorten these texts: the widest flag decides the column of all');
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

tables('docs/options.md has the current table (npm run docs updates it)', () => {
  const page = readFileSync(path.join(ROOT, 'docs/options.md'), 'utf8');
  const block = /<!-- options -->\n\n([\s\S]*?)\n<!-- \/options -->/.exec(page)?.[1];
  assert.is(block, helpTable(pack.options));
});

tables('every choice of an option with a question has a description', () => {
  for (const [name, option] of Object.entries(pack.options)) {
    if (option.type !== 'choice') continue;
    for (const [value, reason] of Object.entries(option.choices))
      assert.ok(reason.length > 2, `${name} ${value}`);
  }
});

const templates = suite('templates');

type Samples = readonly unknown[];

/** The values of a name in all contexts that have it. */
const under = (samples: Samples, name: string): Samples =>
  samples.flatMap((sample) =>
    typeof sample === 'object' && sample !== null && Object.hasOwn(sample, name)
      ? [(sample as Record<string, unknown>)[name]]
      : [],
  );

/** The contexts of the golden cases: together they have every name, and values for every list. */
const contexts: Samples = cases().map((name) => planOfCase(name).context);

const HELPERS = new Set([...Object.keys(formats), ...Object.keys(pack.formats), 'join']);

/** Walks a template's tree and collects names that no context has, and values that are written without a format. */
class Walk {
  readonly unknown: string[] = [];
  /** Names that are written without a format, with all their possible values. */
  readonly raw: { name: string; values: Samples }[] = [];

  /** Returns the possible values of an expression, and checks its arguments. */
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

/** The template files by their source names: the rendered ones end in .hbs. */
const sources = readdirSync(packFolder('project'), { recursive: true, encoding: 'utf8' })
  .filter((name) => statSync(path.join(packFolder('project'), name)).isFile())
  .map((name) => ({
    name: name.split(path.sep).join('/'),
    rendered: name.endsWith('.hbs'),
    text: readFileSync(path.join(packFolder('project'), name), 'utf8'),
  }));

templates('every file of the templates directory is a template of the pack', () => {
  assert.equal(
    pack
      .templates()
      .map(({ part, file }) => `${part}/${file}`)
      .sort(),
    sources.map(({ name }) => name.replace(/\.hbs$/, '')).sort(),
  );
});

templates('every name that a template uses is known', () => {
  const unknown = pack
    .templates()
    .flatMap(({ part, file, path, content }) =>
      [...walked(path).unknown, ...walked(content).unknown].map((name) => `${part}/${file}: ${name}`),
    );
  assert.equal(unknown, []);
});

templates('a misspelled name is detected in a condition, a loop and an argument', () => {
  const found = (text: string): string[] => walked(parseTemplate(text)).unknown;
  assert.equal(found('{{#if typo}}x{{/if}}'), ['typo']);
  assert.equal(found('{{#each urls}}{{label}}{{typo}}{{../name}}{{../typo}}{{/each}}'), ['typo', '../typo']);
  assert.equal(found('{{toml typo}}{{typo name}}{{join typo ", "}}'), ['typo', 'typo', 'typo']);
  assert.equal(found('{{#each keywords}}{{toml this}}{{#unless @last}},{{/unless}}{{/each}}'), []);
});

/** Plain text files, in which values need no format. */
const isPlainText = (path: string): boolean => /^(LICENSE|COPYING)$/.test(path);

/** Values that context.ts has already formatted. */
const FORMATTED = new Set(['readmeEntry']);

/** All texts in a value. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [String(value)];

/** Shell and workflow lines of the package managers, which contain no answer of free text. */
const COMMANDS = new Set(
  ['commands', 'setup', 'build', 'installProject'].flatMap((name) => textsIn(under(contexts, name))),
);

templates('free text is written through a format', () => {
  const SAFE = /^[\w.,:;/@#+=<>~ -]*$/;
  const unsafe = pack
    .templates()
    .filter(({ file }) => !isPlainText(file))
    .flatMap(({ part, file, content }) =>
      walked(content)
        .raw.filter(
          ({ name, values }) =>
            !FORMATTED.has(name) &&
            values.some((value) => !SAFE.test(String(value)) && !COMMANDS.has(String(value))),
        )
        .map(({ name }) => `${part}/${file}: {{${name}}}`),
    );
  assert.equal(unsafe, []);
});

templates('only formats write quotes around values, except around plain names', () => {
  const PLAIN = new Set(['name', 'module', 'command', 'python', 'abi', 'cpython']);
  const quoted = sources.flatMap(({ name: file, text }) =>
    [...text.matchAll(/["'](?<!\$["'])\{\{([^}]*)\}\}/g)]
      .filter(([, name = '']) => !PLAIN.has(name))
      .map(([match]) => `${file}: ${match}`),
  );
  assert.equal(quoted, []);
  for (const name of PLAIN)
    for (const value of under(contexts, name)) assert.match(String(value), /^[a-z0-9._-]*$/, name);
});

templates('every file has LF line ends, one final newline and no trailing blanks', () => {
  const wrong = sources.filter(
    ({ text }) => (text !== '' && !/[^\n]\n$/.test(text)) || /\r|[ \t]$/m.test(text),
  );
  assert.equal(
    wrong.map(({ name }) => name),
    [],
  );
});

templates('no file name contains a condition', () => {
  assert.equal(
    sources.map(({ name }) => name).filter((name) => /\{\{[#/^]/.test(name)),
    [],
  );
});

templates('every file with a variable is rendered', () => {
  const forgotten = sources.filter(({ rendered, text }) => !rendered && /(?<!\$)\{\{/.test(text));
  assert.equal(
    forgotten.map(({ name }) => name),
    [],
  );
});
