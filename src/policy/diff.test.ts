import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segmentsOf } from '../model/path.ts';
import { isList, isMap, stableText, type Tree, type TreeMap } from '../model/tree.ts';
import { policyOf, policyPairs, statementTrees } from './arbitraries.test-helper.ts';
import { canonicalTree } from './canonical.ts';
import { comparePolicies } from './compare.ts';
import { diffPolicies, stalePrincipals, unchangedStatements, type PolicyChange } from './diff.ts';
import type { Policy } from './document.ts';
import { matchStatements } from './match.ts';
import { printStatement } from './print.ts';

const app = 'arn:aws:iam::111122223333:role/App';
const job = 'arn:aws:iam::111122223333:role/Job';
const base = {
  Sid: 'AllowUse',
  Effect: 'Allow',
  Principal: { AWS: app },
  Action: ['kms:Decrypt'],
  Resource: '*',
};

function doc(...statements: readonly TreeMap[]): Policy {
  return policyOf({ Version: '2012-10-17', Statement: statements });
}

function lines(changes: readonly PolicyChange[]): readonly string[] {
  return changes.map(({ path, before, after, half, note }) => {
    const sign = before === undefined ? '+' : after === undefined ? '-' : '~';
    return `${sign} ${path} ${half}${note === undefined ? '' : ` (${note})`}`;
  });
}

const role = 'arn:aws:iam::111122223333:role~1';

