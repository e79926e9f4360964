/** The help of the command. */

/** @param flags rows of the flags @param rules rows of the rules */
export const usageText = (flags: readonly string[], rules: readonly string[]): string =>
  [
    'Usage: create-pyproject doctor [DIRECTORY] [FLAGS]',
    '',
    'Finds the mistakes that break environments and releases, in any Python project.',
    'It runs nothing of the project and needs no network.',
    '',
    ...flags,
    '',
    'Rules:',
    ...rules,
    '',
    'pyproject.toml can leave out rules, too:',
    '  [tool.create-pyproject.doctor]',
    '  ignore = ["bare-pip"]',
    '  per-file-ignores = { "scripts/*.sh" = ["bare-pip"] }',
    '',
    'Exit codes: 0 no findings, 2 wrong usage, 4 findings.',
    'A directory that is called doctor is ./doctor.',
    '',
  ].join('\n');
