import { describe, expect, it } from 'vitest';
import { displayOf } from '../../src/report/display/make.ts';
import { riskyRows } from '../../src/report/human/risky.ts';
import { driftManifest, driftWorld, settled } from '../support/drift-world.ts';
import type { Hand } from '../support/hand.ts';

interface Row {
  readonly change: string;
  act(hand: Hand): void;
  readonly names: readonly string[];
  readonly why: RegExp;
  readonly release: RegExp;
}

const rows: readonly Row[] = [
  {
    change: 'a key is scheduled for deletion',
    act: (hand) =>
      void hand.kms('ScheduleKeyDeletion', { KeyId: hand.key('Key/data'), PendingWindowInDays: 7 }),
    names: ['Key/data (deletion)'],
    why: /everything encrypted with this key is lost for good once it is deleted \(scheduled for 2/u,
    release: /^needs no approval$/u,
  },
  {
    change: 'a key is disabled',
    act: (hand) => void hand.kms('DisableKey', { KeyId: hand.key('Key/data') }),
    names: ['Key/data (enabled)'],
    why: /^that change means data encrypted with this key cannot be read/u,
    release: /--approve=repair/u,
  },
  {
    change: 'rotation of a key is turned off',
    act: (hand) => void hand.kms('DisableKeyRotation', { KeyId: hand.key('Key/data') }),
    names: ['Key/data (rotation)'],
    why: /^that change means /u,
    release: /^needs no approval$/u,
  },
];

describe('the review before the question', () => {
  it.each(rows)(
    'names what endangers data when $change outside Git',
    async ({ act, names, why, release }) => {
      const hand = await driftWorld();
      act(hand);
      await hand.estate.advance(settled);
      const { plan } = await hand.estate.plan(driftManifest);
      const row = riskyRows(displayOf(plan)).find((one) => one.names.join() === names.join());
      expect(row?.why).toMatch(why);
      expect(row?.release).toMatch(release);
    },
  );

  it('has no row where a description or a tag was edited', async () => {
    const hand = await driftWorld();
    hand.kms('UpdateKeyDescription', { KeyId: hand.key('Key/data'), Description: 'x' });
    await hand.estate.advance(settled);
    const { plan } = await hand.estate.plan(driftManifest);
    expect(plan.steps).not.toEqual([]);
    expect(displayOf(plan).risky).toEqual([]);
  });
});
