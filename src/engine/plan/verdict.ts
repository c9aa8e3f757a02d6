import type { AnyKind } from '../../model/kind/kind.ts';
import type { Subject } from '../../model/subject.ts';
import type { Observation } from '../../model/observation.ts';
import type { Health, Sync } from '../../model/plan.ts';
import { healths, worstOf } from '../../model/worst.ts';
import { closesOpened } from '../../model/motive.ts';
import type { Mode } from '../../model/resource.ts';
import type { Reasoned } from '../../model/reasons.ts';
import { gateSentences } from '../../report/sentences/gates.ts';
import { planSentences } from '../../report/sentences/plan.ts';
import type { Drafted } from './draft.ts';

export interface Verdict extends Partial<Reasoned> {
  readonly sync: Sync;
  readonly health: Health;
}

/** Judges one resource on its two axes. A field that cannot be read makes it Unknown, never in sync. */
export function verdictOf(
  kind: AnyKind,
  at: Subject<unknown>,
  observation: Observation,
  drafted: Drafted,
  mode: Mode,
): Verdict {
  const health = healthOf(kind, at, observation, drafted, mode);
  if (observation.is === 'unknown')
    return {
      sync: 'Unknown',
      health: 'Degraded',
      reason: 'unreadable',
      why: planSentences.unread(observation.failure),
    };
  const [unreadable] = drafted.unreadable;
  if (unreadable !== undefined) {
    return {
      ...health,
      sync: 'Unknown',
      reason: 'unreadable',
      why: planSentences.unreadFacet(unreadable),
    };
  }
  if (isOpen(observation) && drafted.drafts.length === 0) return { ...health, sync: 'Unknown' };
  return { ...health, sync: syncOf(observation, drafted) };
}

/** Returns true where nobody has decided yet which of several things it is. */
function isOpen(seen: Observation): boolean {
  return seen.is === 'ambiguous' || (seen.is === 'present' && seen.owner.is === 'disputed');
}

function syncOf(observation: Observation, drafted: Drafted): Sync {
  const changes = drafted.drafts.flatMap((one) => one.changes);
  if (drafted.drafts.length === 0 && drafted.blocked === undefined)
    return drafted.settling ? 'Settling' : 'InSync';
  const drifted = changes.some(({ label }) => label !== undefined && label !== 'changed-in-git');
  return observation.is === 'present' && drifted ? 'Drifted' : 'PendingChange';
}

function healthOf(
  kind: AnyKind,
  at: Subject<unknown>,
  observation: Observation,
  drafted: Drafted,
  mode: Mode,
): Omit<Verdict, 'sync'> {
  if (drafted.blocked !== undefined) {
    const { reason, why } = drafted.blocked;
    return { health: 'Blocked', reason, why };
  }
  const own = ownHealth(kind, at, observation, drafted);
  // Keywright keeps off, and that hides nothing that is worse.
  const paused = pauseOf(observation, drafted, mode);
  return paused !== undefined && worstOf(healths, [own.health, 'Paused']) === 'Paused' ? paused : own;
}

/** Returns why Keywright leaves the resource alone, or undefined. */
function pauseOf(observation: Observation, drafted: Drafted, mode: Mode): Omit<Verdict, 'sync'> | undefined {
  if (observation.is === 'present' && observation.hold !== undefined) {
    return {
      health: 'Paused',
      reason: 'held',
      why: gateSentences.held({ hold: observation.hold, on: undefined }).why,
    };
  }
  if (mode === 'observe' && drafted.drafts.length > 0)
    return { health: 'Paused', reason: 'observe-mode', why: planSentences.modeObserve() };
  return undefined;
}

function ownHealth(
  kind: AnyKind,
  at: Subject<unknown>,
  observation: Observation,
  drafted: Drafted,
): Omit<Verdict, 'sync'> {
  if (observation.is !== 'present' && at.metadata.state !== 'present') return { health: 'Healthy' };
  if (observation.is !== 'present') {
    if (drafted.drafts.length === 0) return { health: 'Progressing' };
    const isLost = drafted.drafts.some(({ changes }) => changes.some(({ label }) => label === 'drifted'));
    return isLost
      ? { health: 'Progressing', reason: 'deleted', why: planSentences.deletedOutside() }
      : { health: 'Progressing', reason: 'not-created', why: planSentences.notCreated() };
  }
  const { is: health, ...reasoned } = kind.health(observation.reads, at);
  const opened = drafted.drafts.filter(closesOpened);
  if (opened.length === 0 || health === 'Degraded') return { health, ...reasoned };
  return {
    health: 'Degraded',
    reason: 'access-opened',
    why: planSentences.accessOpened({ removes: opened.flatMap(({ removes = [] }) => removes) }),
  };
}
