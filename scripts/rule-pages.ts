/** The pages of docs/rules/, made from the rules of the doctor. */
import type { Example, Rule } from '../src/doctor/rule.js';
import { RULES } from '../src/doctor/rules.js';

const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/\.ya?ml$/, 'yaml'],
  [/\.toml$|\.lock$|^Pipfile$/, 'toml'],
  [/\.py$/, 'python'],
  [/\.sh$/, 'sh'],
  [/\.cfg$/, 'ini'],
  [/Dockerfile$/, 'dockerfile'],
];

const languageOf = (file: string): string => LANGUAGES.find(([pattern]) => pattern.test(file))?.[1] ?? 'text';

/** The files of an example; one without text is only named. */
function shown(example: Example): string {
  return Object.entries(example)
    .map(([file, text]) =>
      text === ''
        ? `\`${file}\`, an empty file\n`
        : `\`${file}\`:\n\n\`\`\`${languageOf(file)}\n${text.replace(/\n$/, '')}\n\`\`\`\n`,
    )
    .join('\n');
}

const page = (rule: Rule): string => `# ${rule.code}

<!-- Made from src/doctor/rules/${rule.code}.ts by \`npm run docs\`: do not edit. -->

It finds: ${rule.summary}.

**Why it hurts.** ${rule.why}

**What to do.** ${rule.fix}

**What it leaves out.** ${rule.limits}

## Found

${shown(rule.bad)}
## Not found

${shown(rule.good)}
## To leave it out

\`create-pyproject doctor --ignore ${rule.code}\`, or in \`pyproject.toml\`:

\`\`\`toml
[tool.create-pyproject.doctor]
ignore = ["${rule.code}"]
\`\`\`
`;

const index = (): string => `# The rules of the doctor

<!-- Made by \`npm run docs\`: do not edit. -->

\`create-pyproject doctor [DIRECTORY]\` looks for these mistakes. A rule that is not sure finds nothing.

| Code | Finds |
| ---- | ----- |
${RULES.map(({ code, summary }) => `| [\`${code}\`](${code}.md) | ${summary.replaceAll('|', '\\|')} |\n`).join('')}`;

/** The pages: file name in docs/rules/ -> text. */
export const rulePages = (): ReadonlyMap<string, string> =>
  new Map([['README.md', index()], ...RULES.map((rule) => [`${rule.code}.md`, page(rule)] as const)]);
