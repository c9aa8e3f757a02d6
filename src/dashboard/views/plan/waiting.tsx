import type { VNode } from 'preact';
import type { PlanPage } from '../../../server/types.ts';
import { approvalOf, rejectionOf, type Choice, type OfPlan } from '../../api/ask-plan.ts';
import { Pill } from '../../parts/pill.tsx';
import { Change } from '../../parts/diff.tsx';
import { Sentence } from '../../parts/sentence.tsx';
import { openConfirm } from '../../state/asking.ts';
import { signedIn } from '../../state/session.ts';
import { mayOffer } from '../../words/allowed.ts';
import { counted } from '../../words/sentence.ts';
import type { Decided } from '../../words/step.ts';

export interface PlanProps {
  readonly plan: PlanPage;
  readonly decided: Decided;
  readonly of: OfPlan;
}

/** Returns the steps that wait and on which nobody decided yet, each with the whole danger in words. */
export function choicesOf({ plan, decided }: Omit<PlanProps, 'of'>): readonly Choice[] {
  const settled = new Set([...decided.approvals, ...decided.rejections].map(({ step }) => step));
  return decided.waiting
    .filter(({ step }) => !settled.has(step))
    .map(({ step, classes, why }) => ({
      step,
      classes,
      why: plan.risky.find((one) => one.step === step)?.why ?? why,
    }));
}

/** Shows how many steps wait, and the buttons that decide on all of them; a change of the rules comes first. */
export function Waiting(props: PlanProps): VNode {
  const { plan, decided, of } = props;
  const choices = choicesOf(props);
  return (
    <>
      {plan.stackChange !== undefined && <StackChange change={plan.stackChange} {...props} />}
      {choices.length > 0 && (
        <section class="panel edge-waits waiting" aria-labelledby="waiting-title">
          <h2 id="waiting-title">{counted(choices.length, 'step waits', 'steps wait')} for approval</h2>
          <Decide choices={choices} of={of} hasMany={choices.length > 1} />
        </section>
      )}
      {choices.length === 0 && decided.approvals.length > 0 && (
        <p class="note tone-motion">
          {counted(decided.approvals.length, 'approval')} in effect: the steps run at the next pass.
        </p>
      )}
    </>
  );
}

/** Shows the buttons that approve and reject, or who could. */
export function Decide({
  choices,
  of,
  hasMany = false,
}: {
  readonly choices: readonly Choice[];
  readonly of: OfPlan;
  readonly hasMany?: boolean;
}): VNode {
  const { value } = signedIn;
  const bindings = value.is === 'in' ? value.session.bindings : [];
  const classes = choices.flatMap((choice) => choice.classes);
  const what = choices.map(({ step }) => step).join(', ');
  if (!mayOffer(bindings, 'approver'))
    return <p class="soft">An approver of {[...new Set(classes)].join(', ')} can decide.</p>;
  return (
    <div class="buttons">
      {mayOffer(bindings, 'approver', classes) ? (
        <button type="button" class="primary" onClick={() => openConfirm(approvalOf(choices, of))}>
          {hasMany ? `Approve all ${String(choices.length)}` : 'Approve'}
          <span class="unseen">: {what}</span>
        </button>
      ) : (
        <span class="soft">An approver of {[...new Set(classes)].join(', ')} can approve.</span>
      )}
      <button type="button" onClick={() => openConfirm(rejectionOf(choices, of))}>
        {hasMany ? 'Reject all' : 'Reject'}
        <span class="unseen">: {what}</span>
      </button>
    </div>
  );
}

function StackChange({
  change,
  decided,
  of,
  plan,
}: PlanProps & { readonly change: NonNullable<PlanPage['stackChange']> }): VNode {
  const { first, loosened, dropped, managed, gate } = change;
  const id = `Stack/${plan.stack}#change`;
  const choice = choicesOf({ plan, decided }).find(({ step }) => step === id);
  return (
    <section class="panel edge-danger" aria-labelledby="loosened-title">
      <h2 id="loosened-title">
        {first ? 'No Stack is accepted yet' : 'This commit changes its own rules'}{' '}
        {gate.is !== 'released' && gate.is === 'approval' && <Pill tone="waits">waits for approval</Pill>}
      </h2>
      {dropped.length > 0 && (
        <p>
          It deletes the manifests of {dropped.length} of {counted(managed, 'resource')}: {dropped.join(', ')}
          . Nothing is revoked or forgotten before a person approves.
        </p>
      )}
      {loosened.length > 0 && (
        <p class="soft">
          {first
            ? 'Until this one is accepted, the strictest values apply instead of these:'
            : 'Until it is accepted, the last accepted rules apply:'}
        </p>
      )}
      {loosened.map(({ path, address, before, after, why }) => (
        <div key={`${address ?? ''} ${path}`}>
          <p>
            <Sentence
              text={`${address ?? 'The Stack'} ${why}`}
              addresses={address === undefined ? [] : [address]}
              source={of.source}
            />
          </p>
          <Change path={path} before={before} after={after} />
        </div>
      ))}
      {choice !== undefined && <Decide choices={[choice]} of={of} />}
    </section>
  );
}
