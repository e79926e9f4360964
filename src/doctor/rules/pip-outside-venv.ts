/** pip that installs into the system's Python. */
import { installs } from '../read/pip.js';
import { pipPlaces } from '../read/places.js';
import type { Found, Rule } from '../rule.js';

const WHERE = {
  image: "the image's own Python",
  system: "the runner's system Python",
  script: "the system's Python",
  'own Python': "the system's Python",
};

/** The rule. */
export const pipOutsideVenv: Rule = {
  code: 'pip-outside-venv',
  summary: 'pip installs outside a virtual environment',
  why: "The packages mix with those of the system or the image, so an upgrade of one breaks the other, and Debian's pip refuses it (PEP 668).",
  fix: 'Make an environment with `python -m venv`, and use the Python in it.',
  limits:
    'Images that are not known, stages of the official Python images that only build, conda, and jobs with `actions/setup-python` (each has a Python of its own) are left out. In a ' +
    'script, only `sudo pip` and `--break-system-packages` are certain. Tools that make environments themselves, such as uv ' +
    'and Poetry, may be installed anywhere.',
  bad: {
    Dockerfile: `FROM python:3.14-slim-trixie
COPY requirements.txt ./
RUN python -m pip install --require-hashes -r requirements.txt
`,
  },
  good: {
    Dockerfile: `FROM python:3.14-slim-trixie
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:\${PATH}"
COPY requirements.txt ./
RUN python -m pip install --require-hashes -r requirements.txt
`,
  },
  *check(project): Iterable<Found> {
    for (const { file, call, where } of pipPlaces(project)) {
      const { line, sudo } = call.command;
      const forced = call.flags.has('--break-system-packages');
      if (!installs(call)) continue;
      if (where !== 'image' && where !== 'system' && !sudo && !forced) continue;
      const how = forced ? ' with --break-system-packages' : sudo ? ' with sudo' : '';
      yield { file, line, message: `pip installs into ${WHERE[where]}${how}, outside a virtual environment` };
    }
  },
};
