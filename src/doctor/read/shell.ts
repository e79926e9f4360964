/** Shell scripts as lists of commands, by a real parser. */
import { forEachChild, type Command as Parsed, parse, type SyntaxNode } from 'unbash';

/** One command with its words. */
export interface Command {
  /** The program as it is written, without sudo, env and the like. */
  readonly name: string;
  readonly args: readonly string[];
  /** The line in its file. */
  readonly line: number;
  /** Where the program's name stands in the text that was parsed. */
  readonly from: number;
  /** Whether sudo runs it. */
  readonly sudo: boolean;
  /** Whether a variable or a substitution is in one of the words. */
  readonly dynamic: boolean;
  /** Whether an `if`, a `case` or a test before `&&` decides if it runs. */
  readonly conditional: boolean;
  /** Variables that are set for this command only. */
  readonly set: readonly string[];
}

/** Programs that run the rest of their line. */
const WRAPPERS = /^(?:sudo|env|exec|command|time|nohup|nice)$/;

interface Word {
  readonly value: string;
  readonly pos: number;
  readonly dynamic: boolean;
}

const isDynamic = (text: string): boolean => /[$`]/.test(text);

/**
 * The commands of a script in their order, also those inside conditions, functions and substitutions.
 * @param firstLine the line of the script's first line in its file
 * @returns none for a script that the parser cannot read
 */
export function commandsOf(script: string, firstLine = 1): readonly Command[] {
  // Same length, so that every offset stays.
  const text = script
    .replace(/\\\r\n/g, ' \\\n')
    .replace(/\r(?=\n|$)/g, ' ')
    .replace(/\$\{\{[^{}\n]*\}\}/g, (found) => `$${'_'.repeat(found.length - 1)}`);
  const commands: Command[] = [];
  const breaks = [...text.matchAll(/\n/g)].map(({ index }) => index);
  const lineAt = (offset: number): number => {
    let [low, high] = [0, breaks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((breaks[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return firstLine + low;
  };
  const visit = (node: SyntaxNode, conditional: boolean): void => {
    if (node.type === 'Command') {
      const command = commandOf(node, lineAt);
      if (command) commands.push({ ...command, conditional });
    }
    const decides =
      node.type === 'If' ||
      node.type === 'Case' ||
      (node.type === 'AndOr' && /^(?:\[|test\s)/.test(text.slice(node.pos, node.pos + 5)));
    forEachChild(node, (child) => visit(child, conditional || decides));
  };
  try {
    visit(parse(text), false);
  } catch {
    // Nested deeper than the stack.
  }
  return commands;
}

function commandOf(
  node: Parsed,
  lineAt: (offset: number) => number,
): Omit<Command, 'conditional'> | undefined {
  const all: readonly { readonly text: string; readonly pos: number }[] = [
    ...(node.name ? [node.name] : []),
    ...node.args,
  ];
  const words: Word[] = all.map((word) => ({
    value: 'value' in word && typeof word.value === 'string' ? word.value : word.text,
    pos: word.pos,
    dynamic: isDynamic(word.text),
  }));
  const set = node.prefix.flatMap((one) => (one.type === 'Assignment' ? [one.text.split('=')[0] ?? ''] : []));
  let sudo = false;
  while (WRAPPERS.test(words[0]?.value ?? '')) {
    sudo ||= words[0]?.value === 'sudo';
    words.shift();
    while (/^-|^\w+=/.test(words[0]?.value ?? '')) {
      const [, name] = /^(\w+)=/.exec(words[0]?.value ?? '') ?? [];
      if (name) set.push(name);
      words.shift();
    }
  }
  const [first, ...rest] = words;
  if (!first) return undefined;
  return {
    name: first.value,
    args: rest.map(({ value }) => value),
    line: lineAt(first.pos),
    from: first.pos,
    sudo,
    dynamic: words.some(({ dynamic }) => dynamic),
    set,
  };
}
