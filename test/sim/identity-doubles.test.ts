import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Excludes } from '../../src/engine/ports.ts';
import { hour, second } from '../../src/model/instant.ts';
import { seededRandoms } from '../../src/runtime/random.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import { createEstate, endings, leftOver, type Estate } from '../support/estate.ts';
import {
  applied,
  keyIds,
  keyOf,
  keyYaml,
  manifests,
  storeLost,
  tagsOf,
  writes,
} from '../support/estate-facts.ts';

const yaml = manifests([keyYaml({ name: 'a', spec: 'description: Key a, aliases: [alias/a]' })]);

/**
 * Makes a lease that keeps out the runs of one machine only. `next` gives the random delay as a part of the longest.
 */
function local(next: () => number): Excludes {
  return { is: 'this-machine', random: { next } };
}

/** An answer takes so long that neither run's last look can see what the other's create is making. */
const sluggish = { latencyMs: 500 };

/** Starts two machines at once, each with a state folder of its own. */
async function race(estate: Estate, delays: readonly [Excludes, Excludes]) {
  return Promise.all(
    delays.map((excludes, index) =>
      applied(estate, yaml, {
        store: createVolatileStore(estate.clock),
        excludes,
        holder: `ann@machine-${index}:1`,
      }),
    ),
  );
}

describe('two runs begin at once and share no lease', () => {
  it('makes one key when their random delays differ', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const one = seededRandoms(seed).stream('one').next();
        const two = seededRandoms(seed).stream('two').next();
        fc.pre(Math.abs(one - two) * 30 > 3);
        const estate = createEstate();
        const answers = await race(estate, [local(() => one), local(() => two)]);
        expect(keyIds(estate)).toHaveLength(1);
        const made = answers.flatMap((answer) => writes(answer).filter((op) => op === 'kms:CreateKey'));
        expect(made).toHaveLength(1);
        await estate.advance(hour);
        expect(leftOver(await estate.plan(yaml, { store: await storeLost(estate) }))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it('puts nothing under either key when both make one in the same moment, and says which is whose', async () => {
    const estate = createEstate(sluggish);
    const answers = await race(estate, [local(() => 0.5), local(() => 0.5)]);
    expect(keyIds(estate)).toHaveLength(2);
    const said = answers.map((answer) => endings(answer)['Key/a#create'] ?? '');
    for (const one of said) {
      expect(one).toMatch(
        /^failed: engine\.ambiguous .* all have the ownership tags of Key\/a: this run created /u,
      );
    }
    expect(new Set(said.map((one) => /this run created (\S+),/u.exec(one)?.[1])).size).toBe(2);
    const hints = answers.flatMap((answer) =>
      [...answer.outcomes.values()].flatMap((outcome) =>
        outcome.is === 'failed' && 'hint' in outcome.failure ? [outcome.failure.hint] : [],
      ),
    );
    expect(hints).toHaveLength(2);
    for (const hint of hints)
      expect(hint).toContain('aws kms untag-resource --region eu-central-1 --key-id ');
    expect(answers.flatMap(writes)).not.toContain('kms:CreateAlias');
  });

  it('stays blocked, whatever the age of the two, until a person takes one mark off', async () => {
    const estate = createEstate(sluggish);
    const store = createVolatileStore(estate.clock);
    const [mine] = await Promise.all([
      applied(estate, yaml, { store, excludes: local(() => 0.5) }),
      applied(estate, yaml, { store: createVolatileStore(estate.clock), excludes: local(() => 0.5) }),
    ]);
    const own =
      /key\/(\S+),/u.exec(endings(mine)['Key/a#create']?.split('this run created')[1] ?? '')?.[1] ?? '';
    await estate.advance(30 * 24 * hour);
    const answer = await applied(estate, yaml, { store, approve: 'shown' });
    expect(writes(answer)).toEqual([]);
    const blocked = answer.plan.resources.find(({ address }) => address === 'Key/a')?.blocked;
    expect(blocked?.release).toContain(`key/${own}, which is in the journal`);
    const other = keyIds(estate).find((id) => id !== own) ?? '';
    expect(blocked?.release).toContain(`aws kms untag-resource --region eu-central-1 --key-id ${other} `);
    estate.raw('kms', 'UntagResource', { KeyId: other, TagKeys: Object.keys(tagsOf(estate, other)) });
    await applied(estate, yaml, { store });
    expect(keyOf(estate, 'Key/a')).toBe(own);
    expect(leftOver(await estate.plan(yaml, { store }))).toEqual([]);
  });
});

it('waits once for all creates of a pass, and never when other runs are excluded or a person typed yes', async () => {
  const three = manifests(['a', 'b', 'c'].map((name) => keyYaml({ name })));
  const took = async (excludes: Excludes, approve?: 'shown'): Promise<number> => {
    const estate = createEstate();
    await estate.advance(hour);
    const begun = estate.clock.now();
    await applied(estate, three, { excludes, ...(approve === undefined ? {} : { approve }) });
    expect(keyIds(estate)).toHaveLength(3);
    return estate.clock.now() - begun;
  };
  const alone = await took({ is: 'everybody' });
  const spread = await took(local(() => 0.9));
  const typed = await took(
    local(() => 0.9),
    'shown',
  );
  expect(alone).toBeLessThan(10 * second);
  expect(typed).toBeLessThan(15 * second);
  expect(spread - alone).toBeGreaterThanOrEqual(27 * second);
  expect(spread - alone).toBeLessThan(45 * second);
});
