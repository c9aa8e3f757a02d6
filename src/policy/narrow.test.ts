import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TreeMap } from '../model/tree.ts';
import { policyOf, policyPairs, policyTrees, requests } from './arbitraries.test-helper.ts';
import { canonicalTree } from './canonical.ts';
import { comparePolicies } from './compare.ts';
import { showText, type Policy } from './document.ts';
import { evaluate } from './evaluate.ts';
import { lackedBetween } from './narrow-common.ts';
import { narrowed } from './narrow.ts';

const app = 'arn:aws:iam::111122223333:role/App';
const job = 'arn:aws:iam::111122223333:role/Job';
const foreign = 'arn:aws:iam::999988887777:root';
const root = {
  Sid: 'Root',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:root' },
  Action: 'kms:*',
  Resource: '*',
};
const use = { Sid: 'Use', Effect: 'Allow', Principal: { AWS: app }, Action: 'kms:Decrypt', Resource: '*' };
const evil = { Sid: 'Evil', Effect: 'Allow', Principal: { AWS: foreign }, Action: 'kms:*', Resource: '*' };
const deny = { Sid: 'No', Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Resource: '*' };
const viaS3 = { StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } };
const viaEc2 = { StringEquals: { 'kms:ViaService': 'ec2.eu-central-1.amazonaws.com' } };

function doc(...statements: readonly TreeMap[]): Policy {
  return policyOf({ Version: '2012-10-17', Statement: statements });
}

interface Case {
  readonly why: string;
  readonly live: readonly TreeMap[];
  readonly want: readonly TreeMap[];
  readonly applied?: readonly TreeMap[];
  /** Undefined: nothing goes. */
  readonly left: readonly TreeMap[] | undefined;
  readonly stays?: readonly string[];
}

const cases: readonly Case[] = [
  { why: 'takes nothing when nothing is too much', live: [root], want: [root, use], left: undefined },
  { why: 'takes out a whole statement', live: [root, use, evil], want: [root, use], left: [root, use] },
  {
    why: 'takes out a statement beside one that is missing',
    live: [root, evil],
    want: [root, use],
    left: [root],
  },
  {
    why: 'takes out the foreign principal of a statement that names a declared one too',
    live: [{ ...use, Principal: { AWS: [app, foreign] } }],
    want: [use],
    left: [use],
  },
  {
    why: 'cuts what names all actions but some back to the declared one, of which it is the only statement',
    live: [root, { Sid: 'Most', Effect: 'Allow', Principal: '*', NotAction: 'kms:Encrypt', Resource: '*' }],
    want: [root, { ...use, Condition: viaS3 }],
    left: [root, { ...use, Condition: viaS3 }],
  },
  {
    why: 'cuts an action back to the declared one',
    live: [root, { ...use, Action: 'kms:*' }],
    want: [root, use],
    left: [root, use],
  },
  {
    why: 'puts back the declared condition of a statement that lost it',
    live: [root, use],
    want: [root, { ...use, Condition: viaS3 }],
    left: [root, { ...use, Condition: viaS3 }],
  },
  {
    why: 'cuts everybody back to the declared principal',
    live: [root, { ...use, Principal: '*' }],
    want: [root, use],
    left: [root, use],
  },
  {
    why: 'keeps what was applied last although Git takes it away now',
    live: [root, use, evil],
    want: [root],
    applied: [root, use],
    left: [root, use],
  },
  {
    why: 'keeps an edit that cannot be judged, for a declared reader who has nothing else',
    live: [root, { ...use, Condition: viaEc2 }],
    want: [root, { ...use, Condition: viaS3 }],
    left: undefined,
    stays: [app],
  },
  {
    why: 'takes such an edit from whoever is not declared',
    live: [root, { ...use, Principal: { AWS: [app, foreign] }, Condition: viaEc2 }],
    want: [root, { ...use, Condition: viaS3 }],
    left: [root, { ...use, Condition: viaEc2 }],
    stays: [app],
  },
  {
    why: 'takes such an edit where the reader has another statement for the action',
    live: [root, { ...use, Condition: viaS3 }, { ...use, Sid: 'More', Condition: viaEc2 }],
    want: [root, { ...use, Condition: viaS3 }],
    left: [root, { ...use, Condition: viaS3 }],
  },
  {
    why: 'puts back a Deny that Git and the last apply both have',
    live: [root, use],
    want: [root, use, deny],
    left: [root, use, deny],
  },
  {
    why: 'puts no Deny back that is new in Git',
    live: [root, use],
    want: [root, use, deny],
    applied: [root, use],
    left: undefined,
  },
  {
    why: 'puts a whole Deny in the place of a weaker one',
    live: [root, use, { ...deny, Principal: { AWS: app } }],
    want: [root, use, deny],
    left: [root, use, deny],
  },
  {
    why: 'leaves a principal that was deleted, since it gives access to nobody',
    live: [root, { ...use, Principal: { AWS: 'AROA1234567890ABCDEFG' } }],
    want: [root, use],
    left: undefined,
  },
  {
    why: 'leaves out a principal that was deleted, since AWS refuses a document that names one',
    live: [root, evil, { ...use, Principal: { AWS: [app, 'AROA1234567890ABCDEFG'] } }],
    want: [root, use],
    left: [root, use],
  },
  { why: 'leaves a Deny that only AWS has', live: [root, evil, deny], want: [root], left: [root, deny] },
];

