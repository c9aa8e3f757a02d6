import { describe, expect, it } from 'vitest';
import { letGoAfter } from '../../src/aws/attempts.ts';
import type { Transport } from '../../src/aws/transport.ts';
import { defaultTiming } from '../../src/engine/ports.ts';
import { minute, second } from '../../src/model/instant.ts';
import { createEstate, endings, leftOver, type Estate } from '../support/estate.ts';
import { keyIds, keyYaml, manifests } from '../support/estate-facts.ts';

const yaml = manifests([
  keyYaml({ name: 'a', spec: 'description: Key a, aliases: [alias/a]' }),
  keyYaml({ name: 'b', spec: 'description: Key b' }),
]);

interface Hang {
  readonly op: string;
  /** Whether AWS does what it is asked for although no answer comes. */
  readonly effect: boolean;
}

/** Lets AWS take the n-th request of an operation and never answer it. */
function hanging({ op, effect }: Hang, n: number): (inner: Transport) => Transport {
  let seen = 0;
  return (inner) => ({
    async send(request) {
      if (request.op !== op || (seen += 1) !== n) return inner.send(request);
      if (effect) await inner.send(request);
      return new Promise<never>(() => undefined);
    },
  });
}

/** Applies, presses Ctrl-C after so long, and says how much later the run ended. */
async function interrupted(
  estate: Estate,
  after: number,
  transport?: (inner: Transport) => Transport,
): Promise<{ readonly later: number; readonly ends: Readonly<Record<string, string>> }> {
  const stop = new AbortController();
  const running = estate.apply(yaml, {
    stop: stop.signal,
    waitFor: 10 * minute,
    ...(transport === undefined ? {} : { transport }),
  });
  await estate.advance(after);
  const at = estate.clock.now();
  stop.abort();
  const answer = await running;
  return { later: estate.clock.now() - at, ends: endings(answer) };
}

describe('Ctrl-C while a call gets no answer', () => {
  it.each([
    { call: 'a create that took effect', op: 'kms:CreateKey', effect: true },
    { call: 'a create that took none', op: 'kms:CreateKey', effect: false },
  ])('stops after seven seconds, keeps the intent open, and doubles no key: $call', async (hang) => {
    const estate = createEstate();
    await estate.store.journal.forget('Key/a');
    await estate.advance(10 * minute);
    const { later, ends } = await interrupted(estate, 10 * second, hanging(hang, 1));
    expect(later).toBeLessThanOrEqual(letGoAfter + second);
    expect(Object.values(ends).some((ending) => ending.startsWith('waiting: no response'))).toBe(true);
    expect(await estate.store.journal.openIntents()).toHaveLength(1);
    // The request may still be under way: nobody else may begin before it must be over.
    expect(await estate.apply(yaml)).toMatchObject({ is: 'refused' });
    await estate.advance(defaultTiming.requestDeadline);
    const next = await estate.apply(yaml, { waitFor: 10 * minute });
    expect(Object.values(endings(next)).every((ending) => ending === 'done')).toBe(true);
    expect(keyIds(estate)).toHaveLength(2);
    await estate.advance(10 * minute);
    expect(leftOver(await estate.plan(yaml))).toEqual([]);
  });

  it.each(['kms:ListKeys', 'tagging:GetResources', 'kms:ListAliases'])(
    'stops a look after seven seconds: %s',
    async (op) => {
      const estate = createEstate();
      await estate.advance(10 * minute);
      const { later } = await interrupted(estate, second, hanging({ op, effect: true }, 1));
      expect(later).toBeLessThanOrEqual(letGoAfter + second);
      expect(keyIds(estate)).toEqual([]);
    },
  );
});

describe('Ctrl-C at any moment', () => {
  it.each(Array.from({ length: 12 }, (_, index) => index * 17))(
    'ends a run in which AWS answers within two seconds, after %i seconds',
    async (seconds) => {
      const estate = createEstate({ latencyMs: 100 });
      const { later } = await interrupted(estate, seconds * second);
      expect(later).toBeLessThanOrEqual(2 * second);
      const next = await estate.apply(yaml, { waitFor: 10 * minute });
      expect(new Set(Object.values(endings(next)))).toEqual(
        new Set(next.is === 'applied' && next.outcomes.size > 0 ? ['done'] : []),
      );
      expect(keyIds(estate)).toHaveLength(2);
    },
  );
});

describe('Ctrl-C while a call waits for its turn', () => {
  it('reports it as not sent, not as failed', async () => {
    const many = manifests(
      Array.from({ length: 40 }, (_, n) =>
        keyYaml({ name: `k${String(n)}`, spec: `description: Key ${String(n)}` }),
      ),
    );
    const estate = createEstate({ latencyMs: 100 });
    await estate.advance(10 * minute);
    const stop = new AbortController();
    const running = estate.apply(many, { stop: stop.signal, waitFor: 10 * minute });
    await estate.advance(5 * second);
    stop.abort();
    const ends = Object.values(endings(await running));
    expect(ends.filter((one) => one.startsWith('failed'))).toEqual([]);
    expect(ends.filter((one) => one.includes('was not sent: stopped on request'))).not.toEqual([]);
  });
});
