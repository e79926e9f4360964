/** An image that copies the source before it installs the requirements. */

import type { Project } from '../project.js';
import { fileInProject } from '../read/deployments.js';
import type { Dockerfile, Instruction } from '../read/dockerfile.js';
import { pipCall, withUvAsPip } from '../read/pip.js';
import { requirementLines } from '../read/requirements.js';
import type { Command } from '../read/shell.js';
import type { Found, Rule } from '../rule.js';

/** The rule. */
export const sourceBeforeRequirements: Rule = {
  code: 'source-before-requirements',
  summary: 'an image that copies the whole source before it installs the requirements',
  why: 'Each change of any file throws the layer with the installed requirements away, so each build downloads and installs them all.',
  fix: 'Copy the requirements files first, install, and then copy the source.',
  limits:
    'It knows `COPY . …` and `pip install -r`. Requirements that contain the project itself need its source, and are left out.',
  bad: {
    Dockerfile: `FROM python:3.14-slim-trixie
WORKDIR /app
COPY . .
RUN python -m pip install -r requirements.txt
`,
    'requirements.txt': 'flask==3.1.2\n',
  },
  good: {
    Dockerfile: `FROM python:3.14-slim-trixie
WORKDIR /app
COPY requirements.txt ./
RUN python -m pip install -r requirements.txt
COPY . .
`,
    'requirements.txt': 'flask==3.1.2\n',
  },
  *check(project): Iterable<Found> {
    for (const dockerfile of project.dockerfiles())
      for (const { instructions } of dockerfile.stages) {
        const at = instructions.findIndex(copiesAll);
        const copied = instructions[at];
        if (!copied || instructions.slice(0, at).some(({ commands }) => commands.some(installsFiles)))
          continue;
        for (const command of instructions.slice(at + 1).flatMap(({ commands }) => commands)) {
          const installed = installedIn(project, dockerfile, command);
          if (installed === undefined) continue;
          yield {
            file: dockerfile.file,
            line: copied.line,
            message: `the source is copied before ${installed} is installed in line ${command.line}`,
          };
          break;
        }
      }
  },
};

const copiesAll = ({ keyword, args, flags }: Instruction): boolean =>
  (keyword === 'COPY' || keyword === 'ADD') &&
  /^\.\/?$/.test(args[0] ?? '') &&
  !flags.some((flag) => flag.startsWith('--from'));

const installsFiles = (command: Command): boolean => (pipCall(withUvAsPip(command))?.files.length ?? 0) > 0;

/** The requirements file that a command installs, if that does not need the source. */
function installedIn(project: Project, dockerfile: Dockerfile, command: Command): string | undefined {
  const call = pipCall(withUvAsPip(command));
  const [first] = call?.files ?? [];
  if (call?.action !== 'install' || first === undefined || call.packages.length > 0) return undefined;
  // A file that the project lacks is made in the image.
  const file = fileInProject(project, dockerfile, first);
  const text = file === undefined ? undefined : project.text(file);
  return text === undefined || requirementLines(text).some(needsSource) ? undefined : file;
}

const needsSource = ({
  option,
  text,
}: {
  readonly option: string | undefined;
  readonly text: string;
}): boolean => /^(?:-e|--editable|-r|--requirement)$/.test(option ?? '') || /^(?:\.|file:)/.test(text);
