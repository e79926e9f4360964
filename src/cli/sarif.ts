/** Findings as SARIF 2.1.0, the format that GitHub's code scanning reads. */

import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import { visible } from '../model/redact.js';
import { replaceFile } from '../packs/tree.js';

/** A rule that findings refer to. */
export interface SarifRule {
  readonly code: string;
  readonly summary: string;
  readonly help: string;
  /** A page about it. */
  readonly page?: string;
}

/** A place with what is wrong there. */
export interface SarifFinding {
  readonly code: string;
  readonly message: string;
  /** "/"-separated, relative to the project. */
  readonly file: string;
  /** The first line is 1. */
  readonly line: number;
}

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** A file's name as a relative URI; `a:b` would be one with a scheme. */
const uriOf = (file: string): string => file.split('/').map(encodeURIComponent).join('/');

/**
 * The document.
 * @param category distinguishes the runs of several commands over one commit
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function sarif(
  version: string,
  category: string,
  rules: readonly SarifRule[],
  findings: readonly SarifFinding[],
): string {
  const index = new Map(rules.map(({ code }, i) => [code, i]));
  const document = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'create-pyproject',
            semanticVersion: version,
            rules: rules.map(({ code, summary, help, page }) => ({
              id: code,
              name: code,
              shortDescription: { text: summary },
              fullDescription: { text: summary },
              help: { text: help, markdown: help },
              ...(page === undefined ? {} : { helpUri: page }),
              defaultConfiguration: { level: 'warning' },
            })),
          },
        },
        automationDetails: { id: `create-pyproject/${category}/` },
        columnKind: 'utf16CodeUnits',
        results: findings.map(({ code, message, file, line }) => ({
          ruleId: code,
          ruleIndex: index.get(code) ?? -1,
          level: 'warning',
          message: { text: message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(file), uriBaseId: '%SRCROOT%' },
                region: { startLine: line },
              },
            },
          ],
        })),
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Writes the document in one step. @param file as typed after `--sarif` @throws {@link UserError} E_DISK */
export function writeSarif(host: Host, file: string, text: string): void {
  try {
    replaceFile(host, host.platform.path.resolve(host.cwd, file), Buffer.from(text), 0o644);
  } catch (error) {
    // It names a temporary file, which nobody has asked for.
    const reason = (error as Error).message.replace(/, \w+ '.*$/s, '');
    throw new UserError('E_DISK', `--sarif ${visible(file)}: ${reason}`, 'name a file that you may write');
  }
}
