/** An image whose pinned requirements are installed without their hashes. */
import { installations } from '../read/deployments.js';
import { isPinned } from '../read/requirements.js';
import type { Found, Rule } from '../rule.js';

/** The rule. */
export const unhashedDeployment: Rule = {
  code: 'unhashed-deployment',
  summary: 'an image that installs pinned requirements without hashes',
  why: 'Nothing notices when an index or a mirror serves another file under the same version.',
  fix: 'Lock with hashes (`pip-compile --generate-hashes`, `uv pip compile --generate-hashes`), and install with `--require-hashes`.',
  limits:
    'Requirements without exact versions are for unpinned-deployment. One hash in the file is enough: pip then wants them all.',
  bad: {
    Dockerfile: `FROM python:3.14-slim-trixie
COPY requirements.txt ./
RUN python -m pip install -r requirements.txt
CMD ["python", "-m", "app"]
`,
    'requirements.txt': 'flask==3.1.2\n',
  },
  good: {
    Dockerfile: `FROM python:3.14-slim-trixie
COPY requirements.txt ./
RUN python -m pip install -r requirements.txt
CMD ["python", "-m", "app"]
`,
    'requirements.txt': `flask==3.1.2 \\
    --hash=sha256:bf656c15c80190ed628ad08cdfd3aaa35beb087855e2f494910aa3774cc4fd87
`,
  },
  *check(project): Iterable<Found> {
    for (const { dockerfile, call, files } of installations(project)) {
      if (call.flags.has('--require-hashes') || call.flags.has('--no-index')) continue;
      const bare = files.filter(({ lines }) => {
        const known = lines.flatMap(({ requirement }) => requirement ?? []);
        return known.length > 0 && known.every(isPinned) && !lines.some(({ hashed }) => hashed);
      });
      if (bare.length === 0 || bare.length < files.length) continue;
      yield {
        file: dockerfile.file,
        line: call.command.line,
        message: `${bare.map(({ file }) => file).join(', ')}: installed without hashes`,
      };
    }
  },
};
