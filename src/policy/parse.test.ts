import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tree } from '../model/tree.ts';
import { canonicalTree } from './canonical.ts';
import { readJson } from '../model/json.ts';
import { parseEncodedPolicy, parsePolicy, parsePolicyText, type PolicyReading } from './parse.ts';
import { printPolicy } from './print.ts';
import { policyOf, policyTrees } from './arbitraries.test-helper.ts';

const statement = { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' };

function problemsOf(reading: PolicyReading): readonly string[] {
  return reading.diagnostics.map(({ code, path }) => `${code} ${path ?? ''}`);
}

describe('grammar', () => {
  it.each([
    { why: 'a document is an object', tree: [], problems: ['policy.shape '] },
    {
      why: 'names of the document are known',
      tree: { Statement: statement, Statements: [] },
      problems: ['policy.unknown-element /Statements'],
    },
    {
      why: 'a document has statements',
      tree: { Version: '2012-10-17' },
      problems: ['policy.missing-element '],
    },
    {
      why: 'an empty list of statements is refused by AWS',
      tree: { Statement: [] },
      problems: ['policy.empty /Statement'],
    },
    {
      why: 'there are two versions',
      tree: { Version: '2012-10-18', Statement: statement },
      problems: ['policy.version /Version'],
    },
    {
      why: 'Effect is required',
      tree: { Statement: { Principal: '*', Action: '*', Resource: '*' } },
      problems: ['policy.missing-element /Statement'],
    },
    {
      why: 'Effect has a case',
      tree: { Statement: [{ ...statement, Effect: 'allow' }] },
      problems: ['policy.effect /Statement/0/Effect'],
    },
    {
      why: 'Action excludes NotAction',
      tree: { Statement: { ...statement, NotAction: 'x' } },
      problems: ['policy.both-elements /Statement/NotAction'],
    },
    {
      why: 'Principal excludes NotPrincipal',
      tree: { Statement: { ...statement, NotPrincipal: '*' } },
      problems: ['policy.both-elements /Statement/NotPrincipal'],
    },
    {
      why: 'a principal set is not empty',
      tree: { Statement: { ...statement, Principal: {} } },
      problems: ['policy.empty /Statement/Principal'],
    },
    {
      why: 'nor is a type of principal',
      tree: { Statement: { ...statement, Principal: { AWS: '*', Service: [] } } },
      problems: ['policy.empty /Statement/Principal/Service'],
    },
    {
      why: 'a bare ARN is no principal',
      tree: { Statement: { ...statement, Principal: 'arn:aws:iam::111122223333:root' } },
      problems: ['policy.shape /Statement/Principal'],
    },
    {
      why: 'types of principals are known',
      tree: { Statement: { ...statement, Principal: { AWS: '*', Aws: 'x' } } },
      problems: ['policy.unknown-element /Statement/Principal/Aws'],
    },
    {
      why: 'an empty list of actions permits nothing',
      tree: { Statement: { ...statement, Action: [] } },
      problems: ['policy.empty /Statement/Action'],
    },
    {
      why: 'actions are strings',
      tree: { Statement: { ...statement, Action: ['a', { b: 1 }] } },
      problems: ['policy.shape /Statement/Action/1'],
    },
    {
      why: 'an operator holds keys',
      tree: { Statement: { ...statement, Condition: { Bool: 'true' } } },
      problems: ['policy.shape /Statement/Condition/Bool'],
    },
    {
      why: 'condition keys ignore case, so this is one key twice',
      tree: { Statement: { ...statement, Condition: { Bool: { 'aws:x': 'true', 'AWS:X': 'false' } } } },
      problems: ['policy.duplicate-key /Statement/Condition/Bool/AWS:X'],
    },
    {
      why: 'every problem is told, not the first',
      tree: { version: 1, Statement: [{ effect: 'Allow' }, 3] },
      problems: [
        'policy.unknown-element /version',
        'policy.unknown-element /Statement/0/effect',
        'policy.missing-element /Statement/0',
        'policy.shape /Statement/1',
      ],
    },
  ] satisfies readonly { why: string; tree: Tree; problems: readonly string[] }[])(
    '$why',
    ({ tree, problems }) => {
      const reading = parsePolicy(tree);
      expect(problemsOf(reading)).toEqual(problems);
      expect(reading.is).toBe('refused');
    },
  );

  it('names the element that was meant', () => {
    const reading = parsePolicy({ Statement: { ...statement, not_actions: 'x', Foo: 1 } });
    expect(reading.diagnostics.map(({ hint }) => hint)).toEqual([
      'write NotAction',
      expect.stringContaining('allowed elements: Sid, Effect'),
    ]);
  });

  it('keeps leaves that AWS has yet to assign, wherever a string may stand', () => {
    const unknown = { $unknown: '${Key/data.arn}' };
    const tree = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: [unknown] },
          Action: ['kms:*'],
          Resource: [unknown],
          Condition: { stringequals: { k: [unknown] } },
        },
      ],
    };
    expect(canonicalTree(policyOf(tree))).toEqual({
      ...tree,
      Statement: [{ ...tree.Statement[0], Action: ['kms:*'] }],
    });
  });

  it('prefixes paths with where the document stands in a manifest', () => {
    expect(problemsOf(parsePolicy({ Statement: 1 }, '/spec/policy'))).toEqual([
      'policy.shape /spec/policy/Statement',
    ]);
  });
});

