import type { Address } from '../../model/address.ts';
import { showPlace, type Call } from '../../model/call.ts';
import { digestOf } from '../../model/digest.ts';
import type { Gate, Moved, Plan, ResourcePlan, Step, StepId } from '../../model/plan.ts';
import type { SavedPlan } from '../../model/saved-plan.ts';
import { hasUnknown } from '../../model/tree.ts';
import { callsAgree } from '../facet/calls-match.ts';
import { savedSentences } from '../../report/sentences/saved.ts';
import { isAsShown } from './as-shown.ts';
import { movedFootings } from './footing.ts';
import { goneOf } from './gone.ts';
import { movedBetween, movedCalls } from './moved.ts';
import { pairsOf } from './pairs.ts';
import { facetIdOf, facetNameOf } from '../../model/step-id.ts';
import { blockOf } from '../../model/reasons.ts';

export type Bound = Pick<SavedPlan, 'plan' | 'restsOn' | 'madeAt' | 'expiresAt'>;

type Blocked = Extract<Gate, { readonly is: 'blocked' }>;

/**
 * Holds a fresh plan of the same desired values to a saved one. A step runs only if the saved plan has it with the
 * same desired and observed digests and calls. What AWS has assigned since is filled in there. The others are
 * blocked, stale with what moved, or not in that plan; so is what comes after them. Pure.
 */
export function bind(fresh: Plan, saved: Bound): Plan {
  const pairs = pairsOf(fresh.steps, saved.plan.steps);
  const now = new Map(fresh.resources.map((one) => [one.address, one]));
  const before = new Map(saved.plan.resources.map((one) => [one.address, one]));
  const assigned = (address: Address): readonly string[] => Object.values(now.get(address)?.ids ?? {});
  const held = new Map<StepId, { readonly inPlan: boolean }>();
  const steps = fresh.steps.map((step): Step => {
    const gate = gateOf(step) ?? afterHeld(step);
    if (gate === undefined) return withShownDangers(step, pairs.earlier(step));
    held.set(step.id, { inPlan: gate.code !== 'engine.not-in-plan' });
    return step.gate.is === 'blocked' ? step : { ...step, gate };
  });

  function gateOf(step: Step): Blocked | undefined {
    const planned = pairs.earlier(step);
    if (planned === undefined) return unplanned(step);
    const footing = movedFootings(saved.restsOn.get(planned.id) ?? [], now, saved.plan.steps);
    if (footing.length > 0) {
      const addresses = footing.map(({ address }) => address);
      return stale(savedSentences.footingMoved({ addresses }), footing);
    }
    return isSame(step, planned) ? undefined : stale(whyOf(step, planned), movedOf(step, planned));
  }

  /** Reports another half of what the plan writes as what moved, and what it does not write as new. */
  function unplanned(step: Step): Blocked {
    const other = saved.plan.steps.find((one) => facetIdOf(one) === facetIdOf(step));
    return other === undefined ? notInPlan : stale(whyOf(step, other), movedOf(step, other));
  }

  function afterHeld(step: Step): Blocked | undefined {
    for (const cause of step.after) {
      const found = held.get(cause);
      if (found !== undefined) return stale(savedSentences.afterHeld({ cause, ...found }), []);
    }
    return undefined;
  }

  function isSame(step: Step, planned: Step): boolean {
    if (isDefaultNow(step, planned)) return sameOperations(planned.calls, step.calls);
    const nextHalf = isNextHalf(step, planned);
    const seen = step.observed === planned.observed || nextHalf;
    // A value that AWS has assigned since has another digest; the calls then tell that all else is equal.
    const wants = step.desired === planned.desired || hasUnknown(planned.calls.map(({ input }) => input));
    return (
      step.half === planned.half &&
      seen &&
      wants &&
      callsAgree(planned.calls, step.calls, assigned) &&
      isAsShown(planned, step, { assigned, nextHalf })
    );
  }

  /**
   * Returns true if nothing was there when it was planned, and what it belongs to was made by now. It was made with
   * AWS's default, which counts as nothing there and may be sent back. The same is so in the run that makes it
   * (apply/facet-step.ts).
   */
  function isDefaultNow(step: Step, planned: Step): boolean {
    const then = before.get(step.address);
    const since = now.get(step.address);
    const nothing = planned.observed === nothingThere && then?.exists === false && since?.exists === false;
    return nothing && step.observed !== nothingThere;
  }

  /** Returns true if an earlier write of the facet is done: what it left is what the next one finds. */
  function isNextHalf(step: Step, planned: Step): boolean {
    return saved.plan.steps.some(
      (one) =>
        one !== planned &&
        facetIdOf(one) === facetIdOf(planned) &&
        (one.half === 'expand' || one.narrows !== undefined) &&
        pairs.fresh(one) === undefined &&
        step.observed === one.desired,
    );
  }

  function movedOf(step: Step, planned: Step): readonly Moved[] {
    const ofFacet = (all: readonly Step[]): readonly Step[] =>
      all.filter((one) => facetIdOf(one) === facetIdOf(planned));
    const moved = movedBetween(ofFacet(saved.plan.steps), ofFacet(fresh.steps));
    return moved.length > 0 ? moved : movedCalls(step.address, planned.calls, step.calls);
  }

  const gone = pairs.gone.map((step) => ({
    step,
    judged: goneOf(step, before.get(step.address), now.get(step.address)),
  }));
  const ghosts = gone.flatMap(({ step, judged }): readonly Step[] =>
    judged.is === 'already' ? [] : [{ ...step, after: [], gate: stale(judged.why, judged.moved) }],
  );
  return {
    ...fresh,
    resources: withGhosts(fresh.resources, ghosts),
    steps: [...steps, ...ghosts],
    saved: {
      madeAt: saved.madeAt,
      expiresAt: saved.expiresAt,
      already: gone.filter(({ judged }) => judged.is === 'already').map(({ step }) => step.id),
    },
  };
}