describe('narrowing the live document', () => {
  it.each(cases)('$why', ({ live, want, applied, left, stays = [] }) => {
    const found = narrowed({ live: doc(...live), allowed: [doc(...want), doc(...(applied ?? want))] });
    const isSame = found === undefined || comparePolicies(found.policy, doc(...live)) !== 'different';
    expect(isSame ? undefined : canonicalTree(found.policy)).toEqual(
      left === undefined ? undefined : canonicalTree(doc(...left)),
    );
    if (found !== undefined)
      expect(found.stays.map(({ principal }) => showText(principal?.value ?? ''))).toEqual(stays);
  });

  describe('with readers by other manifests', () => {
    const drift = { ...use, Sid: 'Job', Principal: { AWS: job } };
    const [statement] = doc(drift).statements;
    const reader = { statement: statement ?? raise(), by: 'Grant/job' };
    const closed = { ...root, Action: 'kms:PutKeyPolicy' };

    it.each([
      {
        why: 'keeps their only statement',
        live: [closed, evil, drift],
        readers: [reader],
        left: [closed, drift],
      },
      {
        why: 'keeps of their only statement the actions that are given',
        live: [closed, { ...drift, Action: 'kms:*' }],
        readers: [reader],
        left: [closed, drift],
      },
      {
        why: 'takes it where an account that is left decides by IAM',
        live: [root, drift],
        readers: [{ ...reader, account: '111122223333' }],
        left: [root],
      },
      {
        why: 'leaves them alone of what is open to everybody',
        live: [closed, { ...drift, Principal: '*' }],
        readers: [reader],
        left: [closed, drift],
      },
      {
        why: 'names nobody of whom it is not known whether they exist',
        live: [closed, { ...drift, Principal: '*' }],
        readers: [{ ...reader, unseen: true as const }],
        left: [closed],
      },
    ])('$why', ({ live, readers, left }) => {
      const found = narrowed({
        live: doc(...live),
        allowed: [doc(closed, ...(live.includes(root) ? [root] : []))],
        readers,
      });
      expect(found && canonicalTree(found.policy)).toEqual(canonicalTree(doc(...left)));
    });

    it('says what they would lose by a later write', () => {
      const [lost] = lackedBetween(doc(closed, drift), doc(closed), [reader]);
      expect(lost?.by).toBe('Grant/job');
      expect(lackedBetween(doc(closed, drift), doc(closed, drift), [reader])).toEqual([]);
    });
  });

  it('takes only from whom it may', () => {
    const strange = { ...evil, Sid: 'Job', Principal: { AWS: job } };
    const found = narrowed({
      live: doc(root, evil, strange),
      allowed: [doc(root), doc(root)],
      mayTake: (principal) => principal?.value === foreign,
    });
    expect(found && canonicalTree(found.policy)).toEqual(canonicalTree(doc(root, strange)));
  });

  it('leaves the statement without which people would be locked out', () => {
    const keeper = { ...use, Sid: 'Keeper', Principal: { AWS: job }, Action: 'kms:PutKeyPolicy' };
    const found = narrowed({
      live: doc(keeper, evil),
      allowed: [doc(root), doc(root)],
      locksOut: ({ statements }) => !statements.some(({ sid }) => sid === 'Keeper'),
    });
    expect(found && canonicalTree(found.policy)).toEqual(canonicalTree(doc(keeper)));
    expect(found?.stays.map(({ why }) => why)).toEqual(['lock-out']);
  });

  it('takes the hostile access first where people need two statements to change the document', () => {
    const reads = { ...use, Sid: 'Reads', Action: 'kms:GetKeyPolicy' };
    const writes = { ...use, Sid: 'Writes', Principal: { AWS: job }, Action: 'kms:PutKeyPolicy' };
    const needed = ['Reads', 'Writes'];
    const found = narrowed({
      live: doc(reads, evil, writes),
      allowed: [doc(root), doc(root)],
      locksOut: ({ statements }) => !needed.every((name) => statements.some(({ sid }) => sid === name)),
      goesFirst: (principal) => principal?.value === foreign,
    });
    expect(found?.policy.statements.map(({ sid }) => sid)).toEqual(needed);
    expect(found?.stays.map(({ statement: { sid } }) => sid)).toEqual(needed);
  });

  it('leaves out a lost Deny that alone would lock people out', () => {
    const found = narrowed({
      live: doc(root, evil),
      allowed: [doc(root, deny), doc(root, deny)],
      locksOut: ({ statements }) => statements.some(({ effect }) => effect === 'Deny'),
    });
    expect(found && canonicalTree(found.policy)).toEqual(canonicalTree(doc(root)));
  });

  it('gives nothing that the live document does not give', () => {
    fc.assert(
      fc.property(policyPairs(), policyTrees(), requests(), ([live, want], applied, request) => {
        const found = narrowed({ live, allowed: [want, policyOf(applied)] });
        if (found === undefined) return;
        if (evaluate(live, request).is === 'denied')
          expect(evaluate(found.policy, request).is).toBe('denied');
      }),
      { numRuns: 1500 },
    );
  });

  it('leaves nothing that neither Git nor the last apply allows, but what it says', () => {
    fc.assert(
      fc.property(policyPairs(), policyTrees(), requests(), ([live, want], tree, request) => {
        const allowed = [want, policyOf(tree)];
        const found = narrowed({ live, allowed });
        if (found === undefined || found.stays.length > 0) return;
        if (evaluate(found.policy, request).is !== 'allowed') return;
        const given = allowed.map((policy) => evaluate(withoutDenies(policy), request).is);
        expect(given).not.toEqual(['denied', 'denied']);
      }),
      { numRuns: 1500 },
    );
  });
});

function raise(): never {
  throw new Error('no statement');
}

function withoutDenies(policy: Policy): Policy {
  return { ...policy, statements: policy.statements.filter(({ effect }) => effect === 'Allow') };
}
