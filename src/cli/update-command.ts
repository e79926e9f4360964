/** `create-pyproject update`: brings what the standard has now into a project, and keeps what its people changed. */
import type { Host } from '../host/host.js';
import { EXIT, UserError } from '../model/errors.js';
import type { Generator } from './cli.js';
import { openProject } from './opened-project.js';
import { setting } from './recorded-project.js';
import { FOLLOW_FLAGS, repaired, update } from './run-update.js';
import { subcommandFlags, subcommandHelp } from './subcommand-flags.js';

const USAGE = `Usage: create-pyproject update [DIRECTORY] [FLAGS]

Makes the changes of a newer create-pyproject, of newer packs or of other answers in a project that
create-pyproject has made. What you have changed stays: files that both sides changed are merged.

  create-pyproject update                      the project in this directory
  create-pyproject update --set docker=true    with another answer
  create-pyproject update --diff               look first; nothing is written

The exit code is 0, or 3 when both sides changed the same lines: those stand between markers.
`;

const FLAGS = {
  set: { type: 'string', list: true, value: 'NAME=VALUE', help: 'change an answer (repeatable)' },
  to: { type: 'string', value: 'VERSION', help: 'update with this version of create-pyproject, from npm' },
  ...FOLLOW_FLAGS,
} as const;

/**
 * @param args the arguments after `update`
 * @param startWriting awaited before the first change on disk
 * @returns the exit code
 * @throws {@link UserError}
 */
export async function updateCommand(
  args: readonly string[],
  host: Host,
  generator: Generator,
  startWriting: () => Promise<void>,
): Promise<number> {
  const { flags, positionals } = subcommandFlags('update', args, FLAGS);
  if (flags.help) {
    host.out.write(subcommandHelp(USAGE, FLAGS, host.out.columns));
    return EXIT.done;
  }
  if (positionals.length > 1)
    throw new UserError('E_DIRECTORY', `update takes one directory, not ${positionals.length}`);
  if (flags.color !== undefined) host.setColor(flags.color);
  if (flags.to !== undefined && flags.to !== generator.version) {
    const { runVersion } = await import('./other-version.js');
    return runVersion(host, flags.to, ['update', ...withoutTo(args)]);
  }
  const [shown = '.'] = positionals;
  repaired(host, shown, flags);
  const opened = await openProject(host, generator, {
    shown,
    packs: flags.pack ?? [],
    offline: flags.offline === true,
  });
  const set = Object.fromEntries((flags.set ?? []).map((one) => setting(opened.pack, one)));
  return update(host, generator.version, opened, { set }, flags, startWriting);
}

/** The arguments without `--to VERSION`. */
const withoutTo = (args: readonly string[]): readonly string[] =>
  args.filter((arg, i) => !/^--to(=|$)/.test(arg) && args[i - 1] !== '--to');
