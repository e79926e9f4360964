/** Debian's Python packages beside pip's. */
import type { Project } from '../project.js';
import { installs } from '../read/pip.js';
import { inStage, pythonOfJob, unguarded } from '../read/places.js';
import type { Command } from '../read/shell.js';
import type { Found, Rule } from '../rule.js';

/** Packages that pip cannot replace, or that make environments. */
const NEEDED =
  /^python3-(?:pip|venv|dev|distutils|setuptools|wheel|full|minimal|virtualenv|tk|gdbm|dbg|doc|examples|lib2to3|apt|gi|gi-.*|dbus|rpm|selinux|libvirt|pkg-resources|software-properties|all|all-dev|pipx|uno|poetry|gdal|certbot|certbot-.*|launchpadlib|crcmod|libcamera|picamera2|.*-dev|.*-doc|.*-dbg)$/;

/** The Python packages that a command installs with apt. */
function aptPackages({ name, args }: Command): readonly string[] {
  if (!/^(?:.*\/)?apt(?:-get)?$/.test(name) || !args.includes('install')) return [];
  return args
    .map((arg) => arg.replace(/[=/].*$/, ''))
    .filter((arg) => /^python3-[a-z]/.test(arg) && !NEEDED.test(arg));
}

interface Group {
  readonly file: string;
  readonly commands: readonly Command[];
  readonly pip: boolean;
}

function groups(project: Project): readonly Group[] {
  return [
    ...project.dockerfiles().flatMap(({ file, stages }) =>
      stages.map((stage) => ({
        file,
        commands: stage.instructions.flatMap(({ keyword, commands }) => (keyword === 'RUN' ? commands : [])),
        pip: inStage(stage).some(({ call }) => installs(call)),
      })),
    ),
    ...project.workflows().flatMap(({ file, jobs }) =>
      jobs
        .filter((job) => pythonOfJob(job) === 'system')
        .map(({ steps }) => {
          const commands = steps.flatMap((step) => step.commands);
          return { file, commands, pip: unguarded(commands).some(installs) };
        }),
    ),
  ];
}

/** The rule. */
export const aptPythonWithPip: Rule = {
  code: 'apt-python-with-pip',
  summary: "Debian's Python packages and pip's in one place",
  why: "apt installs for Debian's Python only, so another Python does not see these packages, and pip overwrites what apt manages.",
  fix: 'Install all of them with pip, into an environment.',
  limits:
    'It needs a `pip install` outside an environment in the same stage or job. Packages that pip cannot replace, such as ' +
    '`python3-gi` and `python3-tk`, and programs, such as `python3-certbot`, are left out.',
  bad: {
    Dockerfile: `FROM debian:13-slim
RUN apt-get update && apt-get install -y python3-pip python3-numpy
RUN python3 -m pip install pandas==2.3.3
`,
  },
  good: {
    Dockerfile: `FROM debian:13-slim
RUN apt-get update && apt-get install -y python3-pip python3-venv
RUN python3 -m venv /opt/venv
RUN /opt/venv/bin/python -m pip install numpy==2.3.4 pandas==2.3.3
`,
  },
  *check(project): Iterable<Found> {
    for (const { file, commands, pip } of groups(project)) {
      if (!pip) continue;
      for (const command of commands) {
        const names = aptPackages(command);
        if (names.length > 0)
          yield {
            file,
            line: command.line,
            message: `apt installs ${names.join(', ')}, and pip installs beside it`,
          };
      }
    }
  },
};
