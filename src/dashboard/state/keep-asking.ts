import { effect } from '@preact/signals';
import type { Topic } from '../api/reads.ts';
import { liveState, whenChanged } from './live.ts';
import { signedIn } from './session.ts';

/** The page asks more often while no stream tells of changes. */
const pollEvery = { live: 60_000, connecting: 15_000, polling: 10_000 } as const;

/**
 * Asks now, whenever one of these topics changes, and from time to time while the tab is in sight. Whoever is signed
 * out asks for nothing. Returns what ends that.
 */
export function keepAsking(topics: readonly Topic[], ask: () => void): () => void {
  const stopFollowing = effect(() => (signedIn.value.is === 'in' ? whenChanged(topics, ask) : undefined));
  const stopPolling = effect(() => {
    if (signedIn.value.is !== 'in') return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') ask();
    }, pollEvery[liveState.value]);
    return () => clearInterval(timer);
  });
  return () => {
    stopFollowing();
    stopPolling();
  };
}
