/** The table of rules, in the order of the docs. */
import type { Rule } from './rule.js';
import { barePip } from './rules/bare-pip.js';
import { floatingBaseImage } from './rules/floating-base-image.js';
import { pipOutsideVenv } from './rules/pip-outside-venv.js';
import { trackedEnvironment } from './rules/tracked-environment.js';
import { unpinnedAction } from './rules/unpinned-action.js';

/** Every rule. */
export const RULES: readonly Rule[] = [
  pipOutsideVenv,
  barePip,
  floatingBaseImage,
  unpinnedAction,
  trackedEnvironment,
];
