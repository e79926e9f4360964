/** Checks environment markers such as `python_version < '3.13' and os_name == 'nt'` (PEP 508). */

/** The variables that are valid in a project's own dependencies (not `extra`). */
const VARIABLE =
  /^(?:implementation_(?:name|version)|os_name|platform_(?:machine|python_implementation|release|system|version)|python_(?:full_)?version|sys_platform)$/;

const TOKEN =
  /\s*(?:(?<value>'[^']*'|"[^"]*")|(?<operator>~=|===?|!=|<=|>=|<|>)|(?<bracket>[()])|(?<word>[a-z_]+))\s*/y;

interface Token {
  readonly type: string;
  readonly text: string;
}

/** @throws {Error} that names the position of the error in the marker */
export function checkMarker(text: string): void {
  const tokens = tokensOf(text);
  let next = 0;
  const take = (...texts: string[]): boolean => {
    const found = texts.includes(tokens[next]?.text ?? '');
    if (found) next++;
    return found;
  };
  const fail = (): never => {
    throw new Error(`its marker is invalid at "${tokens[next]?.text ?? 'the end'}"`);
  };
  const side = (): Token => {
    const token = tokens[next++];
    if (token?.type === 'value' || (token?.type === 'word' && VARIABLE.test(token.text))) return token;
    next--;
    return fail();
  };
  const comparison = (): void => {
    if (take('(')) {
      alternatives();
      if (!take(')')) fail();
      return;
    }
    const left = side();
    if (tokens[next]?.type === 'operator') next++;
    else if (take('not') ? !take('in') : !take('in')) fail();
    if (left.type === side().type) throw new Error('its marker must compare a variable with a quoted value');
  };
  const alternatives = (): void => {
    do comparison();
    while (take('and', 'or'));
  };
  alternatives();
  if (next < tokens.length) fail();
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(text)?.groups;
    if (!groups) throw new Error(`its marker is invalid at "${text.slice(at).trim()}"`);
    const [type = '', found = ''] = Object.entries(groups).find(([, value]) => value !== undefined) ?? [];
    tokens.push({ type, text: found });
  }
  return tokens;
}
