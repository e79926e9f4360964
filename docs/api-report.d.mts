/** The package as a library: plans and writes like the command, without a terminal, other programs and git. */
/**
 * The answers: one for each option of {@link options}. A missing answer takes its default, which may depend on the
 * others.
 */
export interface Answers {
    readonly name?: string;
    readonly module?: string;
    readonly description?: string;
    readonly author?: string;
    readonly email?: string;
    readonly kind?: 'cli' | 'library' | 'web';
    readonly manager?: 'pip' | 'uv' | 'poetry' | 'pdm' | 'hatch' | 'pipenv' | 'conda';
    readonly backend?: 'hatchling' | 'setuptools' | 'flit' | 'uv-build' | 'poetry-core' | 'pdm-backend' | 'maturin' | 'scikit-build-core' | 'meson-python';
    readonly license?: 'MIT' | 'Apache-2.0' | 'BSD-3-Clause' | 'MPL-2.0' | 'GPL-3.0-or-later' | 'LGPL-3.0-or-later' | 'ISC' | 'Unlicense' | 'none';
    readonly repository?: string;
    readonly keyword?: readonly string[];
    readonly python?: '3.11' | '3.12' | '3.13' | '3.14' | '3.15';
    readonly dependency?: readonly string[];
    readonly docker?: boolean;
    readonly ci?: 'github' | 'none';
    readonly publish?: 'pypi' | 'none';
    readonly 'version-from'?: 'static' | 'vcs';
    readonly 'template-update'?: boolean;
}
/** The description of an option. Call {@link plan} to find out whether a value is accepted. */
export interface Described {
    /** One line. */
    readonly help: string;
    /** A description of the default. */
    readonly default: string;
}
/** One line of text. */
export interface TextDescription extends Described {
    readonly type: 'text';
}
/** One of a few values. */
export interface ChoiceDescription<Value extends string = string> extends Described {
    readonly type: 'choice';
    /** Value -> a one-line description. */
    readonly choices: Readonly<Record<Value, string>>;
}
/** Yes or no. */
export interface FlagDescription extends Described {
    readonly type: 'flag';
}
/** Any number of lines of text. */
export interface ListDescription extends Described {
    readonly type: 'list';
}
/** The description of any option; `type` discriminates the types. */
export type OptionDescription = TextDescription | ChoiceDescription | FlagDescription | ListDescription;
/** The description of an option whose answer has the type `Value`. */
export type DescriptionOf<Value> = [Value] extends [boolean] ? FlagDescription : [Value] extends [readonly string[]] ? ListDescription : [Value] extends [string] ? string extends Value ? TextDescription : ChoiceDescription<Value> : never;
/** Every option, by the name of its answer. */
export type Options = {
    readonly [Name in keyof Answers]-?: DescriptionOf<Required<Answers>[Name]>;
};
/** One file of a project. */
export interface File {
    /** "/"-separated, relative to the project. */
    readonly path: string;
    /** Text in UTF-8 with LF. */
    readonly content: string;
    readonly mode: '0644' | '0755';
}
/** A planned project. */
export interface Plan {
    /** All answers, including defaults. */
    readonly answers: Required<Answers>;
    /** Sorted by path. */
    readonly files: readonly File[];
    /** Notes for the user, as sentences. */
    readonly notes: readonly string[];
}
/** The result for one file. */
export interface WrittenFile {
    readonly path: string;
    /** renew: an unedited file of an earlier run is replaced. */
    readonly action: 'create' | 'renew' | 'replace' | 'same' | 'kept' | 'merged';
}
/** A written project. */
export interface Created {
    /** The directory as given. */
    readonly directory: string;
    readonly answers: Required<Answers>;
    /** Sorted by path. */
    readonly files: readonly WrittenFile[];
    readonly notes: readonly string[];
}
/** The target of a project. */
export interface Target {
    /** An absolute path, which need not exist. Its last part is the default for `name`. */
    readonly directory: string;
    /** Whether to replace conflicting files, except a README or a license. */
    readonly force?: boolean;
}
/**
 * The cause of an error.
 * - E_VALUE: a value that its option does not accept.
 * - E_CONFLICT: two answers that contradict each other.
 * - E_ANSWERS: the answers are not an object, or have an unknown key.
 * - E_DIRECTORY: the target has an unknown key or a wrong `force`, or names no directory to write to.
 * - E_EXISTS: files already exist and differ, or another call is writing into the directory.
 * - E_DISK: the file system refused a read or a write.
 * - E_PACK: a template is invalid: a bug in this package.
 */
export type CreateErrorCode = 'E_VALUE' | 'E_CONFLICT' | 'E_ANSWERS' | 'E_DIRECTORY' | 'E_EXISTS' | 'E_DISK' | 'E_PACK';
/** The errors of {@link plan} and {@link create}. `message` describes the error, `hint` the remedy. */
export interface CreateError extends Error {
    readonly code: CreateErrorCode;
    readonly hint: string;
    /** With E_EXISTS, the paths of conflicting files, "/"-separated, relative to the directory. */
    readonly files?: readonly string[];
}
/** Whether an error comes from {@link plan} or {@link create}, of any copy of this package. */
export declare function isCreateError(error: unknown): error is CreateError;
/** The options, as frozen plain data. */
export declare const options: Options;
/**
 * Plans a project. Pure: it uses no disk, no clock and no data of the machine. The same answers give the same bytes.
 * @param answers with `name`, because there is no directory to derive it from
 * @throws {@link CreateError} E_VALUE, E_CONFLICT, E_ANSWERS
 */
export declare function plan(answers: Answers & {
    readonly name: string;
}): Plan;
/**
 * Writes a project completely or not at all. It runs no git and installs nothing. One call per directory at a time.
 * @throws {@link CreateError} E_VALUE, E_CONFLICT, E_ANSWERS, E_DIRECTORY, E_DISK; E_EXISTS for conflicting files
 */
export declare function create(answers: Answers, target: Target): Promise<Created>;
/** The second argument of `plop.load('create-pyproject', …)`. */
export interface PlopConfig {
    /** Sources of team packs, as after `--pack`; a relative folder is relative to the current directory. */
    readonly packs?: readonly string[];
}
/** Registers the generators with plop: `plop.load('create-pyproject')` in a plopfile. */
export default function plopfile(plop: object, config?: PlopConfig): Promise<void>;
