import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Overview } from '../server/types.ts';
import { reads } from './api/reads.ts';
import { Banners } from './frame/banners.tsx';
import { Header } from './frame/header.tsx';
import { KeysDialog } from './frame/keys-dialog.tsx';
import { Renewal, SignIn } from './frame/sign-in.tsx';
import { ConfirmDialog } from './parts/confirm.tsx';
import { Messages } from './parts/messages.tsx';
import { titleOf, type Place } from './router.ts';
import { seeksSearch } from './state/keys.ts';
import { place } from './state/location.ts';
import { OverviewContext, shownIn } from './state/overview.ts';
import { useRead } from './state/read.ts';
import { signedIn } from './state/session.ts';
import { totalsOf } from './words/totals.ts';
import { HistoryView } from './views/history.tsx';
import { MapView } from './views/map.tsx';
import { NotFoundView } from './views/not-found.tsx';
import { NowView } from './views/now.tsx';
import { PlanView } from './views/plan.tsx';
import { PlansView } from './views/plans.tsx';
import { ResourceView } from './views/resource.tsx';
import { ResourcesView } from './views/resources.tsx';

/** Shows the page to who is signed in, and the way in to everybody else. */
export function App(): VNode {
  const { value } = signedIn;
  if (value.is === 'asking') return <></>;
  if (value.is === 'out' && value.ended === undefined) return <SignIn />;
  return (
    <>
      <Frame />
      {value.is === 'out' && <Renewal />}
    </>
  );
}

function Frame(): VNode {
  const overview = useRead(reads.overview());
  const main = useRef<HTMLElement>(null);
  const shown = place.value;
  const title = titleOf(shown);
  const isFirst = useRef(true);
  useTitle(title, overview.value.value);
  useEffect(() => {
    // A screen reader learns of the new view by the focus; at the first one the browser tells it.
    if (!isFirst.current) {
      const search = seeksSearch.peek() ? main.current?.querySelector<HTMLElement>('[data-search]') : null;
      seeksSearch.value = false;
      (search ?? main.current)?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    isFirst.current = false;
  }, [title]);
  return (
    <OverviewContext.Provider value={overview}>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <Header />
      <main id="main" ref={main} tabIndex={-1}>
        <Banners />
        <View place={shown} />
      </main>
      <ConfirmDialog />
      <KeysDialog />
      <Messages />
    </OverviewContext.Provider>
  );
}

/** Shows the view in the tab of the browser, with the number of dangers: they are seen from another tab too. */
function useTitle(title: string, overview: Overview | undefined): void {
  const critical = overview === undefined ? 0 : totalsOf(shownIn(overview)).critical;
  useEffect(() => {
    document.title = `${critical > 0 ? `(${String(critical)}) ` : ''}${title} · Keywright`;
  }, [title, critical]);
}

function View({ place: shown }: { readonly place: Place }): VNode {
  switch (shown.is) {
    case 'now':
      return <NowView />;
    case 'resources':
      return <ResourcesView />;
    case 'resource':
      return <ResourceView address={shown.address} key={shown.address} />;
    case 'plans':
      return <PlansView />;
    case 'plan':
      return <PlanView id={shown.id} key={shown.id} />;
    case 'history':
      return <HistoryView />;
    case 'map':
      return <MapView />;
    case 'unknown':
      return <NotFoundView />;
  }
}
