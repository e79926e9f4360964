/** Checks names of projects and modules, and turns free text into names. */
import { Refusal, WINDOWS_RESERVED } from '../../../src/model/author.js';
import { orNothing } from '../or-nothing.js';
import { importNames } from './import-names.js';
import { lockedNames } from './lock-names.js';
import { isStandardModule } from './stdlib.js';

const MAX_LENGTH = 64;

/**
 * Hard keywords only: soft keywords (match, case, type) are valid module names.
 * @see https://docs.python.org/3.15/reference/lexical_analysis.html#keywords
 */
export const KEYWORDS: ReadonlySet<string> = new Set(
  'false none true and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
);

/** Folders and files of every generated project, which would conflict with a module of the same name. */
const OWN = new Set(['tests', 'src', 'scripts', 'rust', 'dist', 'docs']);

/** A module that virtualenv puts into each environment, for Poetry, PDM, Hatch and Pipenv. */
const VIRTUALENV = '_virtualenv';

/**
 * Reserved words and built-in utilities of the shell, which the shell would run instead of the project's command.
 * @see POSIX.1-2024, XCU 2.4, 2.15 and 2.9.1.1
 */
export const SHELL_WORDS: ReadonlySet<string> = new Set(
  'alias bg case cd command coproc do done echo esac eval exec exit export fg fi function getopts hash jobs kill let local printf pwd read readonly set shift source then times trap ulimit umask unalias unset until wait'.split(
    ' ',
  ),
);

/**
 * Programs of a virtual environment on any platform: its own, and those of locked packages with another name than their
 * package. A console script of the same name would replace them; a script named `python` would even replace the
 * interpreter. The Python suite compares this list with installed environments.
 */
const PROGRAMS: ReadonlySet<string> = new Set(
  'activate ccmake cffi-gen-src coverage3 cpack ctest deactivate dmypy docutils doesitcache easy-install idna lint-dependency-groups mypyc normalizer pip-install-dependency-groups pip3 py-test pydoc pydoc3 pygmentize pyproject-build python pythonw scikit-build stubgen stubtest uvw uvx'.split(
    ' ',
  ),
);

/** Whether a console script of this name would replace a program of the project's own environment. */
export const isProgram = (name: string): boolean =>
  PROGRAMS.has(name) || /^(pythonw?|pip|coverage|idle|pydoc)-?[\d-]+t?$|^rst2/.test(name);

/** Names that PyPI refuses for another reason. @see warehouse, "prohibited project names" */
const PROHIBITED = new Set([
  'requirements-txt',
  'rrequirements-txt',
  'requirements.txt',
  'index',
  'simple',
  'pypi',
]);

/** Refuses a name that is not allowed for a module or a project. */
function refuseTaken(module: string): void {
  if (isStandardModule(module))
    throw new Refusal(
      `${module} is a module of the standard library: one would hide the other, and PyPI refuses the name`,
    );
  if (WINDOWS_RESERVED.test(module)) throw new Refusal(`${module} is reserved on Windows`);
}

function refuseImportName(module: string): void {
  if (KEYWORDS.has(module.toLowerCase()))
    throw new Refusal(`${module} is a Python keyword: it cannot be imported`);
  refuseTaken(module);
  if (lockedNames.has(module.replaceAll('_', '-')) || importNames.has(module) || module === VIRTUALENV)
    throw new Refusal(`${module} is a module that the project's own tools or dependencies use`);
  if (OWN.has(module.toLowerCase())) throw new Refusal(`${module} is a folder of the project itself`);
}

/** The text in ASCII, with accents removed from letters; undefined if a letter has no ASCII form. */
function inAscii(text: string): string | undefined {
  const plain = text.normalize('NFKD').replace(/[\p{M}\p{Cf}'’]/gu, '');
  return /[^\P{L}a-z]|[^\P{N}0-9]/iu.test(plain) ? undefined : plain.replace(/[^a-z0-9]+/gi, '-');
}

/**
 * Refuses a text that is not a valid name, and suggests a similar valid one: `my-name` for `My Näme!`.
 * @param rule a description of valid names
 */
function refuseForm(text: string, rule: string, accept: (text: string) => string): never {
  const reason = `${JSON.stringify(text)} is not ${rule}`;
  const near = inAscii(text)?.replace(/^-|-$/g, '');
  if (near === undefined) throw new Refusal(`${reason}, and its letters have no form in ASCII`);
  // A path is not meant as a name. An unchanged suggestion would be tried forever.
  throw new Refusal(reason, near === text || /[\\/]/.test(text) ? '' : orNothing(accept, near));
}

/** The import name that belongs to a distribution name. */
export const moduleOf = (name: string): string => name.replaceAll('-', '_');

/**
 * Normalizes a distribution name: `My Package` becomes `my-package`.
 * @param hasModule whether the module has another name, so that this name need not be importable
 * @see https://packaging.python.org/en/latest/specifications/name-normalization/ (PEP 503, PEP 508)
 * @throws {@link Refusal}
 */
export function distributionName(text: string, hasModule = false): string {
  if (text === '') throw new Refusal('a name is required');
  if (/[\\/]/.test(text))
    throw new Refusal(`${JSON.stringify(text)} has a path separator: a name is not a path`);
  if (text.includes('..')) throw new Refusal(`${JSON.stringify(text)} has "..": a name is not a path`);
  const name = text.toLowerCase().replace(/[-_.\s]+/g, '-');
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name))
    refuseForm(
      text,
      'a name by PEP 508: ASCII letters, digits, ".", "_" and "-", a letter or digit at both ends',
      (near) => distributionName(near, hasModule),
    );
  if (/^\d/.test(name) && !hasModule)
    throw new Refusal(`${name} begins with a digit: its module could not be imported`);
  if (name.length > MAX_LENGTH)
    throw new Refusal(`${JSON.stringify(text)} is longer than ${MAX_LENGTH} characters`);
  if (PROHIBITED.has(name)) throw new Refusal(`PyPI refuses the name ${name}`);
  if (lockedNames.has(name))
    throw new Refusal(`${name} is a package that the project's own tools or dependencies use`);
  if (hasModule) refuseTaken(moduleOf(name));
  else refuseImportName(moduleOf(name));
  return name;
}

/** Checks an import name and returns it in lower case. @throws {@link Refusal} */
export function moduleName(text: string): string {
  const module = text.toLowerCase().replace(/[-\s]+/g, '_');
  if (!/^[a-z_][a-z0-9_]*$/.test(module))
    refuseForm(text, 'an import name: ASCII letters, digits and "_", no digit first', moduleName);
  if (module.length > MAX_LENGTH)
    throw new Refusal(`${JSON.stringify(text)} is longer than ${MAX_LENGTH} characters`);
  if (module.startsWith('__'))
    throw new Refusal(`${module}: names that begin with two underscores are reserved for Python`);
  refuseImportName(module);
  return module;
}
