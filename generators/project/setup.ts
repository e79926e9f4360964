/** The steps of `--install`, which create the same environment as `make install`, and the same by hand. */
import type { Platform, SetUp } from '../../src/model/author.js';
import type { ProjectContext } from './context.js';
import { exportSteps } from './exports.js';
import { environment, HIDDEN } from './managers/environment.js';
import { managers } from './managers/index.js';

/** The commands for a system without make, as in the README. */
export const byHand = (context: ProjectContext, platform: Platform): readonly string[] =>
  managers[context.manager].byHand(platform, context);

export const setUp: SetUp<ProjectContext> = {
  tools: [...new Set(Object.values(managers).flatMap(({ tools }) => tools))],
  steps(context, tools, platform) {
    const found = managers[context.manager].steps(context, tools, platform);
    if ('missing' in found) return found;
    const { scripts, python } = environment(platform, context.commands.ownPython);
    const tests = { name: 'tests', commands: [[python, '-m', 'pytest', '--quiet']] };
    // pip looks for some backends, such as maturin, as a program on PATH.
    return [...found, ...exportSteps(context, python), tests].map((step) => ({
      ...step,
      path: [scripts],
      hides: HIDDEN,
    }));
  },
};
