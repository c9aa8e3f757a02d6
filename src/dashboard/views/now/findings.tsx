import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Attention, Finding } from '../../../server/types.ts';
import type { Known } from '../../api/reader.ts';
import { Answer, Empty } from '../../parts/answer.tsx';
import { announce } from '../../state/messages.ts';
import { useOverview } from '../../state/overview.ts';
import { nameOf, newIn } from '../../words/news.ts';
import { counted } from '../../words/sentence.ts';
import { FindingRow } from './finding.tsx';

/** Shows what needs a person, the most dangerous first. */
export function Findings({ known }: { readonly known: Known<Attention> }): VNode {
  useNews(known.value?.items);
  return (
    <section aria-labelledby="attention-title">
      <h2 id="attention-title">
        Needs attention <span>most dangerous first</span>
      </h2>
      <Answer known={known}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Calm />
          ) : (
            <>
              <ul class="list findings">
                {items.map((finding) => (
                  <FindingRow key={nameOf(finding)} finding={finding} />
                ))}
              </ul>
              {total > items.length && (
                <p class="soft">
                  {counted(total - items.length, 'more finding')}:{' '}
                  <a href="/resources">look at the resources</a>.
                </p>
              )}
            </>
          )
        }
      </Answer>
    </section>
  );
}

/** Says that nothing needs a person, and how far this can be relied on. */
function Calm(): VNode {
  const { value } = useOverview().value;
  if (value?.items.length === 0)
    return (
      <Empty title="Nothing is open to you">
        <p>Other people may see findings here.</p>
      </Empty>
    );
  const isStale = value?.items.some(({ look, daemon }) => look.stale || !daemon.ready) === true;
  return (
    <Empty title={isStale ? 'Nothing is known to need you' : 'Nothing needs you'}>
      <p>
        {isStale
          ? 'The last full look is old, or the daemon is not ready. See the notice above.'
          : 'Keywright keeps looking. What it finds appears here.'}
      </p>
    </Empty>
  );
}

/** Tells screen readers of new findings. */
function useNews(items: readonly Finding[] | undefined): void {
  const before = useRef<ReadonlySet<string> | undefined>(undefined);
  useEffect(() => {
    if (items === undefined) return;
    const news = newIn(before.current, items);
    if (news.length > 0) announce(`New: ${news.join('. ')}.`);
    before.current = new Set(items.map(nameOf));
  }, [items]);
}
