/** An image that runs its program as root. */
import type { Project } from '../project.js';
import { deployedStage, type Instruction, imageOf, inherited, isRoot } from '../read/dockerfile.js';
import { isPlain } from '../read/images.js';
import { folderOf, lastOf } from '../read/packages.js';
import { at } from '../read/yaml.js';
import type { Found, Rule } from '../rule.js';

/** Programs that start another one as another user. */
const CHANGES =
  /\b(?:gosu|su-exec|setpriv|runuser|setuidgid|supervisord)\b|\bs6-|(?:^|\s)(?:su|sudo|chroot) /m;

/** Flags of servers that do so themselves. */
const FLAGS = /(?:^|\s)--(?:uid|user)[\s=]/;

/** Whether what is started changes its user: by a flag, or in a script of the project. */
const changesUser = (project: Project, instructions: readonly Instruction[]): boolean =>
  ['ENTRYPOINT', 'CMD'].some((wanted) => {
    const args = instructions.findLast(({ keyword }) => keyword === wanted)?.args ?? [];
    const names = args.filter((arg, i) => i === 0 || arg.endsWith('.sh')).map((arg) => `/${lastOf(arg)}`);
    const scripts = project.paths.filter((path) => names.some((name) => `/${path}`.endsWith(name)));
    const text = args.join(' ');
    return (
      CHANGES.test(text) || FLAGS.test(text) || scripts.some((path) => CHANGES.test(project.text(path) ?? ''))
    );
  });

/** Whether a Dockerfile is that of an action: GitHub wants those to run as root. */
function isAction(project: Project, file: string): boolean {
  const folder = folderOf(file);
  return ['action.yml', 'action.yaml'].some((name) => {
    const image = at(project.yaml(folder === '' ? name : `${folder}/${name}`), 'runs', 'image')?.text;
    return image?.replace(/^\.\//, '') === lastOf(file);
  });
}

/** The rule. */
export const rootInImage: Rule = {
  code: 'root-in-image',
  summary: 'an image that runs its program as root',
  why: 'Whoever takes over the program may change every file in the container, and is one mistake away from the host.',
  fix: 'Add a user, and end with `USER 10001:10001`.',
  limits:
    'It looks at last stages with a CMD or an ENTRYPOINT, on images that are known to start as root. A program that changes its ' +
    'user itself (gosu, su-exec, setpriv, `--user`) is left out, as are images for development and tests, and actions of GitHub.',
  bad: { Dockerfile: 'FROM python:3.14-slim-trixie\nCMD ["python", "-m", "app"]\n' },
  good: { Dockerfile: 'FROM python:3.14-slim-trixie\nUSER 10001:10001\nCMD ["python", "-m", "app"]\n' },
  *check(project): Iterable<Found> {
    for (const dockerfile of project.dockerfiles()) {
      const last = deployedStage(dockerfile);
      if (!last || !isPlain(imageOf(last)) || isAction(project, dockerfile.file)) continue;
      if (/\b(?:gosu|su-exec|setpriv|runuser|setuidgid|s6-)/.test(dockerfile.text)) continue;
      const all = inherited(last);
      const user = all.findLast(({ keyword }) => keyword === 'USER');
      const name = user?.args[0];
      if (user && !isRoot(user)) continue;
      const start = all.findLast(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
      if (changesUser(project, all)) continue;
      yield {
        file: dockerfile.file,
        line: (user ?? start ?? last).line,
        message: name === undefined ? 'no USER: the program runs as root' : `the program runs as ${name}`,
      };
    }
  },
};
