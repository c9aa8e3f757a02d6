import { expect, it } from 'vitest';
import { hour, minute } from '../../src/model/instant.ts';
import { createEstate, stackYaml } from '../support/estate.ts';
import { applied, keyYaml, manifests } from '../support/estate-facts.ts';

const a = keyYaml({ name: 'a' });

it.each([
  { why: 'the loss was noticed', pause: 5 * minute },
  { why: 'the next renewal will notice it', pause: 0 },
])('records nothing when another run took the lease while a person thought ($why)', async ({ pause }) => {
  const estate = createEstate();
  await applied(estate, manifests([a]));
  await estate.advance(hour);
  const { journal } = estate.store;
  const before = [await journal.accepted(), await journal.things(), await journal.known()];
  const loosened = manifests([a], `${stackYaml}  release: [widen, delete]\n`);
  const answer = await applied(estate, loosened, {
    approve: 'shown',
    whileAsked: async () => {
      const now = estate.clock.now();
      const from = await journal.holder(now);
      if (from !== undefined) await journal.seize(from, 'other@there:2', now);
      await estate.advance(pause);
    },
  });
  expect([await journal.accepted(), await journal.things(), await journal.known()]).toEqual(before);
  // An approval that was not recorded is not reported as given.
  expect(answer.plan.stackChange?.gate).toMatchObject({ is: 'approval', classes: ['loosen'] });
});
