import type { VNode } from 'preact';
import type { ResourcePage } from '../../../server/types.ts';
import { Age, exactly } from '../../parts/age.tsx';
import { Change, Fold, Json } from '../../parts/diff.tsx';
import { Pill } from '../../parts/pill.tsx';
import { Sentence } from '../../parts/sentence.tsx';
import { planPath } from '../../router.ts';
import { dateOf } from '../../words/age.ts';
import { pathText } from '../../words/diff.ts';
import { counted } from '../../words/sentence.ts';

type Episode = ResourcePage['episodes'][number];

const ends: Readonly<Record<NonNullable<Episode['closedHow']>, string>> = {
  repaired: 'reverted by Keywright',
  'reverted-elsewhere': 'reverted by another writer',
  declared: 'declared in Git since',
  gone: 'the resource was deleted',
};

/** Shows what happened to the resource: drift, then writes and decisions, then what was applied. */
export function Past({ resource }: { readonly resource: ResourcePage }): VNode {
  const { episodes, events, applied, row } = resource;
  return (
    <section aria-labelledby="past-title">
      <h2 id="past-title">
        History <a href={`/history?address=${encodeURIComponent(row.address)}`}>all of it</a>
      </h2>
      <div class="list differences">
        {episodes.length === 0 && events.length === 0 && applied.length === 0 && (
          <p class="soft">Nothing is recorded yet.</p>
        )}
        {episodes.map((episode) => (
          <OneEpisode key={`${episode.facet} ${episode.openedAt}`} episode={episode} />
        ))}
        {events.length > 0 && (
          <Fold title={counted(events.length, 'event')} isOpen={episodes.length === 0}>
            {() => (
              <ol class="events">
                {events.map(({ at, text, subject, plan }, place) => (
                  <li key={events.length - place}>
                    <time dateTime={at} title={exactly(at)}>
                      {dateOf(Date.parse(at))}
                    </time>
                    <span>
                      <Sentence text={text} addresses={[row.address]} />{' '}
                      <span class="soft">
                        by {subject}
                        {plan !== undefined && (
                          <>
                            , <a href={planPath(plan, row.source)}>plan {plan}</a>
                          </>
                        )}
                      </span>
                    </span>
                  </li>
                ))}
              </ol>
            )}
          </Fold>
        )}
        {applied.length > 0 && (
          <Fold title={counted(applied.length, 'applied document')}>
            {() => (
              <>
                {applied.map(({ number, at, commit, facet, spec }) => (
                  <Fold
                    key={`${facet} ${String(number)}`}
                    title={`${String(number)}: ${facet}, ${dateOf(Date.parse(at))}${commit === undefined ? '' : `, commit ${commit.slice(0, 12)}`}`}
                  >
                    {() => (
                      <Json
                        value={Object.fromEntries(spec.map(({ path, value }) => [pathText(path), value]))}
                        label="the applied document"
                      />
                    )}
                  </Fold>
                ))}
              </>
            )}
          </Fold>
        )}
      </div>
    </section>
  );
}

function OneEpisode({ episode }: { readonly episode: Episode }): VNode {
  const { facet, changes, openedAt, closedAt, closedHow } = episode;
  const isOpen = closedAt === undefined;
  return (
    <div class="change">
      <p class="change-head">
        <Pill tone={isOpen ? 'danger' : 'done'}>{isOpen ? 'drift' : 'drift, over'}</Pill>
        <span>{facet}</span>
        <span class="soft">
          first seen <Age at={openedAt} />
          {closedAt !== undefined && (
            <>
              , {closedHow === undefined ? 'over' : ends[closedHow]} <Age at={closedAt} />
            </>
          )}
        </span>
      </p>
      {!isOpen && changes.length > 0 && (
        <Fold title={counted(changes.length, 'change')}>
          {() => (
            <>
              {changes.map((change) => (
                <Change key={change.path} path={change.path} before={change.before} after={change.after} />
              ))}
            </>
          )}
        </Fold>
      )}
    </div>
  );
}
