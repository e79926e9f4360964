/** An image that copies the source before it installs the requirements. */

import { pipCall } from '../read/pip.js';
import { bringsEnvironment } from '../read/places.js';
import { requirementLines } from '../read/requirements.js';
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
    for (const { file, stages } of project.dockerfiles())
      for (const { instructions } of stages) {
        const copy = instructions.findIndex(
          ({ keyword, args, flags }) =>
            (keyword === 'COPY' || keyword === 'ADD') &&
            /^\.\/?$/.test(args[0] ?? '') &&
            !flags.some((flag) => flag.startsWith('--from')),
        );
        const copied = instructions[copy];
        if (!copied) continue;
        const before = instructions.slice(0, copy);
        const early = before.some(
          ({ keyword, args }) =>
            keyword === 'RUN' || (keyword === 'COPY' && args.some((arg) => /requirements/.test(arg))),
        );
        if (
          early &&
          before.some(({ commands }) => commands.some((command) => (pipCall(command)?.files.length ?? 0) > 0))
        )
          continue;
        for (const { commands } of instructions.slice(copy + 1).filter((one) => !bringsEnvironment(one)))
          for (const command of commands) {
            const call = pipCall(command);
            const [first] = call?.files ?? [];
            if (call?.action !== 'install' || first === undefined || call.packages.length > 0) continue;
            const path = first.replace(/^\.\//, '');
            const text = project.text(path);
            // A file that the project lacks is made in the image.
            if (text === undefined || requirementLines(text).some(needsSource)) continue;
            yield {
              file,
              line: copied.line,
              message: `the source is copied before ${path} is installed in line ${command.line}`,
            };
            return;
          }
      }
  },
};

const needsSource = ({
  option,
  text,
}: {
  readonly option: string | undefined;
  readonly text: string;
}): boolean => /^(?:-e|--editable|-r|--requirement)$/.test(option ?? '') || /^(?:\.|file:)/.test(text);
