/** A Python that gets no security fixes any more, where a program runs on it. */

import { pythonOfImage } from '../read/images.js';
import { requiresPythonOf } from '../read/metadata.js';
import { allows, minorOf } from '../read/python-versions.js';
import { at } from '../read/yaml.js';
import type { Found, Rule } from '../rule.js';

/** The rule. */
export const unsupportedPython: Rule = {
  code: 'unsupported-python',
  summary: 'a program that runs on a Python that is out of support',
  why: 'A hole that is found in this Python stays open, and new versions of dependencies no longer install on it.',
  fix: 'Move to a supported version: see https://devguide.python.org/versions/.',
  limits:
    'It looks at base images, `.python-version`, `runtime.txt` and Read the Docs, and at a `requires-python` that allows nothing ' +
    'else. A library may support and test old versions.',
  bad: { Dockerfile: 'FROM python:3.8-slim\nUSER 10001\nCMD ["python", "-m", "app"]\n' },
  good: { Dockerfile: 'FROM python:3.14-slim\nUSER 10001\nCMD ["python", "-m", "app"]\n' },
  *check(project, { today, endOfLife }): Iterable<Found> {
    const ended = (minor: string | undefined): string | undefined => {
      const end = minor === undefined ? undefined : endOfLife[minor];
      return end !== undefined && end < today ? end : undefined;
    };
    const say = function* (file: string, line: number, minor: string | undefined): Iterable<Found> {
      const end = ended(minor);
      if (end !== undefined) yield { file, line, message: `Python ${minor} is out of support since ${end}` };
    };
    for (const { file, stages } of project.dockerfiles())
      for (const { image, parent, line } of stages)
        if (image !== undefined && !parent) yield* say(file, line, pythonOfImage(image));
    for (const file of ['.python-version', 'runtime.txt']) {
      const lines = (project.text(file) ?? '').split('\n');
      const said = [...lines.entries()].filter(([, line]) => line.trim() !== '' && !line.startsWith('#'));
      const [[at, only] = [0, '']] = said;
      if (said.length === 1) yield* say(file, at + 1, minorOf(only));
    }
    for (const file of ['.readthedocs.yaml', '.readthedocs.yml']) {
      const node = at(project.yaml(file), 'build', 'tools', 'python');
      if (node) yield* say(file, node.line, minorOf(node.written?.source ?? node.text ?? ''));
    }
    const required = requiresPythonOf(project);
    if (!required) return;
    const allowed = Object.keys(endOfLife).filter((minor) => allows(required.text, minor));
    // One that is newer than all known ones may be allowed.
    if (allowed.length > 0 && allowed.every(ended) && allows(required.text, '3.99') === false)
      yield {
        file: required.file,
        line: required.line,
        message: `${required.text.trim()} allows only Pythons that are out of support`,
      };
  },
};
