import type { DaemonRules } from '../../engine/decide/rules.ts';
import type { Clock } from '../../model/clock.ts';
import {
  noDecisions,
  type Decisions,
  type DecisionStore,
  type Person,
  type Taken,
} from '../../model/decisions.ts';
import { hour, type Instant } from '../../model/instant.ts';
import { motiveOf } from '../../model/motive.ts';
import type { PassResult } from '../../model/outcome.ts';
import type { Plan, StepId } from '../../model/plan.ts';
import type { Commit } from '../../model/revision.ts';
import type { ControllerSettings, Decider } from '../parts.ts';
import { admissionOf, contributorsOf, contributorsWith, type Signatures } from './admission.ts';
import { approvalsFrom } from './approvals.ts';
import { counted } from './counts.ts';
import { isNew, upgraded } from './upgrade.ts';
import { judged } from './verdicts.ts';
import { createWindows } from './windows.ts';

export interface DeciderParts {
  readonly store: DecisionStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly settings: Pick<ControllerSettings, 'under' | 'maxMode' | 'cadence' | 'guardrails'>;
  readonly signatures: Signatures;
  /** False for an AWS that this process made: it has no state that a person must accept first. */
  readonly needsBaseline: boolean;
  /** The daemon itself, where it takes a revision that no person had to let in. */
  readonly self: Person;
  /** Since when the source does not answer; undefined: it does. */
  unreachableSince(): Instant | undefined;
}

/** Decides for one controller: by the decisions beside the lease, the operator's settings and the clock. */
export function createDecider(parts: DeciderParts): Decider {
  const { store, clock, settings, signatures, needsBaseline, self } = parts;
  const { under, maxMode, cadence, guardrails } = settings;
  let inForce: string | undefined;
  const approvers = new Map<StepId, string>();
  const windows = createWindows();

  const read = async (): Promise<Decisions> => (await store.decisions()) ?? noDecisions;

  function sourceAge({ sourceReadAt }: Decisions, now: Instant): number {
    const since = parts.unreachableSince();
    return since === undefined ? 0 : now - Math.min(since, sourceReadAt ?? since);
  }

  return {
    admits: (revision, given) => admissionOf(revision, { ...given, signatures }),
    async rules() {
      const [decisions, now] = [await read(), clock.now()];
      const daemon: DaemonRules = {
        maxMode,
        isOpen: (window) => windows.isOpenAt(window, now),
        isNew: isNew(decisions, under),
        sourceAge: sourceAge(decisions, now),
        fastInterval: cadence.fast,
        needsBaseline,
      };
      return { daemon };
    },
    async decide(plan) {
      const [decisions, stop] = await Promise.all([read(), store.stopOrder()]);
      if (stop !== undefined || onlyObserves(decisions, clock.now())) return { is: 'stop' };
      approvers.clear();
      const approvals = approvalsFrom(plan, {
        decisions,
        store,
        now: clock.now,
        guardrails,
        digest: under.guardrails,
        used: (step, by) => approvers.set(step, by.map((one) => one.by.id).join(', ')),
      });
      return {
        is: 'apply',
        approvals: {
          ...approvals,
          ...(isFirst(plan, decisions) ? { stack: new Set(['loosen', 'shrink'] as const) } : {}),
        },
      };
    },
    approvedBy: (step) => approvers.get(step),
    async after(result, of) {
      await store.decide((before) => noted(before, result, of));
    },
    async took({ id, commit }, contributors) {
      await store.decide((before) => {
        const { taken } = before;
        // Nobody accepted anything yet: that is a person's to do.
        if (taken === undefined && needsBaseline) return before;
        if (taken?.revision === id) return withAuthor(before, taken, commit);
        return {
          ...before,
          taken: {
            revision: id,
            ...(commit === undefined ? {} : { commit: commit.id }),
            at: clock.now(),
            by: self,
            under: taken?.under ?? under,
            contributors: contributorsWith(taken?.contributors, contributors),
          },
        };
      });
      inForce = id;
    },
  };

  /**
   * Returns true if nothing may be written at all. Excludes even what was seen: to the journal it would look like an
   * apply.
   */
  function onlyObserves(decisions: Decisions, now: Instant): boolean {
    const isLent = decisions.yielded !== undefined && now < decisions.yielded.until;
    const isUnaccepted = needsBaseline && decisions.taken === undefined;
    return maxMode === 'observe' || isLent || isUnaccepted || isNew(decisions, under);
  }

  /**
   * Returns true if a person accepted this revision as the first one: with it they accepted what its Stack allows.
   */
  function isFirst({ stackChange }: Plan, { taken }: Decisions): boolean {
    return (
      stackChange?.first === true &&
      taken !== undefined &&
      taken.by.id !== self.id &&
      taken.revision === inForce
    );
  }

  /** Notes what a pass leaves behind. Avoids writing equal decisions again. */
  function noted(
    before: Decisions,
    result: PassResult,
    { look, revision }: Parameters<Decider['after']>[1],
  ): Decisions {
    const now = clock.now();
    const withCounts = counted(before, result, now);
    const isWhole = look === 'full' && result.seen === 'complete' && result.plan.scope.is === 'all';
    const whole = isWhole ? afterWhole(withCounts, result, { revision, now }) : withCounts;
    // What is new has no say in what was in sync before it.
    const after = isNew(whole, under) ? whole : judged(whole, result, { look, under });
    const isRead = parts.unreachableSince() === undefined;
    return isRead && now - (after.sourceReadAt ?? 0) >= hour ? { ...after, sourceReadAt: now } : after;
  }

  function afterWhole(
    before: Decisions,
    result: PassResult,
    { revision, now }: { readonly revision: string | undefined; readonly now: Instant },
  ): Decisions {
    if (isNew(before, under)) return upgraded(before, result.plan, { under, at: now });
    const { taken } = before;
    if (!isSettled(result) || taken === undefined || taken.contributors?.length === 0) return before;
    // What was looked at is not what was taken since: of the newer commits nothing is done yet.
    if (revision !== taken.revision) return before;
    return { ...before, taken: { ...taken, contributors: [] } };
  }
}

/** Bars at least the author of what a person let in from approving it: nobody knows the commits between. */
function withAuthor(before: Decisions, taken: Taken, commit: Commit | undefined): Decisions {
  if (taken.contributors !== undefined || commit === undefined) return before;
  return { ...before, taken: { ...taken, contributors: contributorsOf([commit]) } };
}

/**
 * Tests whether nothing of Git is left to do: then the commits so far are settled, and their authors may approve
 * again.
 */
function isSettled({ plan, outcomes }: PassResult): boolean {
  const { stackChange, steps, resources } = plan;
  if (stackChange !== undefined && stackChange.gate.is !== 'released') return false;
  // Of what could not be read nobody can tell whether Git has something to do there.
  // Nor of what cannot be planned: whoever can tag can make it so, and put an end to it once nobody is barred any more.
  if (
    resources.some(
      ({ failure, unreadable, blocked, deferred }) =>
        failure !== undefined || unreadable.length > 0 || blocked !== undefined || deferred.length > 0,
    )
  )
    return false;
  return steps.every((step) => motiveOf(step) !== 'follows-git' || outcomes.get(step.id)?.is === 'done');
}
