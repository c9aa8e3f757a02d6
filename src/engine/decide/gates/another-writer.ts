import type { Address } from '../../../model/address.ts';
import { hour, minute, type Duration, type Instant } from '../../../model/instant.ts';
import { motiveOf } from '../../../model/motive.ts';
import type { Path } from '../../../model/path.ts';
import type { ResourcePlan } from '../../../model/plan.ts';
import { decidedSentences } from '../../../report/sentences/decided.ts';
import type { Rules } from '../rules.ts';
import { blocked, type StepGate } from './types.ts';

/** So many reverts of one path within an hour are a fight, not drift (authority.md §6). */
const fight = 3;

/**
 * Stops a daemon at a path that another writer changes again and again. Access that it opens is closed all the same, at
 * most once between two fast looks.
 */
export const anotherWriterGate: StepGate = (step, { rules }) => {
  if (rules?.daemon === undefined) return undefined;
  const touched = fightsOver(step.address, rules).filter(({ path }) =>
    step.changes.some((change) => change.path === path),
  );
  if (touched.length === 0) return undefined;
  const last = Math.max(...touched.map((one) => one.last));
  if (motiveOf(step) === 'narrows-drift' && rules.now - last >= almost(rules.daemon.fastInterval))
    return undefined;
  return blocked('engine.paused', sentenceOf(touched), 'another-writer');
};

/**
 * Shortens an interval a little: a look may begin a little late, and the next one in time. Nothing may stay open for
 * two intervals because of that.
 */
function almost(interval: Duration): Duration {
  return Math.max(interval / 2, interval - minute);
}

/**
 * Degrades a resource that another writer changes: it does not work as declared, whatever it looks like at this
 * moment.
 */
export function withFights(resource: ResourcePlan, rules: Rules | undefined): ResourcePlan {
  const { health, reason } = resource;
  if (rules?.daemon === undefined || (health !== 'Healthy' && reason !== 'access-opened')) return resource;
  const fights = fightsOver(resource.address, rules);
  if (fights.length === 0) return resource;
  return { ...resource, health: 'Degraded', reason: 'another-writer', why: sentenceOf(fights).why };
}

interface Fight {
  readonly path: Path;
  readonly count: number;
  readonly last: Instant;
}

function fightsOver(address: Address, { now, decisions }: Rules): readonly Fight[] {
  const recent = decisions.reverts.filter((one) => one.address === address && one.at > now - hour);
  return [...Map.groupBy(recent, ({ path }) => path)].flatMap(([path, reverts]) =>
    reverts.length < fight
      ? []
      : [{ path: path as Path, count: reverts.length, last: Math.max(...reverts.map(({ at }) => at)) }],
  );
}

function sentenceOf(fights: readonly Fight[]): ReturnType<typeof decidedSentences.anotherWriter> {
  return decidedSentences.anotherWriter({
    paths: fights.map(({ path }) => path),
    count: Math.max(...fights.map(({ count }) => count)),
  });
}
