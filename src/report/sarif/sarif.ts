import type { Diagnostic } from '../../model/diagnostic.ts';
import { errors, type ErrorCode } from '../../model/errors/index.ts';
import type { ErrorRow } from '../../model/errors/row.ts';
import { worstOf } from '../../model/worst.ts';
import { byCodeUnit } from '../../model/tree.ts';
import { hintOf } from '../display/diagnostic.ts';
import { acceptedText } from '../human/diagnostics.ts';
import type { SourceLine } from '../human/excerpt.ts';
import { escapedJson } from '../text/visible.ts';
import { fingerprintsOf } from './fingerprint.ts';
import { artifactOf } from './uri.ts';

export interface SarifOptions {
  /** Keywright's version. */
  readonly version: string;
  /** Absolute path of the directory in which the run was started: files below it are named from there. */
  readonly root: string;
  readonly source: SourceLine;
}

const home = 'https://keywright.dev';

/** SARIF's words for how bad it is (§3.27.10). */
const levels = { critical: 'error', error: 'error', warning: 'warning', info: 'note' } as const;

/**
 * Diagnostics as a SARIF 2.1.0 log, as code scanning of GitHub and viewers of editors read it. Those without
 * a position in a file are notifications of the run: a result without a location is refused by GitHub.
 * Ends with a line break.
 */
export function diagnosticsSarif(
  diagnostics: readonly Diagnostic[],
  { version, root, source }: SarifOptions,
): string {
  const placed = diagnostics.filter(({ span }) => span !== undefined);
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort(byCodeUnit);
  const prints = fingerprintsOf(placed, source);
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Keywright',
            version,
            informationUri: home,
            rules: codes.map((code) => ruleOf(code, diagnostics)),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: diagnostics.every(({ severity }) => severity !== 'error'),
            toolConfigurationNotifications: diagnostics
              .filter(({ span }) => span === undefined)
              .map((one) => notificationOf(one, codes)),
          },
        ],
        results: placed.map((one, index) => ({
          ruleId: one.code,
          ruleIndex: codes.indexOf(one.code),
          level: levels[one.severity],
          message: { text: textOf(one) },
          locations: [locationOf(one, root)],
          partialFingerprints: prints[index],
          ...suppressionOf(one),
        })),
      },
    ],
  };
  return `${escapedJson(JSON.stringify(log, undefined, 2))}\n`;
}

/** Keeps what a manifest accepts, as a result that is not shown (§3.27.23). */
function suppressionOf({ accepted }: Diagnostic): object {
  if (accepted === undefined) return {};
  return { suppressions: [{ kind: 'inSource', status: 'accepted', justification: acceptedText(accepted) }] };
}

/** Describes a rule. A viewer sorts rules by their level: that of the worst finding. */
function ruleOf(code: ErrorCode, diagnostics: readonly Diagnostic[]): object {
  const mine = diagnostics.filter((one) => one.code === code).map(({ severity }) => levels[severity]);
  const row: ErrorRow = errors[code];
  return {
    id: code,
    shortDescription: { text: row.means },
    help: { text: row.hint },
    helpUri: `${home}/docs/errors.md#${code}`,
    defaultConfiguration: { level: worstOf(['error', 'warning', 'note'], mine) },
    properties: { tags: [code.slice(0, code.indexOf('.'))] },
  };
}

function notificationOf(one: Diagnostic, codes: readonly ErrorCode[]): object {
  return {
    descriptor: { id: one.code, index: codes.indexOf(one.code) },
    level: levels[one.severity],
    message: { text: textOf(one) },
    ...(one.address === undefined ? {} : { locations: [{ logicalLocations: logicalOf(one) }] }),
  };
}

function locationOf(one: Diagnostic, root: string): object {
  const { span, address } = one;
  if (span === undefined) return {};
  const { line, column, endLine, endColumn } = span;
  return {
    physicalLocation: {
      artifactLocation: artifactOf(span.file, root),
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
    ...(address === undefined ? {} : { logicalLocations: logicalOf(one) }),
  };
}

function logicalOf({ address, path }: Diagnostic): readonly object[] {
  return [{ name: address, fullyQualifiedName: `${address ?? ''}${path ?? ''}`, kind: 'resource' }];
}

/** Adds to the message what to do, since a viewer shows the message alone. */
function textOf(one: Diagnostic): string {
  return `${one.message}${/[.?!]$/u.test(one.message) ? '' : '.'} Hint: ${hintOf(one)}`;
}
