import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { errors, type ErrorCode } from '../../model/errors/index.ts';
import { diagnosticsSarif } from './diagnostics.ts';
import { officialProblems } from './official.test-helper.ts';

const problem: Diagnostic = {
  severity: 'error',
  code: 'policy.effect',
  message: 'Effect is "allow"',
  address: 'Key/a',
  path: '/spec/policy/Statement/0/Effect',
  span: { file: 'manifests/keys.yaml', line: 7, column: 11, endLine: 7, endColumn: 16 },
};

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly object[] } };
      readonly invocations: readonly [{ readonly toolConfigurationNotifications: readonly object[] }];
      readonly results: readonly {
        readonly locations: readonly unknown[];
        readonly partialFingerprints: object;
      }[];
    },
  ];
}

const lines = ['a', 'b', 'c', 'd', 'e', 'f', '    Effect: allow'];

function sarif(diagnostics: readonly Diagnostic[], text: readonly string[] = lines): string {
  return diagnosticsSarif(diagnostics, {
    version: '1.2.3',
    root: '/home/me/estate',
    source: (_, line) => text[line - 1],
  });
}

function runOf(text: string): Log['runs'][0] {
  return (JSON.parse(text) as Log).runs[0];
}

describe('SARIF', () => {
  it('has a rule, a level, a place and a text for a result', () => {
    const run = runOf(sarif([problem]));

    expect(run.tool.driver.rules).toEqual([
      {
        id: 'policy.effect',
        shortDescription: { text: errors['policy.effect'].means },
        help: { text: 'write Allow or Deny, exactly like this' },
        helpUri: 'https://keywright.dev/docs/errors.md#policy.effect',
        defaultConfiguration: { level: 'error' },
        properties: { tags: ['policy'] },
      },
    ]);
    expect(run.results).toMatchObject([
      {
        ruleId: 'policy.effect',
        ruleIndex: 0,
        level: 'error',
        message: { text: 'Effect is "allow". Hint: write Allow or Deny, exactly like this' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'manifests/keys.yaml', uriBaseId: 'SRCROOT' },
              region: { startLine: 7, startColumn: 11, endLine: 7, endColumn: 16 },
            },
            logicalLocations: [{ name: 'Key/a' }],
          },
        ],
      },
    ]);
  });

  it.each([
    { why: 'a file beside', file: '../other/k.yaml', uri: { uri: 'file:///home/me/other/k.yaml' } },
    {
      why: 'a file by its whole path',
      file: '/home/me/estate/k.yaml',
      uri: { uri: 'k.yaml', uriBaseId: 'SRCROOT' },
    },
    { why: 'a file elsewhere', file: '/etc/k.yaml', uri: { uri: 'file:///etc/k.yaml' } },
    {
      why: 'a name like the root',
      file: '/home/me/estate2/k.yaml',
      uri: { uri: 'file:///home/me/estate2/k.yaml' },
    },
    {
      why: 'a name with a space and a hash',
      file: './a b#c.yaml',
      uri: { uri: 'a%20b%23c.yaml', uriBaseId: 'SRCROOT' },
    },
  ])('names $why', ({ file, uri }) => {
    const span = { file, line: 1, column: 1, endLine: 1, endColumn: 2 };
    expect(runOf(sarif([{ ...problem, span }])).results[0]?.locations).toMatchObject([
      { physicalLocation: { artifactLocation: uri } },
    ]);
  });

  it('tells of what has no position as a notification, not as a result', () => {
    const { span: _, ...placeless } = problem;
    const run = runOf(sarif([placeless]));

    expect(run.results).toEqual([]);
    expect(run.invocations[0].toolConfigurationNotifications).toHaveLength(1);
  });

  it('keeps the fingerprint when lines come above, and tells equal results apart', () => {
    const [first, second] = runOf(sarif([problem, problem])).results;
    const span = { file: 'manifests/keys.yaml', line: 9, column: 13, endLine: 9, endColumn: 18 };
    const [moved] = runOf(sarif([{ ...problem, span }], ['new', 'new', ...lines])).results;

    expect(moved?.partialFingerprints).toEqual(first?.partialFingerprints);
    expect(second?.partialFingerprints).not.toEqual(first?.partialFingerprints);
  });

  const codes = Object.keys(errors) as ErrorCode[];
  const position = fc.integer({ min: 1, max: 10_000 });
  const anyDiagnostic: fc.Arbitrary<Diagnostic> = fc.record(
    {
      severity: fc.constantFrom('error', 'warning', 'info'),
      code: fc.constantFrom(...codes),
      message: fc.string({ unit: 'binary' }),
      address: fc.constant('Key/a' as const),
      path: fc.constant('/spec/x' as const),
      span: fc.record({
        file: fc.string({ unit: 'binary' }),
        line: position,
        column: position,
        endLine: position,
        endColumn: position,
      }),
    },
    { requiredKeys: ['severity', 'code', 'message'] },
  );

  it('keeps to the schema of the standard, whatever the messages and names of files', () => {
    fc.assert(
      fc.property(fc.array(anyDiagnostic, { maxLength: 20 }), (diagnostics) => {
        expect(officialProblems(sarif(diagnostics))).toEqual([]);
      }),
      { numRuns: 30 },
    );
    expect(officialProblems('{"version":"2.1.0"}')).toMatchObject([{ keyword: 'required' }]);
  });
});

it('suppresses an accepted warning with its reason, and gives a rule the level of its worst finding', () => {
  const accepted = { reason: 'agreed', until: '2027-02-01T00:00:00.000Z' };
  const text = sarif([
    { ...problem, severity: 'info', code: 'policy.s3-context', accepted },
    { ...problem, severity: 'warning', code: 'policy.every-key' },
    problem,
  ]);
  expect(officialProblems(text)).toEqual([]);
  const { tool, results } = (JSON.parse(text) as Log).runs[0];
  expect(results[0]).toMatchObject({
    level: 'note',
    suppressions: [
      { kind: 'inSource', status: 'accepted', justification: 'accepted until 2027-01-31: agreed' },
    ],
  });
  expect(tool.driver.rules).toMatchObject(
    ['error', 'warning', 'note'].map((level) => ({ defaultConfiguration: { level } })),
  );
});
