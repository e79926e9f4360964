/** A base image without a version. */
import { imageName, isFromRegistry } from '../read/images.js';
import type { Found, Rule } from '../rule.js';

/** The rule. */
export const floatingBaseImage: Rule = {
  code: 'floating-base-image',
  summary: 'a base image without a version, `latest`, or a Python without its minor version',
  why: 'The same Dockerfile builds another Python tomorrow, and nobody sees a change in the repository.',
  fix: 'Name the version, as in `python:3.14-slim-trixie`, and best the digest.',
  limits:
    'An image whose name comes from a build argument without a default is left out, as are `scratch`, names of stages, and names without a `/` that are no official image, ' +
    'since such an image may be built on the same machine. Images that only `COPY --from` names are no base.',
  bad: { Dockerfile: 'FROM python:3-slim\nUSER 10001\nCMD ["python", "-V"]\n' },
  good: { Dockerfile: 'FROM python:3.14-slim-trixie\nUSER 10001\nCMD ["python", "-V"]\n' },
  *check(project): Iterable<Found> {
    for (const { file, stages } of project.dockerfiles())
      for (const { image, parent, line } of stages) {
        if (image === undefined || image === '' || parent || image === 'scratch') continue;
        const { repository, tag, digest } = imageName(image);
        if (digest !== undefined || !isFromRegistry(image)) continue;
        if (tag === undefined || tag === 'latest')
          yield { file, line, message: `${image} has no version: each build may get another image` };
        else if (repository === 'python' && !/\d+\.\d+/.test(tag))
          yield { file, line, message: `${image} moves to the next minor version of Python` };
      }
  },
};
