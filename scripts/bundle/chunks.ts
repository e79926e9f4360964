/** Decides what each file of the bundle holds, and what it is called. */
import { fromRoot } from './from-root.js';

/**
 * Modules kept together that the bundler would separate: each file costs a third of a millisecond before any of it runs.
 * An earlier group wins.
 */
export const GROUPS = [
  {
    name: 'core',
    modules:
      /^build\/src\/(?:entry\/command|host\/paint|model\/(?:formats|redact))\.js$|^build\/generators\/project\/python\/pins\.js$/,
  },
  { name: 'create', modules: /^build\/src\/(?:cli\/create|entry\/built-in)\.js$/ },
  {
    name: 'prompts',
    modules: /^build\/src\/cli\/(?:questions|equivalent)\.js(\?|$)|^node_modules\/@inquirer\//,
  },
  { name: 'answers', modules: /^build\/src\/answers\/answers\.js$/ },
  { name: 'finish', modules: /^build\/src\/(?:setup\/finish|git\/(?:git|begun|dirty|ignored))\.js$/ },
  {
    name: 'plan',
    modules: /^build\/src\/(?:plan\/plan|entry\/plop|disk\/(?:disk|produce))\.js(\?|$)/,
  },
].map(({ name, modules }, index) => ({
  name,
  test: (id: string) => modules.test(fromRoot(id)),
  includeDependenciesRecursively: true,
  priority: 9 - index,
}));

/** Chunks that the bundler makes are named after their modules. */
const NAMES: readonly (readonly [name: string, module: RegExp])[] = [
  ['runtime', /rolldown\/runtime/],
  ['completion', /^build\/src\/cli\/completion\/completion\./],
  ['failure', /^build\/src\/cli\/failure\./],
  ['answers', /^build\/src\/answers\/answers\./],
  ['core', /^build\/src\/entry\/command\./],
  ['plan', /^build\/src\/plan\/plan\./],
  ['finish', /^build\/src\/setup\/finish\./],
  ['create', /^build\/src\/cli\/create\./],
  ['prompts', /^build\/src\/cli\/questions\./],
  ['diff', /^node_modules\/diff\//],
];

/** @param modules paths from the root @throws {Error} when none of them has a name */
export function nameOf(modules: readonly string[]): string {
  // The bundler asks for the group of its own runtime before it knows what is in it.
  if (modules.length === 0) return 'runtime';
  const [name] = NAMES.find(([, pattern]) => modules.some((module) => pattern.test(module))) ?? [];
  if (name === undefined) throw new Error(`a chunk has no name: ${modules.join(', ')}`);
  return name;
}

const RUNTIME = /^const require_rolldown_runtime = require\(.*\);$/m;

/**
 * Most chunks need just one short function of the bundler's runtime: inlined there, it saves loading the runtime's file.
 * The tests name the files that each run loads.
 */
export function withoutRuntime(code: string): string | null {
  const uses = [...code.matchAll(/require_rolldown_runtime\.(\w+)(\(\{)?/g)];
  const names = new Set(uses.map(([, name]) => name));
  // No other function takes an object of functions.
  if (names.size !== 1 || !uses.every(([, , object]) => object) || !RUNTIME.test(code)) return null;
  const exportAll = `(all) => {
    const target = {};
    for (const name in all) Object.defineProperty(target, name, { get: all[name], enumerable: true });
    return target;
  }`;
  return code.replace(RUNTIME, `const require_rolldown_runtime = { ${[...names]}: ${exportAll} };`);
}
