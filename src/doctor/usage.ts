/** The texts of the command's help. */

export const USAGE = `Usage: create-pyproject doctor [DIRECTORY] [FLAGS]

Finds the mistakes that break environments and releases, in any Python project.
It runs nothing of the project and needs no network.

Exit codes: 0 no findings, 2 wrong usage, 4 findings.
A directory that is called doctor is ./doctor.
`;

export const SETTINGS = `pyproject.toml can leave out rules, too:
  [tool.create-pyproject.doctor]
  ignore = ["bare-pip"]
  per-file-ignores = { "scripts/*.sh" = ["bare-pip"] }
`;
