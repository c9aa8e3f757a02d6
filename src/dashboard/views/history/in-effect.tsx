import type { VNode } from 'preact';
import { standingIn, type Standing } from '../../api/ask-decision.ts';
import { Age } from '../../parts/age.tsx';
import { Pill } from '../../parts/pill.tsx';
import { Sentence } from '../../parts/sentence.tsx';
import { openConfirm } from '../../state/asking.ts';
import { shownIn, useOverview } from '../../state/overview.ts';
import { signedIn } from '../../state/session.ts';
import { mayOffer } from '../../words/allowed.ts';

/** Shows the decisions of persons that count now, each with the button that ends it. */
export function InEffect(): VNode {
  const { value } = useOverview().value;
  const namesSource = (value?.items.length ?? 0) > 1;
  const sources = value === undefined ? [] : shownIn(value);
  const all = sources.flatMap(({ source, inEffect }) =>
    inEffect === undefined
      ? []
      : standingIn(inEffect, { source, namesSource }).map((standing) => ({ source, standing })),
  );
  if (all.length === 0) return <></>;
  return (
    <section aria-labelledby="effect-title">
      <h2 id="effect-title">Decisions in effect</h2>
      <ul class="list decisions">
        {all.map(({ source, standing }) => (
          <Decision key={`${source} ${standing.key}`} source={source} standing={standing} />
        ))}
      </ul>
    </section>
  );
}

/** Shows one decision: what it does, its author, why, until when. */
export function Decision({
  source,
  standing,
}: {
  readonly source: string;
  readonly standing: Standing;
}): VNode {
  const { is, by, text, note, at, until, addresses, role, end } = standing;
  const { value } = signedIn;
  const isAllowed = value.is === 'in' && mayOffer(value.session.bindings, role);
  return (
    <li class="decision">
      <div class="decision-text">
        <p>
          <Pill tone="waits">{is}</Pill> <Sentence text={text} addresses={addresses} source={source} />
        </p>
        <p class="meta">
          <span>
            by {by} <Age at={at} />
          </span>
          {note !== '' && <span>{note}</span>}
          {until !== undefined && (
            <span>
              ends <Age at={until} is="until" />
            </span>
          )}
        </p>
      </div>
      {end !== undefined &&
        (isAllowed ? (
          <button type="button" onClick={() => openConfirm(end)}>
            {end.verb}
            <span class="unseen">: {text}</span>
          </button>
        ) : (
          <span class="soft">an {role} can end it</span>
        ))}
    </li>
  );
}
