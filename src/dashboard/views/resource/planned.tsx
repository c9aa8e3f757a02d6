import type { VNode } from 'preact';
import type { ResourcePage } from '../../../server/types.ts';
import { planPath } from '../../router.ts';
import { useOverview } from '../../state/overview.ts';
import { standingOf, type Decided } from '../../words/step.ts';
import { PlannedStep } from '../plan/step.tsx';

/** Shows what the current plan does to the resource, with the calls as they are sent. */
export function Planned({ resource }: { readonly resource: ResourcePage }): VNode {
  const { section, planId, row, notes } = resource;
  const { value } = useOverview().value;
  const inEffect = value?.items.find(({ source }) => source === row.source)?.inEffect;
  if (section === undefined && notes.length === 0) return <></>;
  const steps = section?.steps ?? [];
  const decided: Decided = {
    approvals: inEffect?.approvals ?? [],
    rejections: inEffect?.rejections ?? [],
    waiting: steps.flatMap(({ id, gate }) =>
      gate.is === 'approval' ? [{ step: id, classes: gate.classes, reason: gate.reason, why: gate.why }] : [],
    ),
  };
  const of = { plan: planId ?? '', source: row.source, namesSource: (value?.items.length ?? 0) > 1 };
  return (
    <section aria-labelledby="planned-title">
      <h2 id="planned-title">
        What Keywright does{' '}
        {planId !== undefined && (
          <a href={planPath(planId, row.source)}>
            plan <code>{planId}</code>
          </a>
        )}
      </h2>
      {section?.blocked !== undefined && (
        <p class="note tone-waits">
          Blocked: {section.blocked.why}. {section.blocked.release}
        </p>
      )}
      {section?.unreadable.map(({ facet, op, message }) => (
        <p key={facet} class="note tone-unknown">
          {facet} cannot be read ({op}): {message}
        </p>
      ))}
      {section !== undefined && steps.length > 0 && (
        <ol class="list steps">
          {steps.map((step) => {
            const standing = standingOf(step, decided);
            const waits = decided.waiting.find((one) => one.step === step.id);
            return (
              <PlannedStep
                key={step.id}
                // The differences stand above.
                section={{ ...section, lines: [] }}
                step={step}
                standing={standing}
                choice={standing.is === 'waits' && planId !== undefined ? waits : undefined}
                risky={undefined}
                of={of}
              />
            );
          })}
        </ol>
      )}
      {notes.map((note) => (
        <p key={note} class="soft">
          {note}
        </p>
      ))}
    </section>
  );
}
