import type { Address } from '../../model/address.ts';
import type { Aws, AwsFailure, CallOptions } from '../../model/call.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Gate, Plan, Step } from '../../model/plan.ts';
import { markOf, type StackId } from '../../model/resource.ts';
import { blockOf } from '../../model/reasons.ts';
import { identitySentences } from '../../report/sentences/identity.ts';
import { stackMarksIn, type StackMark } from './stack-marks.ts';

export interface Creates {
  readonly plan: Plan;
  readonly own: StackId;
  readonly kinds: ReadonlyMap<string, AnyKind>;
  readonly aws: Aws;
  readonly options: CallOptions;
}

/**
 * Looks for other marks before a Stack creates a key: where the state was lost, a changed name or uid would make a
 * second key for each one that exists. The mark of the same name or uid blocks. One of the same address under another
 * name and uid may be a Stack of its own, so a person decides. Every create asks, whatever is accepted: a run that was
 * blocked for this must not open the way for the next.
 */
export async function beforeCreate({ plan, own, kinds, aws, options }: Creates): Promise<Plan> {
  const creates = plan.steps.filter(
    ({ action, kind }) => action === 'create' && kinds.get(kind)?.identity.by === 'mark',
  );
  const found = await stackMarksIn(
    creates.map(({ place }) => place),
    aws,
    options,
  );
  const marks = found.is === 'ok' ? found.marks.filter(({ stack }) => stack !== markOf(own)) : [];
  const former = marks.filter(({ stack }) => isFormer(stack, own));
  const created = new Set<Address>(creates.map(({ address }) => address));
  const block = found.is === 'ok' ? formerGate(former, own) : unreadGate(found.failure);
  return {
    ...plan,
    steps: plan.steps.map((step) => {
      if (!created.has(step.address) || step.action !== 'create') return step;
      return block === undefined ? withNamesakes(step, marks) : { ...step, gate: block };
    }),
  };
}

/** Returns true if a mark has our name with another uid, or our uid with another name. */
export function isFormer(mark: string, own: StackId): boolean {
  const [name, uid] = mark.split('/');
  return name === own.name || uid === own.uid;
}

function formerGate(marks: readonly StackMark[], own: StackId): Gate | undefined {
  if (marks.length === 0) return undefined;
  return {
    is: 'blocked',
    ...blockOf('engine.former-mark', identitySentences.formerMarks({ marks, own: markOf(own) })),
  };
}

function unreadGate(failure: AwsFailure): Gate {
  return {
    is: 'blocked',
    ...blockOf('engine.former-mark', identitySentences.unreadFormerMarks(failure), 'unreadable'),
  };
}

function withNamesakes(step: Step, marks: readonly StackMark[]): Step {
  const risks = marks
    .filter(({ address }) => address === step.address)
    .map(({ arn, stack }) => ({
      class: 'loosen' as const,
      message: identitySentences.namesake({ address: step.address, arn, stack }),
    }));
  return risks.length === 0 ? step : { ...step, risks: [...step.risks, ...risks] };
}