describe('JSON text', () => {
  it('reports keys that are stated twice, which JSON.parse hides, with their place', () => {
    const text =
      '{\n  "Statement": {"Effect": "Deny", "Principal": "*",\n    "Action": "*", "Resource": "*", "Effect": "Allow"}\n}';
    const reading = parsePolicyText(text, 'key.json');
    expect(reading.is).toBe('refused');
    expect(reading.diagnostics).toMatchObject([
      {
        code: 'policy.duplicate-key',
        path: '/Statement/Effect',
        span: { file: 'key.json', line: 3, column: 37 },
      },
    ]);
  });

  it('gives grammar problems the place of their key, or of what lacks it', () => {
    const reading = parsePolicyText('{"Statement": [\n {"Effect": "allow"},\n {"Action": "*"}]}', 'p.json');
    expect(reading.diagnostics.map(({ code, span }) => [code, span?.line, span?.column])).toEqual([
      ['policy.effect', 2, 3],
      ['policy.missing-element', 3, 2],
    ]);
  });

  it.each([
    { why: 'a comma too many', text: '{"a": 1,}', place: 'line 1, column 9' },
    { why: 'a missing quote', text: '{"a: 1}', place: 'line 1, column 2' },
    { why: 'something after the end', text: '{}\n{}', place: 'line 2, column 1' },
    { why: 'nothing at all', text: '', place: 'line 1, column 1' },
    { why: 'a number with a leading zero', text: '[01]', place: 'line 1, column 3' },
    { why: 'a control character in a string', text: '"a\u0001"', place: 'line 1, column 1' },
    { why: 'a nesting that would exhaust the stack', text: '['.repeat(100_000), place: 'line 1, column 66' },
  ])('$why is a syntax error with its place', ({ text, place }) => {
    const reading = parsePolicyText(text);
    expect(reading.is).toBe('refused');
    expect(reading.diagnostics[0]?.message).toContain(place);
  });

  it('reads every JSON value as JSON.parse does, and refuses what it refuses', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 5 }),
        fc.nat(),
        fc.constantFrom(',', '}', '"', '', ' '),
        (text, at, patch) => {
          expect(readJson(text).tree).toEqual(JSON.parse(text));
          const place = at % (text.length + 1);
          const broken = text.slice(0, place) + patch + text.slice(place + 1);
          expect(readJson(broken).tree).toEqual(parsedOrUndefined(broken));
        },
      ),
    );
  });

  it('reads what IAM returns: URL-encoded text', () => {
    fc.assert(
      fc.property(policyTrees(), (tree) => {
        const policy = policyOf(tree);
        const reading = parseEncodedPolicy(encodeURIComponent(JSON.stringify(printPolicy(policy))));
        expect(reading.is).toBe('read');
        if (reading.is === 'read' && !JSON.stringify(tree).includes('$unknown')) {
          expect(canonicalTree(reading.policy)).toEqual(canonicalTree(policy));
        }
      }),
    );
    expect(problemsOf(parseEncodedPolicy('%zz'))).toEqual(['policy.json ']);
  });
});

function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

describe('printing', () => {});
