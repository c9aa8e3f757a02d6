import { describe, expect, it } from 'vitest';
import { addressTag, holdTag, stackTag } from '../../src/model/resource.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import { logsBucket } from '../../src/kinds/bucket-encryption/laws.test-helper.ts';
import { driftManifest, driftWorld, settled } from '../support/drift-world.ts';
import { endings, leftOver, type Estate } from '../support/estate.ts';
import { stripMark } from '../support/hand.ts';

function stepsOf(plan: Awaited<ReturnType<Estate['plan']>>['plan']): readonly string[] {
  return plan.steps.map(({ id, gate }) => `${id} ${gate.is}`);
}

const lags = [0, 20_000];

describe('drift of a whole resource, not of one field', () => {
  for (const lagMs of lags) {
    it(`re-tags a key that lost its tags (lag ${lagMs / 1000} s)`, async () => {
      const hand = await driftWorld({ lagMs });
      const { estate } = hand;
      const KeyId = hand.key('Key/data');
      stripMark(hand, KeyId);
      await estate.advance(settled);
      const { plan } = await estate.plan(driftManifest);
      expect(stepsOf(plan)).toEqual(['Key/data#mark released']);
      expect(endings(await estate.apply(driftManifest))).toEqual({ 'Key/data#mark': 'done' });
      await estate.advance(settled);
      expect(leftOver(await estate.plan(driftManifest))).toEqual([]);
      expect(hand.key('Key/data')).toBe(KeyId);
    });

    it(`finds a key by its alias when its tags and the journal are lost (lag ${lagMs / 1000} s)`, async () => {
      const hand = await driftWorld({ lagMs });
      const { estate } = hand;
      stripMark(hand, hand.key('Key/data'));
      await estate.advance(settled);
      const store = createVolatileStore(estate.clock);
      const { plan } = await estate.plan(driftManifest, { store });
      const data = plan.resources.find(({ address }) => address === 'Key/data');
      expect(data?.blocked?.why).toContain('does not have our ownership tags');
      const answer = await estate.apply(driftManifest, { store, approve: ['repair', 'disable'] });
      expect(answer.requests.filter(({ access }) => access === 'write')).toEqual([]);
    });

    it(`stops every write while the tag ${holdTag} is set (lag ${lagMs / 1000} s)`, async () => {
      const hand = await driftWorld({ lagMs });
      const { estate } = hand;
      const KeyId = hand.key('Key/data');
      hand.kms('TagResource', { KeyId, Tags: [{ TagKey: holdTag, TagValue: 'incident 7' }] });
      hand.kms('UpdateKeyDescription', { KeyId, Description: 'under investigation' });
      await estate.advance(settled);
      const { plan } = await estate.plan(driftManifest);
      expect(stepsOf(plan)).toEqual(['Key/data#description blocked']);
      expect(plan.resources.find(({ address }) => address === 'Key/data')).toMatchObject({
        sync: 'Drifted',
        health: 'Paused',
      });
      const held = await estate.apply(driftManifest, { approve: 'shown' });
      expect(held.requests.filter(({ access }) => access === 'write')).toEqual([]);
      expect(endings(held)['Key/data#description']).toContain('incident 7');
      hand.kms('UntagResource', { KeyId, TagKeys: [holdTag] });
      await estate.advance(settled);
      expect(endings(await estate.apply(driftManifest))).toEqual({ 'Key/data#description': 'done' });
      expect(leftOver(await estate.plan(driftManifest))).toEqual([]);
    });

    it(`leaves the rotation of a key alone that is declared disabled, with a note (lag ${lagMs / 1000} s)`, async () => {
      const hand = await driftWorld({ lagMs });
      const { estate } = hand;
      const KeyId = hand.key('Key/spare');
      hand.kms('EnableKey', { KeyId });
      hand.kms('EnableKeyRotation', { KeyId });
      hand.kms('DisableKeyRotation', { KeyId });
      hand.kms('DisableKey', { KeyId });
      await estate.advance(settled);
      const { plan } = await estate.plan(driftManifest);
      expect(leftOver({ plan })).toEqual([]);
      expect(plan.resources.find(({ address }) => address === 'Key/spare')?.deferred).toEqual([
        { path: '/rotation', reason: 'disabled', why: 'the rotation of a disabled key cannot be changed' },
      ]);
    });

    it(`blocks the encryption of a missing bucket, and does not create it (lag ${lagMs / 1000} s)`, async () => {
      const hand = await driftWorld({ lagMs });
      const { estate } = hand;
      hand.s3('DeleteBucket', { Bucket: logsBucket });
      await estate.advance(settled);
      const { plan } = await estate.plan(driftManifest);
      expect(leftOver({ plan })).toEqual(['BucketEncryption/logs blocked: the bucket does not exist']);
      const answer = await estate.apply(driftManifest, { approve: 'shown' });
      expect(answer.requests.filter(({ access }) => access === 'write')).toEqual([]);
    });

    it(`chooses and writes neither of two keys with the same tags (lag ${lagMs / 1000} s)`, async () => {
      const hand = await driftWorld({ lagMs });
      const { estate } = hand;
      const KeyId = hand.key('Key/data');
      const { Tags } = hand.kms('ListResourceTags', { KeyId, Limit: 50 }) as { Tags: { TagKey: string }[] };
      const marks = Tags.filter(({ TagKey }) => TagKey === stackTag || TagKey === addressTag);
      hand.kms('CreateKey', { Tags: marks });
      await estate.advance(settled);
      const { plan } = await estate.plan(driftManifest);
      const data = plan.resources.find(({ address }) => address === 'Key/data');
      expect(data?.blocked).toMatchObject({ code: 'engine.ambiguous' });
      const answer = await estate.apply(driftManifest, { approve: 'shown' });
      expect(answer.requests.filter(({ access }) => access === 'write')).toEqual([]);
    });

    it(`shows a deleted role in a policy, waits, and explains why it cannot be restored (lag ${lagMs / 1000} s)`, async () => {
      const hand = await driftWorld({ lagMs });
      const { estate } = hand;
      hand.iam('DeleteRole', { RoleName: 'app' });
      await estate.advance(settled);
      const { plan } = await estate.plan(driftManifest);
      expect(stepsOf(plan)).toEqual(['Key/data#policy approval']);
      const notes = plan.resources.flatMap(({ changes }) => changes.map(({ note }) => note));
      expect(notes).toContain('principal was deleted');
      const held = await estate.apply(driftManifest);
      expect(held.requests.filter(({ access }) => access === 'write')).toEqual([]);
      const policy = (): unknown => hand.kms('GetKeyPolicy', { KeyId: hand.key('Key/data') });
      const before = policy();
      const answer = await estate.apply(driftManifest, { approve: ['repair', 'widen'] });
      expect(endings(answer)['Key/data#policy']).toMatch(/^failed: .*invalid principals/u);
      expect(policy()).toEqual(before);
    });

    // TagResource is refused while a deletion is pending (KMS Developer Guide, key-state): were the mark first,
    // whoever strips it and schedules the deletion would win.
    it(`cancels the deletion of a key first when it lost its tags too (lag ${lagMs / 1000} s)`, async () => {
      const hand = await driftWorld({ lagMs });
      const { estate } = hand;
      const KeyId = hand.key('Key/spare');
      stripMark(hand, KeyId);
      hand.kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
      await estate.advance(settled);
      const answer = await estate.apply(driftManifest);
      expect(endings(answer)).toEqual({ 'Key/spare#deletion': 'done', 'Key/spare#mark': 'done' });
      await estate.advance(settled);
      expect(leftOver(await estate.plan(driftManifest))).toEqual([]);
    });

    it(`reverts all drift of a key in two applies, since a pending deletion hides rotation (lag ${lagMs / 1000} s)`, async () => {
      const hand = await driftWorld({ lagMs });
      const { estate } = hand;
      const KeyId = hand.key('Key/data');
      hand.kms('DisableKeyRotation', { KeyId });
      hand.kms('UpdateKeyDescription', { KeyId, Description: 'gone' });
      hand.kms('UntagResource', { KeyId, TagKeys: ['team'] });
      hand.kms('DeleteAlias', { AliasName: 'alias/data' });
      hand.kms('UpdateAlias', { AliasName: 'alias/app', TargetKeyId: hand.key('Key/still') });
      hand.kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
      hand.s3('DeleteBucketEncryption', { Bucket: logsBucket });
      await estate.advance(settled);
      const first = endings(await estate.apply(driftManifest, { approve: ['repair'] }));
      expect(first).toEqual(Object.fromEntries(Object.keys(first).map((id) => [id, 'done'])));
      await estate.advance(settled);
      expect(leftOver(await estate.plan(driftManifest))).toEqual(['Key/data#rotation released']);
      expect(endings(await estate.apply(driftManifest))).toEqual({ 'Key/data#rotation': 'done' });
      expect(leftOver(await estate.plan(driftManifest))).toEqual([]);
    });

    // Design §4: where type or usage differ, UpdateAlias is refused, so delete and create, as a gap that waits.
    it.fails(
      `moves an alias back from a key of another type after approval (lag ${lagMs / 1000} s)`,
      async () => {
        const hand = await driftWorld({ lagMs });
        const { estate } = hand;
        hand.kms('DeleteAlias', { AliasName: 'alias/app' });
        hand.kms('CreateAlias', { AliasName: 'alias/app', TargetKeyId: hand.key('Key/signer') });
        await estate.advance(settled);
        expect(leftOver(await estate.plan(driftManifest))).toEqual(['Alias/app#target approval']);
        const answer = await estate.apply(driftManifest, { approve: ['disable'] });
        expect(endings(answer)).toEqual({ 'Alias/app#target': 'done' });
        expect(leftOver(await estate.plan(driftManifest))).toEqual([]);
      },
    );
  }
});
