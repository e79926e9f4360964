/** Builds a project in a temporary copy, by its own backend, and tells its metadata and files. This runs the project's code. */
import type { Host } from '../host/host.js';

/** What a build gives. */
export interface Built {
  /** The fields of the wheel's METADATA as `Name: value`, sorted, in the words that all versions of metadata share. */
  readonly metadata: readonly string[];
  /** The paths in the wheel, without the folder of metadata. */
  readonly wheel: readonly string[];
  /** The paths in the sdist, without those that state metadata; none if only a wheel is built. */
  readonly sdist: readonly string[];
  /** The entry points, as `group: name = target`. */
  readonly entryPoints: readonly string[];
}

/** Changes of the copy before it is built. */
export interface Overlay {
  readonly write: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
}

/**
 * Copies the project, builds it, and prints what is in it as JSON. In Python, because it has to run Python
 * anyway, and reads wheels with its standard library.
 */
export const SCRIPT = `
import configparser, email, json, os, shutil, subprocess, sys, tarfile, tempfile, zipfile
directory, overlay, command = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3])
skip = shutil.ignore_patterns('.venv', 'venv', '.tox', '.nox', 'node_modules', '__pycache__', '*.egg-info', 'build', 'dist')
with tempfile.TemporaryDirectory() as folder:
    copy, out = os.path.join(folder, 'project'), os.path.join(folder, 'out')
    # Only the top has folders that builds and environments leave behind.
    top = os.path.abspath(directory)
    shutil.copytree(top, copy, symlinks=True, ignore=lambda at, names: skip(at, names) if os.path.abspath(at) == top else ())
    for name, text in overlay['write'].items():
        with open(os.path.join(copy, name), 'w', encoding='utf-8', newline='') as file:
            file.write(text)
    for name in overlay['remove']:
        os.unlink(os.path.join(copy, name))
    done = subprocess.run([*command, '-o', out, copy], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding='utf-8', errors='replace')
    if done.returncode != 0:
        print(json.dumps({'failed': done.stdout[-4000:]}))
        sys.exit(0)
    wheel = zipfile.ZipFile(next(os.path.join(out, name) for name in os.listdir(out) if name.endswith('.whl')))
    sources = []
    for name in os.listdir(out):
        if name.endswith('.tar.gz'):
            with tarfile.open(os.path.join(out, name)) as sdist:
                sources = sorted(member.name.split('/', 1)[-1] for member in sdist.getmembers() if member.isfile())
    names = sorted(name for name in wheel.namelist() if not name.endswith('/'))
    info = next(name.split('/')[0] for name in names if name.split('/')[0].endswith('.dist-info'))
    message = email.message_from_string(wheel.read(info + '/METADATA').decode())
    points = configparser.ConfigParser(delimiters='=', strict=False, interpolation=None)
    points.optionxform = str
    if info + '/entry_points.txt' in names:
        points.read_string(wheel.read(info + '/entry_points.txt').decode())
    print(json.dumps({
        'fields': [[name, value] for name, value in message.items()],
        'body': message.get_payload(),
        'sdist': [name for name in sources if '.egg-info/' not in name and name not in ('PKG-INFO', 'setup.py', 'setup.cfg', 'pyproject.toml')],
        'wheel': [name for name in names if not name.startswith(info + '/')],
        'entryPoints': sorted(f'{group}: {name} = {value}' for group in points.sections() for name, value in points.items(group)),
    }))
`;

/** @returns what was built, or why it was not */
export async function measure(
  host: Host,
  directory: string,
  overlay: Overlay,
  tool: BuildTool,
): Promise<Built | { readonly failed: string }> {
  const args = [directory, JSON.stringify(overlay), JSON.stringify(tool.command)];
  const ran = await host.exec([tool.python, '-I', '-c', SCRIPT, ...args], { cwd: directory });
  if (ran.code !== 0) return { failed: ran.output.trim().split('\n').at(-1) ?? '' };
  const told = JSON.parse(ran.out) as {
    failed?: string;
    fields: [string, string][];
    body: string;
    wheel: string[];
    sdist: string[];
    entryPoints: string[];
  };
  if (told.failed !== undefined) return { failed: lastLines(told.failed) };
  return {
    sdist: told.sdist,
    metadata: fieldsOf(told.fields, told.body),
    wheel: told.wheel,
    entryPoints: told.entryPoints,
  };
}

const lastLines = (output: string): string => output.trim().split('\n').slice(-3).join('; ');

/** The programs that build. */
export interface BuildTool {
  readonly python: string;
  readonly command: readonly string[];
}

/** Each from the sources: an old sdist may lack files that the wheel needs. */
const BOTH = ['--sdist', '--wheel'];

