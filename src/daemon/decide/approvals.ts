import type { Approved as Given, Approvals } from '../../engine/decide/approvals.ts';
import type { Approval, Approved, Decisions, DecisionStore } from '../../model/decisions.ts';
import type { Guardrails } from '../../model/guardrails.ts';
import type { Instant } from '../../model/instant.ts';
import type { Plan, Step, StepId, Stop } from '../../model/plan.ts';
import { decidedSentences } from '../../report/sentences/decided.ts';
import { approvedOf, approvedStack, isOf } from './approved.ts';
import { isEnough } from './approvers.ts';

export interface ApprovalsGiven {
  readonly decisions: Decisions;
  readonly store: Pick<DecisionStore, 'decide'>;
  readonly now: () => Instant;
  readonly guardrails?: Guardrails | undefined;
  /** Digest of the guardrails. */
  readonly digest: string;
  /** Told whose approvals a step used up. */
  used?(step: StepId, by: readonly Approval[]): void;
}

/**
 * Gives what persons approved of a plan: a step counts as shown if enough unused approvals are of exactly this step.
 * Each is used up, and that is stored, before the first call of the step is sent (authority.md §3.13, §3.15).
 */
export function approvalsFrom(plan: Plan, given: ApprovalsGiven): Approvals {
  const { decisions, digest, store, now, guardrails } = given;
  const usedHere = new Set<string>();
  const of = (step: Step): Approved => approvedOf(step, { plan, guardrails: digest });
  const named = new Set(decisions.approvals.map((one) => one.of.step));
  const enough = (wanted: Approved, from: Decisions): readonly Approval[] => {
    const found = from.approvals.filter(
      (one) =>
        one.of.step === wanted.step &&
        (one.usedAt === undefined || usedHere.has(one.id)) &&
        one.until > now() &&
        isOf(one.of, wanted),
    );
    const approvers = { guardrails, contributors: from.taken?.contributors ?? [] };
    return isEnough(found, wanted.classes, approvers) ? found : [];
  };

  /** Returns true once the approvals of this are used up for this pass. */
  async function useUp(wanted: Approved): Promise<boolean> {
    let used: readonly Approval[] = [];
    await store.decide((before) => {
      used = enough(wanted, before);
      const ids = new Set(used.map(({ id }) => id));
      const fresh = used.some(({ usedAt }) => usedAt === undefined);
      return fresh
        ? { ...before, approvals: before.approvals.map((one) => marked(one, ids, now())) }
        : before;
    });
    for (const { id } of used) usedHere.add(id);
    if (used.length > 0) given.used?.(wanted.step, used);
    return used.length > 0;
  }

  /** Most steps have no approval at all, and digests of all calls are not free. */
  const isApproved = (step: Step): boolean => named.has(step.id) && enough(of(step), decisions).length > 0;

  const stack = approvedStack({ plan, guardrails: digest });
  const isStackApproved = stack !== undefined && enough(stack, decisions).length > 0;
  return {
    of: (step) => (isApproved(step) ? 'shown' : nothing),
    by: (step) => (named.has(step.id) ? enough(of(step), decisions).map(({ by }) => by.id) : []),
    stack: isStackApproved ? new Set(stack.classes) : nothing,
    async use(step): Promise<Stop | undefined> {
      if (!isApproved(step)) return undefined;
      const wanted = of(step);
      if (await useUp(wanted)) return undefined;
      return {
        is: 'approval',
        classes: [...wanted.classes],
        reason: 'waits-for-approval',
        why: decidedSentences.approvalGone(),
      };
    },
    async begin() {
      if (isStackApproved) await useUp(stack);
    },
  };
}

const nothing: Given = new Set();

function marked(approval: Approval, ids: ReadonlySet<string>, usedAt: Instant): Approval {
  return ids.has(approval.id) && approval.usedAt === undefined ? { ...approval, usedAt } : approval;
}
