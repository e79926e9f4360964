/** Builds git's hash in: as WebAssembly, made here, or by Node where that is not available. */
import wabt from 'wabt';
import type { DataFile } from './data.js';

const FILE = 'sha1.wasm';

/** Offsets in memory, in bytes: the schedule's 80 words, the result's five words, the message. */
const SCHEDULE = 0;
const RESULT = 320;
const MESSAGE = 384;

/**
 * V8 re-optimises hot functions, at a cost of megabytes. COPIES identical functions take turns of BLOCKS blocks, so none
 * gets hot in a project.
 */
const COPIES = 4;
const BLOCKS = 100;

type Expression = string;
const binary =
  (name: string) =>
  (x: Expression, y: Expression): Expression =>
    `(i32.${name} ${x} ${y})`;
const and = binary('and');
const or = binary('or');
const xor = binary('xor');
const rotl = binary('rotl');
const plus = binary('add');
const minus = binary('sub');
const word = (value: number): Expression => `(i32.const ${value})`;
const get = (name: string): Expression => `(local.get $${name})`;
const set = (name: string, value: Expression): Expression => `(local.set $${name} ${value})`;
const load = (at: Expression): Expression => `(i32.load ${at})`;
const store = (at: Expression, value: Expression): Expression => `(i32.store ${at} ${value})`;

/** A loop over the schedule's words from `$i` on, which counts in bytes. */
const loop = (name: string, end: number, ...body: readonly Expression[]): Expression =>
  `(loop $${name} ${body.join(' ')}
    (br_if $${name} (i32.lt_u (local.tee $i ${plus(get('i'), word(4))}) ${word(4 * end)})))`;

const STATE = ['a', 'b', 'c', 'd', 'e'] as const;
const INITIAL = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0] as const;
const each = (line: (name: string, index: number) => string): string => STATE.map(line).join(' ');

/** `$x` with its bytes reversed: WebAssembly is little-endian, SHA-1 is not. */
const swapped = or(
  and(rotl(get('x'), word(8)), word(0x00ff00ff)),
  and(rotl(get('x'), word(24)), word(0xff00ff00)),
);

/** The schedule's word that many words before `$i`. */
const before = (words: number): Expression => load(minus(get('i'), word(4 * words)));

const choose = xor(get('d'), and(get('b'), xor(get('c'), get('d'))));
const parity = xor(get('b'), xor(get('c'), get('d')));
const majority = or(and(get('b'), get('c')), and(get('d'), or(get('b'), get('c'))));

/** A round for each word up to `end`. */
const rounds = (name: string, end: number, mix: Expression, constant: number): Expression =>
  loop(
    name,
    end,
    set('x', plus(plus(mix, word(constant)), load(get('i')))),
    set('x', plus(get('x'), plus(get('e'), rotl(get('a'), word(5))))),
    set('e', get('d')),
    set('d', get('c')),
    set('c', rotl(get('b'), word(30))),
    set('b', get('a')),
    set('a', get('x')),
  );

/** `hash(at, end)` of a message padded to whole blocks. @see FIPS 180-4, 6.1.2 */
const copy = (index: number): string => `(func (export "hash${index}") (param $at i32) (param $end i32)
  (local $i i32) (local $x i32) ${each((name) => `(local $${name} i32) (local $${name}0 i32)`)}
  ${each((name, at) => set(`${name}0`, word(INITIAL[at] ?? 0)))}
  (loop $block
    ${each((name) => set(name, get(`${name}0`)))}
    ${set('i', word(SCHEDULE))}
    ${loop('read', 16, set('x', load(plus(get('at'), get('i')))), store(get('i'), swapped))}
    ${loop('extend', 80, store(get('i'), rotl(xor(xor(before(3), before(8)), xor(before(14), before(16))), word(1))))}
    ${set('i', word(SCHEDULE))}
    ${rounds('choose', 20, choose, 0x5a827999)}
    ${rounds('parity', 40, parity, 0x6ed9eba1)}
    ${rounds('majority', 60, majority, 0x8f1bbcdc)}
    ${rounds('again', 80, parity, 0xca62c1d6)}
    ${each((name) => set(`${name}0`, plus(get(`${name}0`), get(name))))}
    (br_if $block (i32.lt_u (local.tee $at ${plus(get('at'), word(64))}) ${get('end')})))
  ${each((name, at) => `${set('x', get(`${name}0`))} ${store(word(RESULT + 4 * at), swapped)}`)})`;

/** @throws {Error} that names the line */
export async function blobIdData(): Promise<DataFile> {
  const copies = Array.from({ length: COPIES }, (_, index) => copy(index));
  const text = `(module (memory (export "memory") 2) ${copies.join('\n')})`;
  const parsed = (await wabt()).parseWat('sha1.wat', text);
  parsed.validate();
  return { name: FILE, bytes: parsed.toBinary({}).buffer };
}

/**
 * Replaces the module src/model/blob-id.ts. WebAssembly asks for gigabytes of address space, which some hosts refuse
 * (`ulimit -v`), and `--jitless` turns it off: OpenSSL is for those.
 */
export const BLOB_ID_MODULE = `
  import { readFileSync } from 'node:fs';
  let wasm, memory;
  let blocks = 0;
  function load() {
    try {
      const code = readFileSync(__dirname + '/data/${FILE}');
      wasm = new WebAssembly.Instance(new WebAssembly.Module(code)).exports;
      memory = Buffer.from(wasm.memory.buffer);
    } catch {
      wasm = null;
    }
  }
  function hasRoom(end) {
    if (end <= memory.length) return true;
    try {
      wasm.memory.grow(Math.ceil((end - memory.length) / 65536));
    } catch {
      return false;
    }
    memory = Buffer.from(wasm.memory.buffer);
    return true;
  }
  const byNode = (head, content) =>
    require('node:crypto').createHash('sha1').update(head).update(content).digest('hex');
  export function blobId(content) {
    if (wasm === undefined) load();
    const size = Buffer.byteLength(content);
    const head = 'blob ' + size + '\\0';
    const start = ${MESSAGE} + head.length;
    const length = 64 * Math.ceil((head.length + size + 9) / 64);
    const end = ${MESSAGE} + length;
    if (wasm === null || !hasRoom(end)) return byNode(head, content);
    memory.write(head, ${MESSAGE});
    if (typeof content === 'string') memory.write(content, start);
    else memory.set(content, start);
    memory[start + size] = 128;
    memory.fill(0, start + size + 1, end);
    memory.writeUIntBE(8 * (head.length + size), end - 6, 6);
    wasm['hash' + Math.floor(blocks / ${BLOCKS}) % ${COPIES}](${MESSAGE}, end);
    blocks += length / 64;
    return memory.toString('hex', ${RESULT}, ${RESULT} + 20);
  }
`;
