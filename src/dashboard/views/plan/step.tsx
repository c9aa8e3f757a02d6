import type { VNode } from 'preact';
import type { PlanPage } from '../../../server/types.ts';
import type { Choice, OfPlan } from '../../api/ask-plan.ts';
import { Change, Fold, Json } from '../../parts/diff.tsx';
import { Pill } from '../../parts/pill.tsx';
import { Sentence } from '../../parts/sentence.tsx';
import { resourcePath } from '../../router.ts';
import {
  linesOf,
  partWords,
  verbWords,
  type PlanSection,
  type PlanStep,
  type Standing,
} from '../../words/step.ts';
import { Decide } from './waiting.tsx';

interface StepProps {
  readonly section: PlanSection;
  readonly step: PlanStep;
  readonly standing: Standing;
  readonly choice: Choice | undefined;
  readonly risky: PlanPage['risky'][number] | undefined;
  readonly of: OfPlan;
}

/** Shows one step: its turn, how it stands, why it is dangerous, what changes, and its calls. */
export function PlannedStep({ section, step, standing, choice, risky, of }: StepProps): VNode {
  const addresses = [section.address, ...step.after];
  const lines = linesOf(section, step);
  const reason = risky?.why ?? standing.text;
  // The reason often begins with what the gate says.
  const showsStanding = standing.text !== undefined && reason?.startsWith(standing.text) !== true;
  return (
    <li class={`step edge-${standing.tone}`}>
      <span class="turn" title="Its turn in the order of execution">
        <span class="unseen">Step </span>
        {step.turn}
      </span>
      <div class="step-text">
        <h3>
          <a class="name" href={resourcePath(section.address, of.source)}>
            <code>{section.address}</code>
          </a>{' '}
          {partWords(step.name)} <span class="soft">{verbWords(step)}</span>{' '}
          <Pill tone={standing.tone}>{standing.word}</Pill>
          {step.gate.is === 'approval' &&
            step.gate.classes.map((one) => (
              <span key={one} class="class" title="The class that an approver needs">
                {one}
              </span>
            ))}
        </h3>
        {reason !== undefined && (
          <p>
            <Sentence text={reason} addresses={addresses} source={of.source} />
          </p>
        )}
        {showsStanding && (
          <p class="soft">
            <Sentence text={standing.text ?? ''} addresses={addresses} source={of.source} />
          </p>
        )}
        {lines.length > 0 &&
          (lines.length <= 6 || standing.is === 'waits' ? (
            <Lines lines={lines} />
          ) : (
            <Fold title={`${String(lines.length)} changes`}>{() => <Lines lines={lines} />}</Fold>
          ))}
        <Calls step={step} />
      </div>
      {choice !== undefined && <Decide choices={[choice]} of={of} />}
    </li>
  );
}

function Lines({ lines }: { readonly lines: PlanSection['lines'] }): VNode {
  return (
    <div class="changes">
      {lines.map((line) => (
        <Change key={line.path} {...line} />
      ))}
    </div>
  );
}

/** Shows the requests of a step, exactly as they are sent. */
export function Calls({ step: { calls, after } }: { readonly step: PlanStep }): VNode {
  if (calls.length === 0) return <></>;
  return (
    <Fold title={calls.map(({ op }) => op).join(', ')}>
      {() => (
        <>
          {after.length > 0 && (
            <p class="soft">
              It waits for <Sentence text={after.join(', ')} addresses={after} />.
            </p>
          )}
          {calls.map(({ op, at, input }, index) => (
            <div key={index}>
              <p>
                <code>{op}</code>{' '}
                <span class="soft">
                  in {at.account}, {at.region}
                </span>
              </p>
              <Json value={readable(input)} label={`the request of ${op}`} />
            </div>
          ))}
        </>
      )}
    </Fold>
  );
}

/** Shows policies, which AWS takes as text, as the JSON that they are. */
function readable(input: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, typeof value === 'string' ? parsed(value) : value]),
  );
}

function parsed(text: string): unknown {
  if (!text.startsWith('{')) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
