/** What a pack made from a project never takes: secrets, caches, and what is made anew in every project. */
import { posix } from 'node:path';
import { RECORD } from '../model/paths.js';
import { hasCredentials } from '../model/redact.js';

/** The largest file of a pack that is made from a project. */
export const LARGEST = 1024 * 1024;

const CACHE = /^(?:__\w*cache\w*__|\.[\w-]*cache|node_modules)$/;
const SECRET_FILE = /^(?:\.env.*|.*\.(?:pem|key|p12|pfx)|id_(?:rsa|dsa|ecdsa|ed25519).*)$/i;

/** What tokens and private keys look like. */
const TOKENS: Readonly<Record<string, RegExp>> = {
  'a token of GitHub': /(?:\bgh[opsur]_[A-Za-z0-9]{10}|\bgithub_pat_\w{10})/,
  'a key of AWS': /\b(?:AKIA|ASIA)[A-Z0-9]{12}/,
  'a token of Slack': /\bxox[a-z]-[\w-]{10}/,
  'a token of npm': /\bnpm_[A-Za-z0-9]{10}/,
  'a token of a package index': /\bpypi-[\w-]{16}/,
  'a private key': /-----BEGIN [A-Z0-9 ]*PRIVATE KEY/,
};

/** Whether a file is named like one that the generator computes: another lock, such as one of its own tools. */
const isComputed = (file: string, computed: readonly string[]): boolean =>
  computed.some((path) => {
    const { name, ext } = posix.parse(path);
    const found = posix.parse(file);
    return found.ext === ext && found.name.startsWith(name);
  });

/** Whether a file is named like a secret. */
export const isSecret = (file: string): boolean => file.split('/').some((part) => SECRET_FILE.test(part));

/** Why a file of this name is never taken; undefined if it may be. */
export function neverNamed(file: string, computed: readonly string[]): string | undefined {
  const parts = file.split('/');
  if (file === RECORD) return 'the record';
  if (parts.some((part) => part.toLowerCase() === '.git')) return "git's own";
  if (parts.some((part) => CACHE.test(part))) return 'a cache';
  if (isSecret(file)) return 'its name is that of a secret';
  if (isComputed(file, computed)) return 'a lock, which every project has of its own';
  return undefined;
}

/** Why a file with these bytes is never taken; undefined if it may be. */
export function neverHolding(bytes: Uint8Array): string | undefined {
  if (bytes.length > LARGEST) return 'larger than 1 MiB';
  const text = Buffer.from(bytes).toString('latin1');
  const found = Object.entries(TOKENS).find(([, pattern]) => pattern.test(text));
  if (found) return `holds what looks like ${found[0]}`;
  return hasCredentials(text) ? 'holds a URL with credentials' : undefined;
}
