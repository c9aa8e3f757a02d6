import type { ApprovalClass } from '../../model/approval.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Plan, StackChange, StepId } from '../../model/plan.ts';
import type { Stack } from '../../model/resource.ts';
import { stackSentences } from '../../report/sentences/stack.ts';
import type { StackApprovals } from './accepts.ts';
import type { Baseline } from './baseline.ts';
import { loosened, type Holdings } from './findings.ts';
import { formerMarkIn } from './former.ts';
import type { Inventory } from '../observe/observed.ts';
import { shrunk } from './shrink.ts';
import { standsAlready, takenAway } from './standing.ts';

/** Returns what a person accepts besides the steps, or undefined if the commit loosens and drops nothing. */
export function stackChangeOf(
  baseline: Baseline,
  { declared, stack }: { readonly declared: Stack; readonly stack: Stack },
  held: Holdings,
  inventory: Inventory,
): StackChange | undefined {
  const { standing, managed } = baseline;
  const rest = loosened(baseline, declared, held);
  const found = standing === undefined ? rest : [standsAlready(standing, declared.settings), ...rest];
  const dropped =
    inventory.is === 'none'
      ? []
      : standing === undefined
        ? shrunk(baseline, declared)
        : takenAway(stack, declared);
  if (found.length === 0 && dropped.length === 0) return undefined;
  const first = baseline.accepted === undefined;
  const marked = standing?.is === 'marked' ? standing.addresses : [];
  const all = new Set<string>([...managed, ...marked, ...(standing === undefined ? [] : dropped)]);
  const change = { first, loosened: found, dropped, managed: all.size };
  return { ...change, gate: gateOf(change, new Set()) };
}

/** Releases, blocks or leaves waiting the plan's change of the Stack, by what was approved and what the run met. */
export function withStackGate(
  plan: Plan,
  approvals: StackApprovals,
  outcomes?: ReadonlyMap<StepId, Outcome>,
): Plan {
  const { stackChange } = plan;
  if (stackChange === undefined) return plan;
  const gate = formerMarkIn(plan, outcomes) ?? gateOf(stackChange, approvals);
  return { ...plan, stackChange: { ...stackChange, gate } };
}

function gateOf(
  { loosened: found, dropped, first }: Omit<StackChange, 'gate'>,
  approvals: StackApprovals,
): StackChange['gate'] {
  const needs: readonly ApprovalClass[] = [
    ...(dropped.length === 0 ? [] : (['shrink'] as const)),
    ...(found.length === 0 ? [] : (['loosen'] as const)),
  ];
  const classes = needs.filter((one) => !approvals.has(one));
  if (classes.length === 0) return { is: 'released' };
  const why = stackSentences.waits({
    dropped: classes.includes('shrink') ? dropped.length : 0,
    loosened: classes.includes('loosen') ? found : [],
    first,
  });
  return { is: 'approval', classes, reason: 'waits-for-approval', why };
}