/** Keeps every danger that people were shown, so that edited or re-evaluated values beside it remove no approval. */
function withShownDangers(step: Step, planned: Step | undefined): Step {
  if (planned === undefined) return step;
  const own = new Set(step.risks.map((risk) => risk.class));
  const { gate } = planned;
  // A Stack that waits is judged by the accepted one, whatever the file says of it.
  const ofStep =
    gate.is === 'approval' ? gate.classes.filter((one) => one !== 'loosen' && one !== 'shrink') : [];
  const waited = ofStep.map((one) => ({ class: one, message: gate.is === 'approval' ? gate.why : '' }));
  const shown = [...planned.risks, ...waited].filter(
    (risk) => risk.class !== 'repair' && !own.has(risk.class),
  );
  const risks = [...new Map(shown.map((risk) => [risk.class, risk])).values()];
  return {
    ...step,
    risks: [...step.risks, ...risks],
    ...(planned.repair === 'access-giving' ? { repair: planned.repair } : {}),
  };
}

function whyOf(step: Step, planned: Step): string {
  if (step.observed === planned.observed) return savedSentences.otherCalls();
  return savedSentences.changed({ facet: facetNameOf(step.name), address: step.address });
}

function sameOperations(planned: readonly Call[], fresh: readonly Call[]): boolean {
  const shown = (calls: readonly Call[]): string =>
    calls.map(({ op, at }) => `${op} ${showPlace(at)}`).join('\n');
  return shown(planned) === shown(fresh);
}

const nothingThere = digestOf(undefined);

const notInPlan: Blocked = {
  is: 'blocked',
  ...blockOf('engine.not-in-plan', savedSentences.notInPlan()),
};

function stale(why: string, moved: readonly Moved[]): Blocked {
  const block = blockOf('engine.stale', savedSentences.stale({ why }));
  return { is: 'blocked', ...block, ...(moved.length === 0 ? {} : { moved }) };
}

/** Adds each step that no fresh plan has to its resource, where it is shown. */
function withGhosts(resources: readonly ResourcePlan[], ghosts: readonly Step[]): readonly ResourcePlan[] {
  const mine = Map.groupBy(ghosts, ({ address }) => address);
  return resources.map((one) => {
    const ids = (mine.get(one.address) ?? []).map(({ id }) => id);
    return ids.length === 0 ? one : { ...one, steps: [...one.steps, ...ids] };
  });
}
