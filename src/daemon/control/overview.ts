import type { Episode, StatusRecord } from '../../model/history.ts';
import { isoOf, second, type Instant } from '../../model/instant.ts';
import { planIdOf } from '../../model/plan-id.ts';
import { inEffectOf, isAnythingIn } from '../../report/display/in-effect.ts';
import { countsOf } from '../../report/display/status.ts';
import type { ControllerState } from '../controller.ts';
import { approvables } from '../decide/approved.ts';
import { standingRejections } from '../decide/rejections.ts';
import type { CallCounts } from '../metrics/recent-calls.ts';
import { staleIn } from '../notify/conditions.ts';
import { recordsAt } from '../records-at.ts';
import { draftsOf } from './attention/draft.ts';
import { driftText } from './attention/problem.ts';
import { daemonPartOf } from './daemon-part.ts';
import type { AnswerOf } from './operations.ts';
import { stackName } from './reads.ts';

type Overview = AnswerOf<'overview'>['items'][number];

/** Shows one source in figures. */
export function overviewOf(state: ControllerState, calls: CallCounts, now: Instant): Overview {
  const { plan, decisions, stop, source, open } = state;
  const records = recordsAt(state, now);
  const drafts = draftsOf(state, now);
  const oldest = oldestOf(open);
  const rejections = standingRejections(decisions, plan);
  const inEffect = inEffectOf({ ...decisions, rejections }, stop, now);
  return {
    source,
    stack: stackName(state),
    counts: countsOf(records),
    attention: {
      critical: drafts.filter(({ severity }) => severity === 'critical').length,
      warning: drafts.filter(({ severity }) => severity === 'warning').length,
    },
    waitingSteps: plan === undefined ? 0 : approvables({ plan, guardrails: '' }).length,
    ...(plan === undefined ? {} : { planId: planIdOf(plan) }),
    ...(oldest === undefined
      ? {}
      : {
          oldestDrift: {
            address: oldest.address,
            since: isoOf(oldest.openedAt),
            text: driftText(oldest.address, [oldest]),
          },
        }),
    look: lookOf(state, records, now),
    calls: { lastHour: calls.calls, throttledLastHour: calls.throttled },
    daemon: daemonPartOf(state),
    ...(isAnythingIn(inEffect) ? { inEffect } : {}),
  };
}

/** Finds the drift that is open for longest. What Git changed is no drift. */
function oldestOf(open: readonly Episode[]): Episode | undefined {
  return open
    .filter(({ label }) => label !== 'changed-in-git')
    .reduce<Episode | undefined>(
      (oldest, one) => (oldest === undefined || one.openedAt < oldest.openedAt ? one : oldest),
      undefined,
    );
}

/** Tells how old and how complete the verdicts are. */
function lookOf(state: ControllerState, records: readonly StatusRecord[], now: Instant): Overview['look'] {
  const { fullAt, rhythm } = state;
  return {
    ...(fullAt === undefined ? {} : { fullAt: isoOf(fullAt) }),
    fullSeconds: rhythm.cadence.full / second,
    stale: staleIn(state, now).some(({ sort }) => sort === 'unread'),
    resources: records.length,
    read: records.filter(({ sync, fullAt: read }) => sync !== 'Unknown' && read !== undefined).length,
    regions: new Set(records.map(({ place }) => place.region)).size,
  };
}
