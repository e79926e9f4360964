/** An image that installs whatever is newest. */
import { installations } from '../read/deployments.js';
import { dependenciesOf, nameOf } from '../read/metadata.js';
import { installs, packageName } from '../read/pip.js';
import { isPinned, requirementOf } from '../read/requirements.js';
import type { Found, Rule } from '../rule.js';

/** The rule. */
export const unpinnedDeployment: Rule = {
  code: 'unpinned-deployment',
  summary: 'an image that installs requirements without exact versions',
  why: 'Two builds of one commit install different packages, so the tested image is not the one that is deployed.',
  fix: 'Install from a lock: `pip-compile --generate-hashes`, `uv pip compile --generate-hashes`, or what your manager exports.',
  limits:
    'It looks at Dockerfiles whose last stage has a CMD or an ENTRYPOINT, and not at those for development and tests. Constraints, ' +
    '`--no-deps`, requirements files that include others, and what an `if` decides are left out, as is pip itself.',
  bad: {
    Dockerfile: `FROM python:3.14-slim-trixie
COPY requirements.txt ./
RUN python -m pip install -r requirements.txt
CMD ["python", "-m", "app"]
`,
    'requirements.txt': 'flask\ngunicorn>=23\n',
  },
  good: {
    Dockerfile: `FROM python:3.14-slim-trixie
COPY requirements.txt ./
RUN python -m pip install -r requirements.txt
CMD ["python", "-m", "app"]
`,
    'requirements.txt': 'flask==3.1.2\ngunicorn==23.0.0\n',
  },
  *check(project): Iterable<Found> {
    const said = new Set<string>();
    for (const { dockerfile, call, files, bound } of installations(project)) {
      if (bound) continue;
      const { line } = call.command;
      for (const { file, lines } of files) {
        const loose = lines.filter(({ requirement }) => requirement && !isPinned(requirement));
        const [first] = loose;
        if (!first || said.has(file)) continue;
        said.add(file);
        const all = lines.filter(({ requirement }) => requirement).length;
        const message = `${dockerfile.file} installs ${loose.length} of ${all} requirements without an exact version, ${first.requirement?.name} first`;
        yield { file, line: first.line, message };
      }
      const words = call.packages.filter(
        (word) =>
          /^[A-Za-z0-9][\w.-]*(?:\[[\w,-]+\])?(?:[<>=!~].*)?$/.test(word) && !/\.(?:whl|gz|zip)$/.test(word),
      );
      const loose = words.filter((word) => {
        const requirement = requirementOf(word);
        return (
          requirement &&
          !isPinned(requirement) &&
          // The project itself, from a wheel that was built before.
          packageName(word) !== nameOf(project) &&
          installs({ ...call, packages: [word], files: [] })
        );
      });
      if (loose.length > 0)
        yield {
          file: dockerfile.file,
          line,
          message: `the image gets ${loose.join(', ')} without an exact version`,
        };
      const range = dependenciesOf(project).find(({ requirement }) => !isPinned(requirement));
      const itself = call.packages.some((word) => /^\.\/?(?:\[.*\])?$/.test(word));
      // Locked requirements may be installed before.
      if (itself && range && call.files.length === 0 && !installsOther(project, dockerfile.file))
        yield {
          file: dockerfile.file,
          line,
          message: `the image gets the newest versions that the project allows, of ${range.requirement.name} for one`,
        };
    }
  },
};

const installsOther = (project: Parameters<Rule['check']>[0], file: string): boolean =>
  /requirements|lock|constraints|--no-deps|-r\s/.test(project.text(file) ?? '');
