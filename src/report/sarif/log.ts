import { byCodeUnit } from '../../model/tree.ts';
import { worstOf } from '../../model/worst.ts';
import type { SourceLine } from '../human/excerpt.ts';
import { escapedJson } from '../text/visible.ts';
import type { Finding } from './finding.ts';
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

/**
 * Builds a SARIF 2.1.0 log, as code scanning of GitHub and viewers of editors read it. Findings without
 * a position in a file are notifications of the run: a result without a location is refused by GitHub.
 * Ends with a line break.
 */
export function sarifLog(
  findings: readonly Finding[],
  isSuccess: boolean,
  { version, root, source }: SarifOptions,
): string {
  const placed = findings.filter(({ span }) => span !== undefined);
  const ids = [...new Set(findings.map(({ rule }) => rule.id))].sort(byCodeUnit);
  const indexes = new Map(ids.map((id, index) => [id, index]));
  const byRule = Map.groupBy(findings, ({ rule }) => rule.id);
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
            rules: ids.flatMap((id) => ruleOf(byRule.get(id) ?? [])),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: isSuccess,
            toolConfigurationNotifications: findings
              .filter(({ span }) => span === undefined)
              .map((one) => notificationOf(one, indexes.get(one.rule.id))),
          },
        ],
        results: placed.map((one, index) => ({
          ruleId: one.rule.id,
          ruleIndex: indexes.get(one.rule.id),
          level: one.level,
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
function suppressionOf({ accepted }: Finding): object {
  if (accepted === undefined) return {};
  return { suppressions: [{ kind: 'inSource', status: 'accepted', justification: accepted }] };
}

/** Describes the rule of these findings. A viewer sorts rules by their level: that of the worst finding. */
function ruleOf(findings: readonly Finding[]): readonly object[] {
  const levels = findings.map(({ level }) => level);
  return findings.slice(0, 1).map(({ rule: { id, means, help, page } }) => ({
    id,
    shortDescription: { text: means },
    help: { text: help },
    helpUri: `${home}/docs/${page}`,
    defaultConfiguration: { level: worstOf(['error', 'warning', 'note'], levels) },
    properties: { tags: [id.slice(0, id.indexOf('.'))] },
  }));
}

function notificationOf(one: Finding, index: number | undefined): object {
  return {
    descriptor: { id: one.rule.id, index },
    level: one.level,
    message: { text: textOf(one) },
    ...(one.address === undefined ? {} : { locations: [{ logicalLocations: logicalOf(one) }] }),
  };
}

function locationOf(one: Finding, root: string): object {
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

function logicalOf({ address, path }: Finding): readonly object[] {
  return [{ name: address, fullyQualifiedName: `${address ?? ''}${path ?? ''}`, kind: 'resource' }];
}

function textOf({ message, advice }: Finding): string {
  return `${message}${/[.?!]$/u.test(message) ? '' : '.'} ${advice}`;
}