describe('a difference is as small as it can be told', () => {
  it.each([
    {
      why: 'one added principal is one line',
      live: [base],
      want: [{ ...base, Principal: { AWS: [job, app] } }],
      diff: [`+ /Statement/AllowUse/Principal/AWS/${role}Job expand`],
    },
    {
      why: 'a principal replaced is one that goes and one that comes',
      live: [base],
      want: [{ ...base, Principal: { AWS: job } }],
      diff: [
        `- /Statement/AllowUse/Principal/AWS/${role}App contract`,
        `+ /Statement/AllowUse/Principal/AWS/${role}Job expand`,
      ],
    },
    {
      why: 'a deleted principal is told as such, and putting its ARN again is one line',
      live: [{ ...base, Principal: { AWS: 'AROAEXAMPLEEXAMPLE12' } }],
      want: [base],
      diff: [`~ /Statement/AllowUse/Principal/AWS/${role}App expand (principal was deleted)`],
    },
    {
      why: 'a deleted principal that nobody wants back',
      live: [{ ...base, Principal: { AWS: ['AIDAEXAMPLEEXAMPLE12', app] } }],
      want: [base],
      diff: ['- /Statement/AllowUse/Principal/AWS/AIDAEXAMPLEEXAMPLE12 contract (principal was deleted)'],
    },
    {
      why: 'a service beside an AWS principal is one entry more',
      live: [base],
      want: [{ ...base, Principal: { AWS: app, Service: 's3.amazonaws.com' } }],
      diff: ['+ /Statement/AllowUse/Principal/Service/s3.amazonaws.com expand'],
    },
    {
      why: 'fewer exceptions allow more',
      live: [{ ...base, Action: [], NotAction: ['kms:Sign', 'kms:Verify'] }],
      want: [{ ...base, Action: [], NotAction: ['kms:Sign'] }],
      diff: ['- /Statement/AllowUse/NotAction/kms:Verify expand'],
    },
    {
      why: 'a new condition restricts, and has all its values in one line',
      live: [base],
      want: [{ ...base, Condition: { StringEquals: { 'kms:ViaService': ['a', 'b'] } } }],
      diff: ['+ /Statement/AllowUse/Condition/StringEquals/kms:ViaService contract'],
    },
    {
      why: 'another value of a condition loosens',
      live: [{ ...base, Condition: { StringEquals: { 'kms:ViaService': ['a'] } } }],
      want: [{ ...base, Condition: { StringEquals: { 'kms:ViaService': ['a', 'b'] } } }],
      diff: ['+ /Statement/AllowUse/Condition/StringEquals/kms:ViaService/b expand'],
    },
    {
      why: 'another value of a negated condition restricts',
      live: [{ ...base, Condition: { StringNotEquals: { k: ['a'] } } }],
      want: [{ ...base, Condition: { StringNotEquals: { k: ['a', 'b'] } } }],
      diff: ['+ /Statement/AllowUse/Condition/StringNotEquals/k/b contract'],
    },
    {
      why: 'in a Deny everything is the other way round',
      live: [{ ...base, Effect: 'Deny', Condition: { Bool: { k: 'true' } } }],
      want: [{ ...base, Effect: 'Deny', Action: ['kms:Decrypt', 'kms:Sign'] }],
      diff: [
        '+ /Statement/AllowUse/Action/kms:Sign contract',
        '- /Statement/AllowUse/Condition/Bool/k contract',
      ],
    },
    {
      why: 'a statement that turns into its opposite is told as a whole',
      live: [base],
      want: [{ ...base, Effect: 'Deny' }],
      diff: ['~ /Statement/AllowUse contract (the statement now denies)'],
    },
    {
      why: 'without Sids the likest statements are one',
      live: [
        { ...base, Sid: '' },
        { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: 'x' },
      ],
      want: [{ ...base, Sid: 'Named', Action: ['kms:Decrypt', 'kms:Encrypt'] }],
      diff: ['+ /Statement/Named/Action/kms:Encrypt expand', '- /Statement/live-1 contract'],
    },
    {
      why: 'swapped Sids mean nothing',
      live: [base, { ...base, Sid: 'Other', Action: 'kms:Sign' }],
      want: [
        { ...base, Action: 'kms:Sign' },
        { ...base, Sid: 'Other' },
      ],
      diff: [],
    },
    {
      why: 'a repeated statement is said once',
      live: [base, { ...base, Sid: 'Again' }],
      want: [base],
      diff: [],
    },
    {
      why: 'Action turned into NotAction may give and take',
      live: [base],
      want: [{ ...base, Action: [], NotAction: 'kms:Decrypt' }],
      diff: ['+ /Statement/AllowUse/NotAction both', '- /Statement/AllowUse/Action both'],
    },
  ] satisfies readonly { why: string; live: TreeMap[]; want: TreeMap[]; diff: string[] }[])(
    '$why',
    ({ live, want, diff }) => {
      expect(lines(diffPolicies(doc(...live.map(without)), doc(...want.map(without))))).toEqual(diff);
    },
  );

  it('shows entries as people wrote them', () => {
    const want = doc({ ...base, Action: ['kms:Decrypt', 'kms:GenerateDataKey'] });
    expect(diffPolicies(doc(base), want)).toMatchObject([
      { before: undefined, after: 'kms:GenerateDataKey' },
    ]);
  });

  it('compares versions only where there are variables', () => {
    const old = policyOf({ Version: '2008-10-17', Statement: base });
    expect(lines(diffPolicies(old, doc(base)))).toEqual(['~ /Version expand']);
    const variable = { ...base, Resource: '${aws:username}' };
    const other = policyOf({ Statement: variable });
    expect(lines(diffPolicies(other, doc(variable)))).toEqual(['~ /Version both']);
  });

  it('finds the dead principals of a live document', () => {
    const live = doc({ ...base, Principal: { AWS: [app, 'AROAEXAMPLEEXAMPLE12'] } });
    expect(stalePrincipals(live)).toEqual(['AROAEXAMPLEEXAMPLE12']);
  });
});

/** Omits the elements for which a row has an empty list or Sid. */
function without(statement: TreeMap): TreeMap {
  return Object.fromEntries(
    Object.entries(statement).filter(([, tree]) => tree !== '' && !(isList(tree) && tree.length === 0)),
  );
}

