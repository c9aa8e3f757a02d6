import { afterEach, describe, expect, it } from 'vitest';
import { samplesOf } from '../daemon/metrics/samples.ts';
import { defaultCadence } from '../daemon/schedule.ts';
import { hour, minute, second } from '../model/instant.ts';
import { stackText } from './estate.ts';
import { createWorld, type Daemon, type DaemonOptions, type World, type WorldOptions } from './world.ts';

const worlds: World[] = [];

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.end()));
});

/** A world in which one daemon enforces three keys, all in sync. */
async function enforced(
  own: DaemonOptions = {},
  options: Partial<WorldOptions> = {},
): Promise<{ readonly world: World; readonly daemon: Daemon }> {
  const world = createWorld({ seed: 1, ...options });
  worlds.push(world);
  world.repository.commit(stackText({ keys: 3, version: 0 }));
  const daemon = world.start(own);
  await world.advance(15 * minute);
  return { world, daemon };
}

/** The value of a gauge now; the sum where it has several labels. */
function gauge({ controller }: Daemon, world: World, metric: string): number {
  const now = world.clock.now();
  const facts = {
    state: controller.state(),
    backlog: controller.backlog(now),
    cadence: defaultCadence,
    tracked: undefined,
  };
  return samplesOf(facts, now)
    .filter(({ name }) => name === metric)
    .reduce((sum, { value }) => sum + value, 0);
}

describe('the alarm of no full look', () => {
  it('counts no look that AWS denied everything', async () => {
    let isDenied = false;
    const { world, daemon } = await enforced({
      network: (aws) => ({
        send: (request) =>
          isDenied
            ? Promise.resolve({ is: 'error', name: 'AccessDeniedException', message: 'no', sent: true })
            : aws.send(request),
      }),
    });
    const since = daemon.controller.state().fullAt ?? 0;
    isDenied = true;
    await world.advance(5 * hour);
    const last = gauge(daemon, world, 'keywright_last_full_look_timestamp_seconds');
    expect(last).toBeLessThanOrEqual((since + hour) / second);
    expect(daemon.controller.state().unready).toContain(
      'the last look at everything is older than two intervals',
    );
    isDenied = false;
    await world.advance(2 * hour);
    expect(daemon.controller.state().unready).toEqual([]);
  });
});
