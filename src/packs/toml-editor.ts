/** Reads a TOML file and adds keys to it, in the line ends that it has. */
import { parse } from 'smol-toml';
import { editToml } from './toml-edits.js';

export const tomlEditor = {
  read: (text: string): Readonly<Record<string, unknown>> => parse(text),
  set: (text: string, keys: readonly string[], value: string): string => {
    const edited = editToml(text.replaceAll('\r\n', '\n'), [{ keys, set: value }]);
    return text.includes('\r\n') ? edited.replaceAll('\n', '\r\n') : edited;
  },
};