describe('the difference as algebra', () => {
  it('is empty exactly where the verdict is not different', () => {
    fc.assert(
      fc.property(policyPairs(), ([live, want]) => {
        expect(diffPolicies(live, want).length === 0).toBe(comparePolicies(live, want) !== 'different');
        expect(diffPolicies(live, live)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('keeps exactly the statements that it does not name', () => {
    fc.assert(
      fc.property(policyPairs(), ([live, want]) => {
        const names = new Set(
          diffPolicies(live, want).flatMap(({ path }) => {
            const [first, name] = segmentsOf(path);
            return first === 'Statement' ? [name] : [];
          }),
        );
        const pairs = matchStatements(live, want);
        expect(unchangedStatements(live, want)).toBe(pairs.filter(({ label }) => !names.has(label)).length);
      }),
    );
  });

  it('has a separate path for every change', () => {
    fc.assert(
      fc.property(policyPairs(), ([live, want]) => {
        const paths = diffPolicies(live, want).map(({ path }) => path);
        expect(new Set(paths).size).toBe(paths.length);
      }),
    );
  });

  it('gives the wanted document when applied to live', () => {
    fc.assert(
      fc.property(policyPairs(), ([live, want]) => {
        expect(canonicalTree(patched(live, want))).toEqual(canonicalTree(want));
      }),
      { numRuns: 150 },
    );
  });

  it('backwards it gives what was taken and takes what was given', () => {
    fc.assert(
      fc.property(statementTrees(), statementTrees(), (before, after) => {
        const [live, want] = [doc({ Sid: 'A', ...before }), doc({ Sid: 'A', ...after })];
        const opposite = {
          expand: 'contract',
          contract: 'expand',
          both: 'both',
          neither: 'neither',
        } as const;
        const there = diffPolicies(live, want).filter(({ path }) => path !== '/Version');
        const back = diffPolicies(want, live).filter(({ path }) => path !== '/Version');
        const sorted = (halves: readonly string[]): readonly string[] =>
          [...halves].sort((a, b) => (a < b ? -1 : 1));
        expect(sorted(back.map(({ half }) => half))).toEqual(sorted(there.map(({ half }) => opposite[half])));
      }),
    );
  });
});

/** Applies the changes to live and knows nothing of want but the names of statements. */
function patched(live: Policy, want: Policy): Policy {
  const labels = new Map<string, Tree>(
    matchStatements(live, want).flatMap((pair) =>
      pair.live === undefined ? [] : [[pair.label, printStatement(pair.live)] as const],
    ),
  );
  let version: Tree = live.version;
  for (const { path, before, after } of diffPolicies(live, want)) {
    const [element, label = '', ...rest] = segmentsOf(path);
    if (element === 'Version') version = after ?? version;
    else {
      // Values of an operator that ignores case may be shown in another case than live has them.
      const ignoresCase = rest.some((segment) => /ignorecase/iu.test(segment));
      const fold = (item: Tree | undefined): string =>
        ignoresCase ? stableText(item).toLowerCase() : stableText(item);
      labels.set(label, patchedAt(labels.get(label) ?? null, rest, { before, after, fold }));
    }
  }
  return policyOf({ Version: version, Statement: [...labels.values()].filter((tree) => tree !== null) });
}

function patchedAt(
  tree: Tree,
  path: readonly string[],
  patch: {
    readonly before: Tree | undefined;
    readonly after: Tree | undefined;
    readonly fold: (item: Tree | undefined) => string;
  },
): Tree {
  const { before, after, fold } = patch;
  const [segment, ...rest] = path;
  if (segment === undefined) return after ?? null;
  if (isList(tree) || (rest.length === 0 && !isList(before ?? after) && !isMap(tree))) {
    const kept = (isList(tree) ? tree : []).filter((item) => fold(item) !== fold(before));
    return after === undefined ? kept : [...kept, after];
  }
  const map = isMap(tree) ? tree : {};
  const name = Object.keys(map).find((key) => key.toLowerCase() === segment.toLowerCase()) ?? segment;
  const inner = patchedAt(map[name] ?? null, rest, patch);
  const entries = Object.entries({ ...map, [name]: inner }).filter(
    ([, value]) =>
      value !== null &&
      !(isList(value) && value.length === 0) &&
      !(isMap(value) && Object.keys(value).length === 0),
  );
  return Object.fromEntries(entries);
}
