/**
 * One daemon as a real process over a real Git repository, killed by SIGKILL again and again at seeded moments while
 * commits arrive and keys change by hand. AWS is in this process, so it outlives each kill. The clocks of AWS and the
 * daemon are sped up alike, or each start would wait a minute and a half for the lease of the process before it.
 * `node test/processes/killed.ts [--kills N] [--seed N] [--factor N]`. Ends with "N passed, N failed".
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { realClock } from '../../src/runtime/clock.ts';
import { seededRandoms } from '../../src/runtime/random.ts';
import type { Estate } from '../../src/simulator/estate.ts';
import { createChecks } from './checks.ts';
import { serveAws, type Drift } from './killed/aws.ts';
import { hastenedClock } from './killed/hastened-clock.ts';
import { readHistory } from './killed/history.ts';
import { killSomewhere } from './killed/moments.ts';
import { createPlace } from './killed/place.ts';
import { until, type Process } from './process.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '50' },
    /** How many seconds pass for the daemon in one of this machine. */
    factor: { type: 'string', default: '60' },
  },
});
const kills = Number(values.kills);
const factor = Number(values.factor);
const machine = realClock();
const since = machine.now();
const randoms = seededRandoms(values.seed);
const { check, finish } = createChecks();
const place = createPlace(factor, since);
const aws = await serveAws(hastenedClock(machine, factor, since), randoms.stream('sandbox'));

/** Waits until AWS holds what the last commit declares. */
function converged(daemon: Process, { keys, version }: Estate): Promise<true> {
  const declared = Array.from({ length: keys }, (_, index) => `app-${String(index)}`);
  return until('AWS to be as declared', daemon.printed, 240_000, async () => {
    const found = await aws.keys();
    const isDone = declared.every((name) =>
      (found.get(`Key/${name}`) ?? []).some(
        ({ description, rotates, aliases }) =>
          description === `version ${String(version)}` && rotates === true && aliases[0] === `alias/${name}`,
      ),
    );
    return isDone || undefined;
  });
}

const drifts: readonly Drift[] = ['rotation', 'tags', 'description'];

/** Alters one path of one key that has none of it yet: Keywright stops where somebody fights over a path. */
async function driftSomewhere({ keys }: Estate, done: readonly string[]): Promise<string | undefined> {
  for (const facet of drifts)
    for (let key = 0; key < keys; key += 1) {
      const address = `Key/app-${String(key)}`;
      const drifted = `${address} ${facet}`;
      if (!done.includes(drifted) && (await aws.drift(address, facet))) return drifted;
    }
  return undefined;
}

try {
  let estate: Estate = { keys: 1, version: 0 };
  place.commit(estate);
  let daemon = place.daemon(aws.url);
  await daemon.line(/"ready":true/u);
  await place.done('accept-baseline', '--yes', '--data-dir', place.dataDir);
  await converged(daemon, estate);

  const random = randoms.stream('kills');
  const byHand: string[] = [];
  for (let count = 1; count <= kills; count += 1) {
    estate = { keys: Math.min(6, 1 + Math.floor(count / 4)), version: count };
    place.commit(estate);
    await killSomewhere(daemon, aws, random, estate.keys);
    const drifted = count % 3 === 0 ? await driftSomewhere(estate, byHand) : undefined;
    if (drifted !== undefined) byHand.push(drifted);
    daemon = place.daemon(aws.url);
  }
  await converged(daemon, estate);
  check(`converges after ${String(kills)} kills`, true);
  const found = await aws.keys();
  check(
    'has one key for each address',
    found.size === estate.keys && [...found.values()].every(({ length }) => length === 1),
  );
  daemon.signal('SIGTERM');
  check('ends with 0', (await daemon.ended()) === 0);
  const state = join(place.dataDir, 'main/state');
  await place.done('plan', place.repository, '--endpoint', aws.url, '--state-dir', state);
  check('plans nothing more', true);

  const file = join(place.dataDir, 'main/history.sqlite');
  await place.done('audit', 'verify', file);
  check('its record is whole', true);
  const history = readHistory(file, await place.done('audit', 'export', file));
  check('its database is whole', history.integrity === 'ok');
  check(
    `tells of each of ${String(byHand.length)} changes by hand`,
    byHand.every((one) => history.drifts.has(one)),
  );
  check('has no drift open', history.openEpisodes === 0);
  check(
    `recorded each of ${String(aws.writes().length)} writes before AWS had it`,
    aws.writes().every((one) => history.writes.has(one)),
  );
  check(`lost the answers to ${String(history.unanswered)} writes by its death`, history.unanswered > 0);
} catch (error) {
  check(String(error), false);
} finally {
  await aws.close();
  place.remove();
}
finish();
