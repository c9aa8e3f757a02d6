import { describe, expect, it } from 'vitest';
import { hour } from '../../src/model/instant.ts';
import { companies } from '../support/closing-company.ts';
import { factsOf } from '../support/closing-facts.ts';
import { open, openings } from '../support/closing-openings.ts';
import { closingWorlds, declared, yamlOf } from '../support/closing-world.ts';
import { endings } from '../support/estate.ts';
import { applied, writes } from '../support/estate-facts.ts';

const closingWorld = closingWorlds();

/** A setting is not access, so putting it back expands nothing, and yet it waited for whatever it touches. */
describe('a setting that somebody turned off goes back', () => {
  it.each([
    { what: 'moved to another key', company: 'another key is held, and Git changes it' },
    { what: 'moved to a foreign key', company: 'the key has a change that AWS cannot make' },
    { what: 'SSE-C unblocked', company: 'the key has a change that AWS cannot make' },
    { what: 'rotation off', company: 'the key has a change that AWS cannot make' },
    { what: 'rotation off', company: 'the marks are taken off' },
    { what: 'RestrictPublicBuckets off', company: 'what is opened is held' },
    { what: 'ACLs on', company: 'what is opened is held' },
    { what: 'stopped', company: 'what is opened is held' },
  ])('$what, while $company', async ({ what, company }) => {
    const world = await closingWorld(0);
    const beside = companies.filter((one) => one.what === company);
    open(
      world,
      openings.filter((one) => one.what === what),
      false,
    );
    for (const { does } of beside) does?.(world);
    expect([...factsOf(world).weak]).not.toEqual([]);
    const git = beside.reduce((all, one) => one.git?.(all, []) ?? all, declared);
    await world.estate.advance(hour);
    await applied(world.estate, yamlOf(git), { store: world.store });
    expect([...factsOf(world).weak]).toEqual([]);
  });

  it('waits for the repair of its key: under a key that is disabled nobody could write', async () => {
    const world = await closingWorld(0);
    const moved = openings.filter(({ what }) => what === 'moved to AES256');
    open(world, moved, false);
    world.hand.kms('DisableKey', { KeyId: world.data });
    const yaml = yamlOf(declared);
    await world.estate.advance(hour);
    const waits = await applied(world.estate, yaml, { store: world.store });
    expect(writes(waits)).not.toContain('s3:PutBucketEncryption');
    const answer = await applied(world.estate, yaml, { store: world.store, approve: 'shown' });
    expect(endings(answer)).toMatchObject({ 'BucketEncryption/data#encryption': 'done' });
  });
});
