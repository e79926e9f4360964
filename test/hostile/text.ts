/** Hostile text, and values that are almost valid. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholder syntax is part of the test data
import fc from 'fast-check';

/** Text with a special meaning for a format, a shell, a template, a terminal or a reader. */
const PIECES = [
  ...[
    '"',
    "'",
    '\\',
    '"""',
    "'''",
    '\\"',
    "\\'",
    '\\n',
    '\\u0041',
    '\\x41',
    '`',
    '```',
    '#',
    '//',
    '/*',
    '<!--',
  ],
  ...[
    '${{ x }}',
    '{{ x }}',
    '{{x}}',
    '{% x %}',
    '{x}',
    '${x}',
    '$x',
    '$(id)',
    '$((1))',
    '%0a',
    '%s',
    '%(x)s',
    '$$',
    '@x',
  ],
  ...[
    ': ',
    ' #',
    '- ',
    '? ',
    '| ',
    '> ',
    '& ',
    '* ',
    '! ',
    '[x]',
    '{a: b}',
    ', ',
    '=',
    ' = ',
    '---',
    '...',
    '<<',
    '~',
    'null',
  ],
  ...[
    ';',
    '&&',
    '||',
    '>x',
    '<x',
    '!x',
    '*',
    '^',
    '(',
    ')',
    '\t',
    '  ',
    '-x',
    '--x',
    '=x',
    'END',
    'EOF',
    'FROM x',
  ],
  ...[
    '<b>',
    '</script>',
    '&amp;',
    '[a](b)',
    '![a](b)',
    '**',
    '__',
    '1. ',
    '+ ',
    'https://x.org',
    'www.x.org',
    'a@b.org',
  ],
  ...[
    'é',
    'e\u0301',
    'Ω',
    '中',
    '\u00a0',
    '\u200b',
    '\u200d',
    '\u202e',
    '\u200f',
    '\u2066',
    '🚀',
    '👩‍👩‍👧',
    '\u{10ffff}',
    '\ue000',
  ],
  ...['yes', 'no', 'true', '1.10', '0x10', '1e3', '2026-11-20', '12:30:00', '.inf', 'x', 'word', ' '],
  'x'.repeat(990),
];

/** Text that is never valid, or that must not be repeated. */
const REFUSED = [
  ...[
    '\n',
    '\r',
    '\r\n',
    '\0',
    '\u001b[31m',
    '\u007f',
    '\u0085',
    '\u2028',
    '\u2029',
    '\ud800',
    '\udc00',
    '\ufffd',
    '\ufeff',
  ],
  'https://ann:hunter2@example.org',
  'x'.repeat(10_000),
  '"'.repeat(10_000),
];

const joined = (pieces: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> =>
  fc.array(pieces, { minLength: 1, maxLength }).map((some) => some.join(''));

/** Mostly valid single lines, and some invalid ones. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: joined(fc.constantFrom(...PIECES), 8) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 1, arbitrary: joined(fc.constantFrom(...PIECES, ...REFUSED), 5) },
);

const word = (letters: string, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength });

/** A valid value, sometimes mixed with or replaced by hostile text. */
const nearly = (good: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 5, arbitrary: good },
    { weight: 1, arbitrary: fc.tuple(good, hostileText, good).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: hostileText },
  );

const NAME = word('abcxyzABCXYZ0189-_. ', 70).map((text) => `a${text}`);

const EMAIL = fc
  .tuple(word("abcXYZ019.!#$%&'*+/=?^_`{|}~-", 20), word('abcXYZ019-', 20), word('abcXYZ019', 9))
  .map(([user, host, top]) => `${user}@${host}.${top}`);

const URL_ = fc
  .tuple(
    fc.constantFrom(
      'github.com',
      'GitHub.com',
      'example.org',
      'example.org:8443',
      '[::1]',
      'xn--bcher-kva.example',
      'bücher.example',
    ),
    word('abcXYZ019._~+-', 12),
    word('abcXYZ019._~+-', 12),
    fc.constantFrom('', '/', '.git', '//', '/tree/main', '/%2e%2e', '?x', '#x'),
  )
  .map(([host, owner, name, end]) => `https://${host}/${owner}/${name}${end}`);

const REQUIREMENT = fc
  .tuple(
    fc.constantFrom('httpx', 'rich', 'a.b-c_D', 'starlette', 'constructor', 'Zope.Interface', 'idna'),
    fc.constantFrom('', '[http2]', '[a,b-c]', ' [x] ', '[]'),
    fc.constantFrom(
      '',
      '>=1',
      '>= 1.0 , < 2',
      '==1.*',
      '~=1.4.2',
      '!=1.0+local',
      '(>=1)',
      '===x.y',
      '>1rc1',
      '==1!2.3.post4.dev5',
    ),
    fc.constantFrom(
      '',
      "; os_name == 'nt'",
      '; python_version < "3.13" and (sys_platform=="x" or "a b" in os_name)',
      ";'$(id)' == os_name",
      '; os_name not in "`x`"',
    ),
  )
  .map((parts) => parts.join(''));

const texts = (item: fc.Arbitrary<string>): fc.Arbitrary<string[]> =>
  fc.array(item, { minLength: 1, maxLength: 3 });

/** An existing or an invalid choice. */
const choices = (names: readonly string[]): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: hostileText });

/** Values for text options. For other options, see {@link choices}. */
const TEXTS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  name: nearly(NAME),
  module: nearly(NAME.map((text) => text.replace(/[. ]/g, '_'))),
  description: hostileText,
  author: hostileText,
  email: nearly(EMAIL),
  repository: nearly(URL_),
  keyword: texts(hostileText),
  dependency: texts(nearly(REQUIREMENT)),
};

/** @param names the choices of an option; [] for a yes/no option; undefined for a text option */
export function valuesFor(option: string, names: readonly string[] | undefined): fc.Arbitrary<unknown> {
  const text = TEXTS[option];
  if (text) return text;
  if (names === undefined) throw new Error(`no hostile values for ${option}: add them in text.ts`);
  if (names.length > 0) return choices(names);
  return fc.oneof({ weight: 3, arbitrary: fc.boolean() }, { weight: 1, arbitrary: hostileText });
}
