import type { VNode } from 'preact';
import { Age } from '../parts/age.tsx';
import { Icon } from '../parts/icon.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { isOutdated } from '../state/live.ts';
import { shownIn, useOverview } from '../state/overview.ts';
import { bannersOf, closedBanner, type Banner } from '../words/banners.ts';

/** Shows what nobody may miss about a whole Stack. */
export function Banners(): VNode {
  const { value, failure, at } = useOverview().value;
  const sources = value === undefined ? [] : shownIn(value);
  const closed = value === undefined ? undefined : closedBanner(value);
  const banners = [...(closed === undefined ? [] : [closed]), ...sources.flatMap(bannersOf)];
  const isAway = failure?.is === 'unreachable';
  return (
    <div class="banners">
      {isAway && (
        <div class="banner tone-danger" role="alert">
          <Icon is="alert" />
          <p>
            <strong>The daemon does not answer.</strong>{' '}
            {at === undefined ? (
              'The page tries again automatically.'
            ) : (
              <>
                What you see is from <Age at={new Date(at).toISOString()} />.
              </>
            )}
          </p>
        </div>
      )}
      {isOutdated.value && (
        <div class="banner tone-motion" role="status">
          <Icon is="alert" />
          <p>
            <strong>The daemon was updated.</strong> This page is of the version before.
          </p>
          <button type="button" onClick={() => location.reload()}>
            Load the new page
          </button>
        </div>
      )}
      {banners.map((banner) => (
        <One key={banner.key} banner={banner} showsStack={(value?.items.length ?? 0) > 1} />
      ))}
    </div>
  );
}

function One({ banner, showsStack }: { readonly banner: Banner; readonly showsStack: boolean }): VNode {
  const { tone, stack, title, text, since, until } = banner;
  return (
    <div class={`banner tone-${tone}`} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon is="alert" />
      <p>
        {showsStack && <code>{stack}</code>} <strong>{title}</strong>{' '}
        {text !== undefined && <Sentence text={text} />}
      </p>
      <span class="when">
        {since !== undefined && (
          <>
            since <Age at={since} is="length" />
          </>
        )}
        {until !== undefined && (
          <>
            ends <Age at={until} is="until" />
          </>
        )}
      </span>
    </div>
  );
}
