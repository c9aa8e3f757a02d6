import type { Binding } from '../../../model/binding.ts';
import { minute, type Instant } from '../../../model/instant.ts';
import type { Controller } from '../../controller.ts';
import type { DaemonEvent } from '../../events.ts';
import { limited } from '../limited/limited.ts';
import { createChannel, type Channel } from './channel.ts';

/** A channel with a name that no other one ever has: numbers of one mean nothing to another. */
export interface NamedChannel extends Channel {
  readonly epoch: string;
}

/** Tells of changes as they happen, to each caller what they may read. */
export interface Hub {
  /** Told of every event of the daemon. */
  listen(event: Pick<DaemonEvent, 'is'>): void;
  /** Resolves after the next event that may have changed something, or when the signal aborts. */
  stirred(signal: AbortSignal): Promise<void>;
  /** The channel of all callers with these bindings. */
  channel(bindings: readonly Binding[]): NamedChannel;
}

export interface HubParts {
  readonly controllers: readonly Controller[];
  now(): Instant;
  newId(): string;
}

/** Events that tell of work under way and change no state. */
const quiet: ReadonlySet<DaemonEvent['is']> = new Set(['progress', 'request', 'webhook', 'answered', 'sink']);

/** One for each stream that may be open: with fewer, streams would take each other's channel and start again each time. */
const mostChannels = 256;

/** Long enough for a page that reconnects. */
const kept = 10 * minute;

export function createHub({ controllers, now, newId }: HubParts): Hub {
  const waiting = new Set<() => void>();
  const channels = new Map<string, { readonly channel: NamedChannel; readonly usedAt: Instant }>();

  function opened(bindings: readonly Binding[]): NamedChannel {
    const visible = (): readonly Controller[] =>
      controllers.flatMap((controller) => limited(controller, bindings) ?? []);
    return { epoch: newId(), ...createChannel(visible, now) };
  }

  function tidied(): void {
    // The oldest come first, since each use of a channel moves it to the end.
    for (const [key, { usedAt }] of channels)
      if (now() - usedAt > kept || channels.size >= mostChannels) channels.delete(key);
  }

  return {
    listen({ is }) {
      if (quiet.has(is)) return;
      for (const wake of waiting) wake();
    },
    stirred: (signal) =>
      new Promise((resolve) => {
        function wake(): void {
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        }
        if (signal.aborted) {
          resolve();
          return;
        }
        waiting.add(wake);
        signal.addEventListener('abort', wake, { once: true });
      }),
    channel(bindings) {
      const key = JSON.stringify(bindings);
      const known = channels.get(key);
      if (known !== undefined) {
        channels.delete(key);
        channels.set(key, { ...known, usedAt: now() });
        return known.channel;
      }
      tidied();
      const channel = opened(bindings);
      channels.set(key, { channel, usedAt: now() });
      return channel;
    },
  };
}
