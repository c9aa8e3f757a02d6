import { describe, expect, it } from 'vitest';
import { letGoAfter } from '../../src/aws/attempts.ts';
import { isKnownOp, isRead } from '../../src/aws/operations.ts';
import { minute, second } from '../../src/model/instant.ts';
import { createEstate, leftOver } from '../support/estate.ts';
import { keyIds, keyYaml, manifests } from '../support/estate-facts.ts';
import { stopAt } from '../support/stop-at.ts';

const first = manifests([
  keyYaml({ name: 'a', spec: 'description: Key a, aliases: [alias/a]' }),
  keyYaml({ name: 'b', spec: 'description: Key b' }),
]);

const changed = manifests([
  keyYaml({ name: 'a', spec: 'description: Key of a, aliases: [alias/a, alias/c]' }),
  keyYaml({ name: 'b', spec: 'description: Key of b, aliases: [alias/b]' }),
]);

interface Story {
  /** The state before the run that is stopped. */
  readonly before?: string;
  readonly yaml: string;
}

async function stoppedAt(n: number, { before, yaml }: Story, hangs: boolean) {
  const estate = createEstate({ latencyMs: 100 });
  if (before !== undefined) {
    await estate.apply(before, { waitFor: 10 * minute });
    await estate.advance(10 * minute);
  }
  const stop = stopAt(n, { clock: estate.clock, store: estate.store, hangs });
  await estate.apply(yaml, { ...stop.options, waitFor: 10 * minute });
  return { estate, stop, later: estate.clock.now() - stop.stoppedAt() };
}

/** Lists faults of a stop at the n-th await, and of the run after it. */
async function faultsOf(n: number, story: Story, hangs: boolean): Promise<readonly string[]> {
  const { estate, stop, later } = await stoppedAt(n, story, hangs);
  const unanswered = stop.unanswered();
  const open = await estate.store.journal.openIntents();
  await estate.advance(minute);
  await estate.apply(story.yaml, { waitFor: 10 * minute });
  const written = stop.after.filter((op) => isKnownOp(op) && !isRead(op));
  const left = leftOver(await estate.plan(story.yaml));
  const keys = keyIds(estate).length;
  return [
    ...(later > (unanswered === undefined ? second : letGoAfter + second) ? [`ended ${later} ms later`] : []),
    ...written.map((op) => `began ${op}`),
    ...(open.length === (unanswered === 'kms:CreateKey' ? 1 : 0) ? [] : [`left ${open.length} intents open`]),
    ...left,
    ...(keys === 2 ? [] : [`${keys} keys after the next run`]),
  ].map((fault) => `await ${n}: ${fault}`);
}

describe.each<Story & { readonly what: string }>([
  { what: 'a first run', yaml: first },
  { what: 'a run that changes what is there', before: first, yaml: changed },
])('a stop at each await of $what', (story) => {
  it.each([
    { answers: 'every call is answered', hangs: false },
    { answers: 'the call under way gets no answer', hangs: true },
  ])(
    'ends the run in time, writes nothing more, and the next run converges when $answers',
    async ({ hangs }) => {
      const awaits = (await stoppedAt(Infinity, story, false)).stop.count();
      expect(awaits).toBeGreaterThan(50);
      const faults: string[] = [];
      for (let n = 1; n <= awaits; n += 1) faults.push(...(await faultsOf(n, story, hangs)));
      expect(faults).toEqual([]);
    },
    5 * minute,
  );
});
