import type { VNode } from 'preact';
import type { ResourcePage } from '../../../server/types.ts';
import { askResource } from '../../api/ask-decision.ts';
import { Age } from '../../parts/age.tsx';
import { HealthPill, Pill, SyncPill } from '../../parts/pill.tsx';
import { Sentence } from '../../parts/sentence.tsx';
import { openConfirm } from '../../state/asking.ts';
import { useOverview } from '../../state/overview.ts';
import { signedIn } from '../../state/session.ts';
import { mayOffer } from '../../words/allowed.ts';

/** Shows the verdict on a resource with its age and reason, and what can be done to it at any time. */
export function Head({ resource }: { readonly resource: ResourcePage }): VNode {
  const { row, why, hold, deletesAt, exists } = resource;
  const { address, sync, health, since, state, source } = row;
  const isMissing = !exists && sync !== 'Unknown';
  return (
    <div class="resource-head">
      <div>
        <h1>
          <code>{address}</code>
        </h1>
        <p class="meta">
          <SyncPill sync={sync} />
          <HealthPill health={health} />
          {state !== undefined && <Pill tone="plain">{state}</Pill>}
          {isMissing && <Pill tone="unknown">does not exist</Pill>}
          {since !== undefined && (
            <span>
              drifts since <Age at={since} is="length" />
            </span>
          )}
          <span>
            {row.readAt === undefined ? (
              'not read yet'
            ) : (
              <>
                read <Age at={row.readAt} />
              </>
            )}
          </span>
        </p>
        {why !== undefined && (
          <p>
            <Sentence text={why} addresses={[address]} />
          </p>
        )}
        {deletesAt !== undefined && (
          <p class="text-danger loud">
            AWS deletes it <Age at={deletesAt} is="until" />. What is encrypted with it is lost then.
          </p>
        )}
        {hold !== undefined && (
          <p class="text-waits">
            {hold.reason === 'held' ? 'Held: ' : 'Perhaps held: '}
            {hold.why}
          </p>
        )}
      </div>
      <Actions address={address} source={source} />
    </div>
  );
}

function Actions({ address, source }: { readonly address: string; readonly source: string }): VNode {
  const { value } = useOverview().value;
  const session = signedIn.value;
  if (session.is !== 'in' || !mayOffer(session.session.bindings, 'operator')) return <></>;
  const of = { source, namesSource: (value?.items.length ?? 0) > 1 };
  const inEffect = value?.items.find((one) => one.source === source)?.inEffect;
  const names = (one: { readonly addresses?: readonly string[] }): boolean =>
    one.addresses?.includes(address) === true;
  const isPaused = inEffect?.pauses.some(names) === true;
  const isSilent = inEffect?.silences.some(names) === true;
  return (
    <div class="buttons">
      <button type="button" onClick={() => openConfirm(askResource.look(address, of))}>
        Look now
      </button>
      {isPaused ? (
        <button type="button" onClick={() => openConfirm(askResource.resume(address, of))}>
          Resume
        </button>
      ) : (
        <button type="button" onClick={() => openConfirm(askResource.pause(address, of))}>
          Pause
        </button>
      )}
      {isSilent ? (
        <a class="button" href="/history">
          Silenced
        </a>
      ) : (
        <button type="button" onClick={() => openConfirm(askResource.silence(address, of))}>
          Silence
        </button>
      )}
    </div>
  );
}
