import { describe, expect, it } from 'vitest';
import { createAws } from '../../src/aws/port.ts';
import { createCallLog } from '../../src/aws/call-log.ts';
import { createLimiter } from '../../src/aws/limiter.ts';
import type { Transport } from '../../src/aws/transport.ts';
import { forAll } from '../../src/engine/decide/approvals.ts';
import { underLease } from '../../src/engine/lease/lease.ts';
import { atOnce } from '../../src/engine/testing/candidate.test-helper.ts';
import { pass } from '../../src/engine/pass.ts';
import { defaultTiming, type Estate, type Machine } from '../../src/engine/ports.ts';
import { kindsByName } from '../../src/kinds/index.ts';
import { minute, second } from '../../src/model/instant.ts';
import type { PassResult } from '../../src/model/outcome.ts';
import { seededRandoms } from '../../src/runtime/random.ts';
import { virtualClock } from '../../src/runtime/virtual-clock.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { sandboxTransport } from '../../src/sandbox/transport.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import { keyYaml, manifests } from '../support/estate-facts.ts';
import { stackOf } from '../support/estate.ts';

interface Passing {
  /** Of each attempt: a denied one writes nothing. */
  readonly denied?: boolean;
  readonly signal?: AbortSignal;
}

/** Makes one process on one AWS: all estates share a clock and a limiter. */
function oneMachine() {
  const clock = virtualClock();
  const randoms = seededRandoms(1);
  const sandbox = createSandbox({ clock, random: randoms.stream('sandbox'), latencyMs: 100 });
  const limiter = createLimiter(clock);
  let ids = 0;
  const machine: Machine = { clock, kinds: kindsByName(), newId: () => `intent-${(ids += 1)}` };

  function estateOf(uid: string, key: string) {
    const yaml = manifests([keyYaml({ name: key, spec: `description: Key ${key}` })]).replace(
      '0a1b2c3d4e5f',
      uid,
    );
    const stack = stackOf(yaml, clock.now());
    const store = createVolatileStore(clock);
    let denied = false;
    const inner = sandboxTransport(sandbox);
    const transport: Transport = {
      send: (request) =>
        denied && request.role === 'write'
          ? Promise.resolve({
              is: 'error',
              name: 'AccessDeniedException',
              message: 'no',
              status: 400,
              sent: true,
            })
          : inner.send(request),
    };
    const estate: Estate = {
      aws: createAws({
        transport,
        clock,
        limiter,
        random: randoms.stream(uid),
        log: createCallLog(),
      }),
      journal: store.journal,
      memory: store.memory,
      firstStack: 'as-written',
      excludes: { is: 'everybody' },
      keyOfBucket: () => Promise.resolve({ is: 'none' }),
    };

    async function apply(options: Passing = {}): Promise<PassResult | 'refused'> {
      denied = options.denied === true;
      const signal = options.signal ?? new AbortController().signal;
      const ofPass = {
        signal,
        lane: 'asked',
        timing: defaultTiming,
        waitFor: 10 * minute,
        progress: () => undefined,
      } as const;
      const decide = () => Promise.resolve({ is: 'apply', approvals: forAll('shown') } as const);
      const request = { stack, scope: { is: 'all' }, decide } as const;
      const parts = atOnce({ ...machine, ...estate, holder: `${uid}:${(ids += 1)}`, timing: defaultTiming });
      const answer = await underLease(parts, (lease) => pass(request, machine, estate, { ...ofPass, lease }));
      return answer.is === 'refused' ? 'refused' : answer.value;
    }

    return { apply };
  }

  return { clock, estateOf };
}

function ends(result: PassResult | 'refused'): readonly string[] {
  return result === 'refused' ? ['refused'] : [...result.outcomes.values()].map(({ is }) => is);
}

describe('two estates on one machine at once', () => {
  it('makes both estates, with separate request counts', async () => {
    const alone = oneMachine();
    const expected = await alone.estateOf('0a1b2c3d4e5f', 'a').apply();
    const { estateOf } = oneMachine();
    const [one, two] = await Promise.all([
      estateOf('0a1b2c3d4e5f', 'a').apply(),
      estateOf('5f4e3d2c1b0a', 'b').apply(),
    ]);
    expect([ends(one), ends(two)]).toEqual([['done'], ['done']]);
    for (const result of [one, two]) {
      if (result === 'refused' || expected === 'refused') throw new Error('refused');
      expect(result.calls.writes).toBe(expected.calls.writes);
    }
  });

  it('continues when the other pass is denied', async () => {
    const { estateOf } = oneMachine();
    const [one, two] = await Promise.all([
      estateOf('0a1b2c3d4e5f', 'a').apply({ denied: true }),
      estateOf('5f4e3d2c1b0a', 'b').apply(),
    ]);
    expect([ends(one), ends(two)]).toEqual([['failed'], ['done']]);
  });

  it('continues when the other pass is stopped', async () => {
    const { clock, estateOf } = oneMachine();
    const stop = new AbortController();
    const stopped = estateOf('0a1b2c3d4e5f', 'a').apply({ signal: stop.signal });
    const other = estateOf('5f4e3d2c1b0a', 'b').apply();
    await clock.sleep(second);
    stop.abort();
    expect(ends(await stopped)).not.toContain('done');
    expect(ends(await other)).toEqual(['done']);
  });
});

it('gives the lease of one estate to one of two passes', async () => {
  const { estateOf } = oneMachine();
  const { apply } = estateOf('0a1b2c3d4e5f', 'a');
  const both = await Promise.all([apply(), apply()]);
  expect(both.map((result) => ends(result).join()).sort()).toEqual(['done', 'refused']);
});
