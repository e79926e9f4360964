/** The generator of team packs: a pack that changes nothing yet, with a test case and CI. */
import {
  type Answers,
  type ComputedFile,
  flag,
  type Pack,
  plainPack,
  Refusal,
  type Template,
  text,
} from '../../src/model/author.js';
import { actions } from '../project/python/pins.js';

const packName = (typed: string): string => {
  if (!/^[a-z][a-z0-9-]*$/.test(typed))
    throw new Refusal(`${JSON.stringify(typed)} is not a name in lower case, such as acme-python`);
  return typed;
};

const scope = (typed: string): string => {
  if (typed !== '' && !/^@[a-z0-9][a-z0-9._-]*$/.test(typed))
    throw new Refusal(`${JSON.stringify(typed)} is not a scope of npm, such as @acme`);
  return typed;
};

const options = {
  name: text({
    value: 'NAME',
    help: 'name of the pack',
    defaultText: "the directory's name",
    question: { message: 'Name of the pack' },
    accept: packName,
    standard: (_, { directory }) => directory,
  }),
  description: text({
    value: 'TEXT',
    help: 'one line that says whose standard it is',
    defaultText: 'a sentence made from the name',
    question: { message: 'Description' },
    accept: (typed) => typed,
    standard: ({ name }: { name: string }) => `The standard of ${name}`,
  }),
  npm: flag({
    help: 'a package for npm, so that npm create runs the generator with this pack',
    defaultText: 'no',
    question: { message: 'Package for npm' },
    standard: () => false,
  }),
  scope: text({
    value: 'SCOPE',
    help: 'scope of that package: @acme makes npm create @acme/pyproject',
    defaultText: 'none',
    accept: scope,
    standard: () => '',
  }),
};

type PackAnswers = Answers<typeof options>;

/** Names for templates. @param version of create-pyproject */
const contextFor = (version: string) => (answers: PackAnswers) => ({
  ...answers,
  version,
  range: version.split('.').slice(0, 2).join('.'),
  checkout: actions.checkout ?? '',
  package: answers.scope ? `${answers.scope}/create-pyproject` : `create-${answers.name}`,
  created: answers.scope ? `${answers.scope}/pyproject` : answers.name,
});

type TeamPackPack = Pack<PackAnswers, Record<string, never>, ReturnType<ReturnType<typeof contextFor>>>;

/**
 * @param read reads templates/pack; called when a pack is planned
 * @param sample the files of a default project, for the pack's test case
 */
export const packPack = (
  read: () => readonly Template[],
  version: string,
  sample: () => readonly Omit<ComputedFile, 'part'>[],
): TeamPackPack => ({
  ...plainPack,
  name: 'pack',
  description: "a pack: a team's own standard over the generator of projects",
  options,
  rules: [
    {
      check: ({ npm, scope }, { option }) =>
        scope === '' || npm
          ? undefined
          : {
              message: `${option('scope')} is of a package for npm`,
              hint: `add ${option('npm')}, or leave out ${option('scope')}`,
            },
    },
  ],
  parts: [{ name: 'base' }, { name: 'npm', when: { npm: true } }],
  templates: read,
  context: contextFor(version),
  computed: () =>
    sample().map(({ path, content }) => ({ path: `test/default/out/${path}`, content, part: 'test' })),
  next: (_, { shown, platform }) => [
    `create-pyproject pack check ${platform.word(shown)}`,
    `create-pyproject my-app --pack ${platform.word(shown)}`,
  ],
});
