/** The table of rules, in the order of the docs. */
import type { Rule } from './rule.js';
import { aptPythonWithPip } from './rules/apt-python-with-pip.js';
import { barePip } from './rules/bare-pip.js';
import { credentialsInAddress } from './rules/credentials-in-address.js';
import { exactPinInLibrary } from './rules/exact-pin-in-library.js';
import { floatingBaseImage } from './rules/floating-base-image.js';
import { invalidToml } from './rules/invalid-toml.js';
import { licenseContradiction } from './rules/license-contradiction.js';
import { missingInit } from './rules/missing-init.js';
import { moduleRunByPath } from './rules/module-run-by-path.js';
import { packageNotInWheel } from './rules/package-not-in-wheel.js';
import { pipOutsideVenv } from './rules/pip-outside-venv.js';
import { publishFromPullRequest } from './rules/publish-from-pull-request.js';
import { publishWithToken } from './rules/publish-with-token.js';
import { pyTypedMissing } from './rules/py-typed-missing.js';
import { relativeImportInScript } from './rules/relative-import-in-script.js';
import { rootInImage } from './rules/root-in-image.js';
import { setupPyDiffers } from './rules/setup-py-differs.js';
import { sourceBeforeRequirements } from './rules/source-before-requirements.js';
import { staleLock } from './rules/stale-lock.js';
import { trackedCache } from './rules/tracked-cache.js';
import { trackedEnvironment } from './rules/tracked-environment.js';
import { trackedSecrets } from './rules/tracked-secrets.js';
import { unhashedDeployment } from './rules/unhashed-deployment.js';
import { unknownBuildBackend } from './rules/unknown-build-backend.js';
import { unpinnedAction } from './rules/unpinned-action.js';
import { unpinnedDeployment } from './rules/unpinned-deployment.js';
import { unpinnedGitDependency } from './rules/unpinned-git-dependency.js';
import { unquotedPythonVersion } from './rules/unquoted-python-version.js';
import { unsupportedPython } from './rules/unsupported-python.js';
import { untestedPython } from './rules/untested-python.js';

/** Every rule: environments, images, packages, requirements, the repository, workflows, Pythons. */
export const RULES: readonly Rule[] = [
  pipOutsideVenv,
  barePip,
  aptPythonWithPip,
  unpinnedDeployment,
  unhashedDeployment,
  sourceBeforeRequirements,
  rootInImage,
  floatingBaseImage,
  invalidToml,
  unknownBuildBackend,
  setupPyDiffers,
  missingInit,
  packageNotInWheel,
  pyTypedMissing,
  licenseContradiction,
  moduleRunByPath,
  relativeImportInScript,
  exactPinInLibrary,
  unpinnedGitDependency,
  credentialsInAddress,
  staleLock,
  trackedEnvironment,
  trackedSecrets,
  trackedCache,
  unpinnedAction,
  publishWithToken,
  publishFromPullRequest,
  unquotedPythonVersion,
  untestedPython,
  unsupportedPython,
];
