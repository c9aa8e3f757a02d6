import type { SentRequest } from '../../src/aws/call-log.ts';
import { capacityOf, chargesOf, defaultShare, quotaOf } from '../../src/aws/operations.ts';
import { showPlace } from '../../src/model/call.ts';
import { second } from '../../src/model/instant.ts';
import { keys, replicatedKeys } from './manifests.ts';
import { createWorld, type World } from './world.ts';

/** How long something took beside the quota that alone needs the longest for its calls. */
export interface Paced {
  readonly what: string;
  readonly calls: number;
  readonly took: number;
  readonly bound: number;
  readonly ratio: number;
  readonly throttled: number;
  readonly late: number;
}

/** An answer takes so long: a guess. */
const latency = 20;

/** Computes the seconds that AWS's quotas alone take for these calls, at Keywright's share of them. */
export function boundOf(sent: readonly SentRequest[]): number {
  const charges = sent.flatMap(({ op, place, input }) => chargesOf({ op, at: place, input }));
  const byQuota = Map.groupBy(charges, ({ quota, at }) => `${quota} ${showPlace(at)}`);
  const needs = [...byQuota.values()].map((all) => {
    const rate = quotaOf(all[0]?.quota ?? '').rate * defaultShare;
    return (all.reduce((sum, { cost }) => sum + cost, 0) - capacityOf(rate)) / rate;
  });
  return Math.max(0, ...needs);
}

async function paced(what: string, world: World, work: () => Promise<unknown>): Promise<Paced> {
  world.forget();
  const begun = world.clock.now();
  await work();
  const took = (world.clock.now() - begun) / second;
  const bound = boundOf(world.sent);
  return {
    what,
    calls: world.sent.length,
    took,
    bound,
    ratio: took / bound,
    throttled: world.sent.filter(({ outcome }) => outcome === 'aws.throttled').length,
    late: world.sent.filter(({ outcome }) => outcome === 'aws.timeout').length,
  };
}

function answering(texts: readonly string[]): World {
  return createWorld({
    texts,
    over: (inner, clock) => ({
      async send(request) {
        await clock.sleep(latency);
        return inner.send(request);
      },
    }),
  });
}

/**
 * Makes a world in which every call takes 13 ms of the one processor. That is the SDK's 2 to 3 ms, at a fifth of a
 * core.
 */
function slow(texts: readonly string[]): World {
  let free = 0;
  return createWorld({
    texts,
    over: (inner, clock) => ({
      async send(request) {
        free = Math.max(free, clock.now()) + 13;
        await clock.sleep(free - clock.now());
        return inner.send(request);
      },
    }),
  });
}

/**
 * Runs the passes whose time AWS's quotas should bound, and nothing else. They go over `full` keys, and over
 * `replicas` keys with replicas that are made.
 */
export async function pacedPasses(full: number, replicas: number): Promise<readonly Paced[]> {
  const standing = answering(keys(full));
  const created = await paced(`create ${String(full)} keys`, standing, standing.apply);
  await standing.settle();
  const looked = await paced(`full pass over ${String(full)} keys`, standing, standing.plan);
  const replicated = answering(replicatedKeys(replicas));
  const family = await paced(`create ${String(replicas)} keys with replicas`, replicated, replicated.apply);
  const crowded = slow(keys(1_000));
  await crowded.apply();
  await crowded.settle();
  const crowd = await paced('full pass over 1000 keys, a fifth of a core', crowded, crowded.plan);
  return [created, looked, family, crowd];
}