/** The build tool of this machine; undefined if there is none. */
export async function buildTool(host: Host): Promise<BuildTool | undefined> {
  const python = ['python3', 'python', 'py']
    .map((name) => host.which(name))
    .find((path) => path !== undefined);
  if (python === undefined) return undefined;
  const uv = host.which('uv');
  if (uv !== undefined) return { python, command: [uv, 'build', '--quiet', ...BOTH] };
  const ran = await host.exec([python, '-I', '-c', 'import build.__main__'], { cwd: host.cwd });
  return ran.code === 0 ? { python, command: [python, '-m', 'build', ...BOTH] } : undefined;
}

/** Fields that say how the others were written, not what the project is. */
const ABOUT = new Set([
  'Metadata-Version',
  'Dynamic',
  'License-File',
  'Description-Content-Type',
  'Provides-Extra',
]);

/** The fields in one form for every version of metadata, so that what is the same is equal. */
function fieldsOf(fields: readonly (readonly [string, string])[], body: string): string[] {
  const values = (name: string): string[] => fields.flatMap(([key, value]) => (key === name ? [value] : []));
  const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();
  const people = (role: string): string[] => {
    const [name = ''] = values(role);
    const addresses = values(`${role}-email`).flatMap((value) => value.split(/,\s*/));
    const named = addresses.flatMap(
      (value) => /^(.*?)\s*<(.+)>$/.exec(value)?.slice(1, 3).join(' ') ?? value,
    );
    return [[name, ...named].join(' ').trim()]
      .filter((text) => text !== '')
      .map((text) => `${role}: ${[...new Set(text.split(' '))].sort().join(' ')}`);
  };
  const license = [...values('License-Expression'), ...values('License')].map(flat)[0] ?? '';
  const done =
    /^(Author|Maintainer|License|Classifier|Home-page|Project-URL|Download-URL|Keywords|Requires-Dist|Description)(-|$)/;
  const urls = [
    ...values('Home-page').map((url) => `Homepage, ${url}`),
    ...values('Download-URL').map((url) => `Download, ${url}`),
    ...values('Project-URL'),
  ];
  const others = fields
    .filter(([name]) => !ABOUT.has(name) && !done.test(name))
    .map(([name, value]) => `${name}: ${name === 'Requires-Python' ? boundsIn(value) : flat(value)}`);
  return [
    ...others,
    ...people('Author'),
    ...people('Maintainer'),
    ...(license && license !== 'UNKNOWN' ? [`License: ${license.replace(/ Licen[cs]e$/i, '')}`] : []),
    ...values('Classifier')
      .filter((text) => !text.startsWith('License ::'))
      .map((text) => `Classifier: ${text}`),
    ...urls.map((url) => `Project-URL: ${flat(url)}`),
    ...values('Keywords')
      .flatMap((text) => text.split(/[,\s]+/))
      .filter((text) => text !== '')
      .map((text) => `Keyword: ${text}`),
    ...values('Requires-Dist').map((text) => `Requires-Dist: ${requirement(text)}`),
    `Description: ${flat([...values('Description'), body].join(' '))}`,
  ]
    .filter((line, i, all) => !/: UNKNOWN$/.test(line) && all.indexOf(line) === i)
    .sort();
}

/** A requirement without blanks and parentheses, and with its bounds in order. */
function requirement(text: string): string {
  const [head = '', marker = ''] = text.split(/;(.*)/s);
  const [, name = head, range = ''] = /^\s*([\w.-]+(?:\s*\[[^\]]*\])?)\s*\(?([^()]*)\)?\s*$/.exec(head) ?? [];
  const plain = marker.replace(/["']/g, '"').replace(/\s+/g, ' ').replace(/[()]/g, '').trim();
  return `${name
    .toLowerCase()
    .replace(/[-_.]+/g, '-')
    .replace(/\s+/g, '')}${boundsIn(range)}${plain && `; ${plain}`}`;
}

/** The bounds of a range without blanks, in one order. */
const boundsIn = (range: string): string =>
  range
    .split(',')
    .map((bound) => bound.replace(/\s+/g, ''))
    .filter((bound) => bound !== '')
    .sort()
    .join(',');

/** What one build has and the other has not, as lines with - and +. */
export function compareBuilt(before: Built, after: Built): readonly string[] {
  const one = (a: readonly string[], b: readonly string[], what: string): string[] => [
    ...a.filter((line) => !b.includes(line)).map((line) => `- ${what}${line}`),
    ...b.filter((line) => !a.includes(line)).map((line) => `+ ${what}${line}`),
  ];
  return [
    ...one(before.metadata, after.metadata, ''),
    ...one(before.entryPoints, after.entryPoints, 'entry point '),
    ...one(before.wheel, after.wheel, 'file in the wheel: '),
    ...one(before.sdist, after.sdist, 'file in the sdist: '),
  ];
}
