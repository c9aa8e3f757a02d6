import { describe, expect, it } from 'vitest';
import type { SandboxAnswer } from '../../src/sandbox/sandbox.ts';
import { logsBucket } from '../../src/kinds/bucket-encryption/laws.test-helper.ts';
import { dataPolicy } from '../../src/kinds/key/documents.test-helper.ts';
import { driftManifest, driftWorld, settled } from '../support/drift-world.ts';
import { account, leftOver } from '../support/estate.ts';
import { keyArn, roleArn, type Hand } from '../support/hand.ts';

interface QuietRow {
  readonly why: string;
  act(hand: Hand): void;
}

function putPolicy(hand: Hand, text: string): void {
  hand.kms('PutKeyPolicy', { KeyId: hand.key('Key/data'), PolicyName: 'default', Policy: text });
}

/** Adds to every answer of an operation what AWS, not the customer, puts there. */
function everyAnswer(
  hand: Hand,
  operation: string,
  change: (output: Record<string, unknown>) => Record<string, unknown>,
): void {
  hand.estate.sandbox.faults.every({ operation }, (_request, run): SandboxAnswer => {
    const answer = run();
    return answer.is === 'ok' ? { is: 'ok', output: change(answer.output) } : answer;
  });
}

const rows: readonly QuietRow[] = [
  {
    why: 'the policy is printed in another way',
    act: (hand) => putPolicy(hand, JSON.stringify(dataPolicy, undefined, 4)),
  },
  {
    why: 'statements, actions and principals stand in another order, lists of one as lists',
    act: (hand) =>
      putPolicy(
        hand,
        JSON.stringify({
          Statement: dataPolicy.Statement.toReversed().map((statement) => ({
            ...statement,
            Action: [statement.Action].flat().toReversed(),
            Resource: [statement.Resource],
            Principal: { AWS: [statement.Principal.AWS].flat().toReversed() },
          })),
          Version: dataPolicy.Version,
        }),
      ),
  },
  {
    why: 'the account id is another way to write its root',
    act: (hand) =>
      putPolicy(
        hand,
        JSON.stringify({
          ...dataPolicy,
          Statement: dataPolicy.Statement.map((statement) =>
            statement.Sid === 'Root' ? { ...statement, Principal: { AWS: account } } : statement,
          ),
        }),
      ),
  },
  {
    why: 'an action is spelled in another case, and a value given twice',
    act: (hand) =>
      putPolicy(
        hand,
        JSON.stringify({
          ...dataPolicy,
          Statement: dataPolicy.Statement.map((statement) =>
            statement.Sid === 'Use'
              ? { ...statement, Action: [...[statement.Action].flat(), 'kms:decrypt', 'kms:Encrypt'] }
              : statement,
          ),
        }),
      ),
  },
  {
    why: 'AWS tags with aws:',
    act(hand) {
      everyAnswer(hand, 'ListResourceTags', (output) => ({
        ...output,
        Tags: [
          ...(output['Tags'] as readonly unknown[]),
          { TagKey: 'aws:createdBy', TagValue: 'AssumedRole' },
        ],
      }));
      everyAnswer(hand, 'GetResources', (output) => ({
        ...output,
        ResourceTagMappingList: (output['ResourceTagMappingList'] as readonly { Tags: unknown[] }[]).map(
          (entry) => ({ ...entry, Tags: [...entry.Tags, { Key: 'aws:createdBy', Value: 'AssumedRole' }] }),
        ),
      }));
    },
  },
  {
    why: 'somebody else tags the key',
    act: (hand) =>
      void hand.kms('TagResource', {
        KeyId: hand.key('Key/data'),
        Tags: [{ TagKey: 'cost', TagValue: '1' }],
      }),
  },
  {
    why: 'the key was rotated',
    act: (hand) => void hand.kms('RotateKeyOnDemand', { KeyId: hand.key('Key/data') }),
  },
  {
    why: 'a grant was given',
    act: (hand) =>
      void hand.kms('CreateGrant', {
        KeyId: hand.key('Key/data'),
        GranteePrincipal: roleArn('batch'),
        Operations: ['Decrypt'],
      }),
  },
  {
    why: 'the alias was put again as it was',
    act: (hand) =>
      void hand.kms('UpdateAlias', { AliasName: 'alias/app', TargetKeyId: hand.key('Key/data') }),
  },
  {
    why: 'another alias points to the key',
    act: (hand) =>
      void hand.kms('CreateAlias', { AliasName: 'alias/of-others', TargetKeyId: hand.key('Key/data') }),
  },
  {
    why: 'the bucket holds objects, tags and versions',
    act(hand) {
      hand.s3('PutBucketTagging', {
        Bucket: logsBucket,
        Tagging: { TagSet: [{ Key: 'cost', Value: '1' }] },
      });
      hand.s3('PutBucketVersioning', {
        Bucket: logsBucket,
        VersioningConfiguration: { Status: 'Enabled' },
      });
      hand.s3('PutObject', { Bucket: logsBucket, Key: 'a', Body: 'text' });
    },
  },
  {
    why: 'fields that a manifest leaves out are not managed',
    act(hand) {
      const KeyId = hand.key('Key/still');
      hand.kms('UpdateKeyDescription', { KeyId, Description: 'mine' });
      hand.kms('TagResource', { KeyId, Tags: [{ TagKey: 'mine', TagValue: 'yes' }] });
      hand.kms('DisableKey', { KeyId });
      hand.kms('PutKeyPolicy', { KeyId, PolicyName: 'default', Policy: JSON.stringify(dataPolicy) });
      hand.kms('DisableKeyRotation', { KeyId: hand.key('Key/data') });
      hand.kms('EnableKeyRotation', { KeyId: hand.key('Key/data'), RotationPeriodInDays: 180 });
    },
  },
  {
    why: 'other keys and aliases come and go',
    act(hand) {
      const { KeyMetadata } = hand.kms('CreateKey', {
        Tags: [{ TagKey: 'keywright:stack', TagValue: 'another/123456' }],
      }) as { KeyMetadata: { KeyId: string; Arn: string } };
      hand.kms('CreateAlias', { AliasName: 'alias/elsewhere', TargetKeyId: KeyMetadata.KeyId });
      hand.kms('ScheduleKeyDeletion', { KeyId: KeyMetadata.KeyId, PendingWindowInDays: 7 });
      expect(KeyMetadata.Arn).toBe(keyArn(KeyMetadata.KeyId));
    },
  },
];

describe('shows and writes nothing of the changes that AWS or others may make', () => {
  for (const lagMs of [0, 20_000]) {
    for (const { why, act } of rows) {
      it(`${why} (lag ${lagMs / 1000} s)`, async () => {
        const hand = await driftWorld({ lagMs });
        const { estate } = hand;
        act(hand);
        expect(leftOver(await estate.plan(driftManifest)), 'at once').toEqual([]);
        await estate.advance(settled);
        const { plan } = await estate.plan(driftManifest);
        expect(leftOver({ plan })).toEqual([]);
        expect(new Set(plan.resources.map(({ sync }) => sync))).toEqual(new Set(['InSync']));
        const before = JSON.stringify(estate.sandbox.world());
        const answer = await estate.apply(driftManifest, { approve: ['disable', 'repair', 'widen'] });
        expect(answer.requests.filter(({ access }) => access === 'write')).toEqual([]);
        expect(JSON.stringify(estate.sandbox.world())).toBe(before);
      });
    }
  }
});
