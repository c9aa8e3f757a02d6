import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { Empty } from '../../parts/answer.tsx';
import { inTurn, standingOf } from '../../words/step.ts';
import { PlannedStep } from './step.tsx';
import { choicesOf, type PlanProps } from './waiting.tsx';

/** More rows at once make a phone slow. */
const page = 100;

/** Shows the steps in their order of execution: all of them, or those that wait for a person. */
export function Steps(props: PlanProps): VNode {
  const { plan, decided, of } = props;
  const all = inTurn(plan.sections);
  const waiting = all.filter(({ step }) => standingOf(step, decided).is === 'waits');
  const chosen = useSignal<'all' | 'waiting' | undefined>(undefined);
  const most = useSignal(page);
  const choice = chosen.value ?? (waiting.length > 0 ? 'waiting' : 'all');
  const shown = choice === 'waiting' ? waiting : all;
  const choices = choicesOf(props);
  const others = plan.sections.filter(({ steps }) => steps.length === 0);
  return (
    <section aria-labelledby="steps-title">
      <h2 id="steps-title" class="with-choice">
        Steps <span class="soft">in their order of execution</span>
        <span class="choice" role="group" aria-label="Which steps">
          {(['waiting', 'all'] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={choice === one}
              onClick={() => (chosen.value = one)}
            >
              {one === 'all' ? `All ${String(all.length)}` : `Waiting ${String(waiting.length)}`}
            </button>
          ))}
        </span>
      </h2>
      {shown.length === 0 ? (
        <Empty title={choice === 'waiting' ? 'No step waits for a person' : 'Nothing to do'} />
      ) : (
        <ol class="list steps">
          {shown.slice(0, most.value).map(({ section, step }) => (
            <PlannedStep
              key={step.id}
              section={section}
              step={step}
              standing={standingOf(step, decided)}
              choice={choices.find((one) => one.step === step.id)}
              risky={plan.risky.find((one) => one.step === step.id)}
              of={of}
            />
          ))}
        </ol>
      )}
      {shown.length > most.value && (
        <button type="button" onClick={() => (most.value += page)}>
          Show more
        </button>
      )}
      {choice === 'all' && others.length > 0 && (
        <ul class="list steps">
          {others.slice(0, page).map((section) => (
            <li key={section.address} class="step">
              <h3>
                <a class="name" href={`/resources/${section.address}`}>
                  <code>{section.address}</code>
                </a>{' '}
                <span class="soft">{section.verb}</span>
              </h3>
              {section.blocked !== undefined && (
                <p>
                  {section.blocked.why}. {section.blocked.release}
                </p>
              )}
              {[...section.unreadable.map(({ message }) => message), ...section.notes].map((text) => (
                <p key={text} class="soft">
                  {text}
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
