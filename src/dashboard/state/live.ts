import { computed, effect, signal } from '@preact/signals';
import type { Live } from '../../server/types.ts';
import type { Topic } from '../api/reads.ts';
import type { StreamEvent } from '../live/parse.ts';
import { follow } from '../live/stream.ts';
import { noteServerTime } from './clock.ts';
import { client, rejoin, signedIn } from './session.ts';

/** `polling`: the daemon has no stream, so the page asks again from time to time. */
export type LiveState = 'connecting' | 'live' | 'polling';

export const liveState = signal<LiveState>('connecting');

/** True once a newer daemon serves this page than the one that it was loaded from. */
export const isOutdated = signal(false);

/** How often each topic changed: whoever reads one asks again when its number moves. */
export const changes = signal<Readonly<Record<Topic, number>>>({
  overview: 0,
  attention: 0,
  resources: 0,
  plans: 0,
  timeline: 0,
});

/** Acts now, and each time that one of these topics changes. Returns what ends that. */
export function whenChanged(topics: readonly Topic[], act: () => void): () => void {
  const counts = computed(() => topics.map((topic) => changes.value[topic]).join(' '));
  return counts.subscribe(act);
}

/** What changed last, row by row: a list may show it before it asks again. */
export const lastChange = signal<Live['changed'] | undefined>(undefined);

const version = signal<string | undefined>(undefined);
const everything = Object.keys(changes.peek()) as readonly Topic[];

/** Makes everything that rests on these topics ask again. */
export function touch(topics: readonly Topic[] = everything): void {
  const counts = changes.peek();
  changes.value = { ...counts, ...Object.fromEntries(topics.map((topic) => [topic, counts[topic] + 1])) };
}

const isIn = computed(() => signedIn.value.is === 'in');

/** Follows the live updates while somebody is signed in, and asks again when the tab comes to the front. */
export function followLive(): void {
  effect(() => {
    if (!isIn.value) return undefined;
    const end = new AbortController();
    void follow({ open, take, state: note }, end.signal);
    return () => end.abort();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') return;
    if (isIn.peek()) touch();
    else void rejoin();
  });
}

function note(is: 'connecting' | 'live' | 'refused'): void {
  const before = liveState.peek();
  liveState.value = is === 'refused' ? 'polling' : is;
  // Whether the daemon is away or only the stream, a question tells at once; the next one of the clock is far.
  if (before === 'live' && is === 'connecting') touch(['overview']);
  if (is === 'refused') void client.read('/session');
}

function open(lastId: string | undefined, end: AbortSignal): Promise<Response> {
  const headers = {
    accept: 'text/event-stream',
    ...(lastId === undefined ? {} : { 'last-event-id': lastId }),
  };
  return fetch('/api/v1/live', { headers, signal: end, cache: 'no-store' });
}

function take({ name, data }: StreamEvent): void {
  switch (name) {
    case 'hello': {
      const hello = JSON.parse(data) as Live['hello'];
      noteServerTime(hello.at);
      isOutdated.value ||= version.peek() !== undefined && version.peek() !== hello.version;
      version.value = hello.version;
      if (!hello.resumed) touch();
      return;
    }
    case 'changed': {
      const changed = JSON.parse(data) as Live['changed'];
      noteServerTime(changed.at);
      lastChange.value = changed;
      touch(changed.topics);
      return;
    }
    case 'ended':
      void client.read('/session');
      return;
    default:
  }
}
