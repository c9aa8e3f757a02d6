import type { Random } from '../model/clock.ts';
import { hour, minute } from '../model/instant.ts';
import { seededRandoms } from '../runtime/random.ts';
import { behind, keysOf } from './behind.ts';
import { openPolicy, stackText, type Estate } from './estate.ts';
import { createWorld, type Daemon, type World } from './world.ts';

export interface RunOptions {
  readonly seed: number;
  /** How long the world is disturbed. */
  readonly hours: number;
  readonly daemons: number;
}

export interface RunResult {
  readonly log: readonly string[];
  /** What is not as it should be once it was quiet; empty: it converged. */
  readonly wrong: readonly string[];
}

/** How long nothing happens at the end: two full looks, and whatever waits in between. */
const quiet = 3 * hour;

/** Lets daemons live through disturbed hours and a quiet end. Equal options give equal logs. */
export async function run({ seed, hours, daemons }: RunOptions): Promise<RunResult> {
  const world = createWorld({ seed, lagMs: 2_000, throttle: true });
  const random = seededRandoms(seed).stream('world');
  let estate: Estate = { keys: 3, version: 0 };
  world.repository.commit(stackText(estate), 'Begin');
  const living = Array.from({ length: daemons }, () => world.start());
  await world.advance(10 * minute);
  for (let at = 0; at < hours; at += 1) {
    estate = disturb(world, living, estate, random);
    await world.advance(Math.floor((0.5 + random.next()) * hour));
  }
  world.repository.isDown = false;
  await world.advance(quiet);
  const wrong = wrongIn(world, living);
  await world.end();
  return { log: world.log, wrong };
}

/** Makes one disturbance in a world. */
function disturb(world: World, living: Daemon[], estate: Estate, random: Random): Estate {
  const pick = <T>(of: readonly T[]): T | undefined => of[Math.floor(random.next() * of.length)];
  const key = `alias/app-${String(Math.floor(random.next() * estate.keys))}`;
  switch (pick(['describe', 'rotate', 'open', 'untag', 'commit', 'break', 'restart', 'kill', 'down', 'up'])) {
    case 'describe':
      behind(world, 'UpdateKeyDescription', key, { Description: 'changed by hand' });
      return estate;
    case 'rotate':
      behind(world, 'DisableKeyRotation', key, {});
      return estate;
    case 'open':
      behind(world, 'PutKeyPolicy', key, { PolicyName: 'default', Policy: openPolicy });
      return estate;
    case 'untag':
      behind(world, 'UntagResource', key, { TagKeys: ['team'] });
      return estate;
    case 'commit': {
      const next = { ...estate, version: estate.version + 1 };
      world.repository.commit(stackText(next), `Version ${String(next.version)}`);
      return next;
    }
    case 'break':
      world.repository.commit('kind: [', 'Break it');
      world.repository.commit(stackText(estate), 'Mend it');
      return estate;
    case 'restart':
    case 'kill': {
      const one = living.shift();
      one?.kill();
      living.push(world.start(one === undefined ? {} : { disk: one.disk, history: one.history }));
      return estate;
    }
    case 'down':
      world.repository.isDown = true;
      return estate;
    default:
      world.repository.isDown = false;
      return estate;
  }
}

/** Lists faults of a quiet world: a daemon that sees a difference, or a key too many or too few. */
function wrongIn(world: World, living: readonly Daemon[]): readonly string[] {
  const states = living.map(({ controller }) => controller.state());
  const leaders = states.filter(({ leadership }) => leadership.is === 'leader');
  const seen = states.flatMap(({ status, source }) =>
    [...status.values()]
      .filter(({ sync }) => sync !== 'InSync')
      .map(({ address, sync, why }) => `${source} says ${address} is ${sync}: ${why ?? ''}`),
  );
  const doubled = [...keysOf(world)].filter(([, ids]) => ids.length !== 1);
  return [
    ...(leaders.length === 1 ? [] : [`${String(leaders.length)} daemons lead`]),
    ...seen,
    ...doubled.map(([address, ids]) => `${address} has the keys ${ids.join(', ')}`),
  ];
}
