import type { DaemonConfig } from '../config/schema/index.ts';
import type { DaemonEvent } from '../events.ts';
import { sendOutgoing } from '../http/outgoing.ts';
import { secretIn, type DeliveryParts } from './deliver.ts';

export interface HeartbeatParts extends DeliveryParts {
  readonly target: NonNullable<DaemonConfig['heartbeat']>;
  /** Names of all sources: one that is not looked at keeps the heart from beating. */
  readonly sources: readonly string[];
  told(outcome: 'sent' | 'failed', why?: string): void;
}

export interface Heartbeat {
  listen(event: DaemonEvent): void;
  /** Resolves once nothing is on its way. */
  idle(): Promise<void>;
}

/**
 * Creates a heartbeat, which calls the target whenever every source had a complete full look since the call before.
 */
export function createHeartbeat(parts: HeartbeatParts, signal: AbortSignal): Heartbeat {
  const { target, sources, told } = parts;
  const missing = new Set(sources);
  let working: Promise<void> = Promise.resolve();

  async function beat(): Promise<void> {
    const url = target.url ?? (await secretIn(target.urlFile ?? '', parts));
    if (typeof url !== 'string') {
      told('failed', url.why);
      return;
    }
    const sent = await sendOutgoing(
      { method: 'GET', url, headers: () => ({}), allow: target.allow },
      parts,
      signal,
    );
    told(sent.is, sent.is === 'failed' ? sent.why : undefined);
  }

  return {
    listen(event) {
      if ((event.is !== 'looked' && event.is !== 'passed') || event.look !== 'full' || !event.complete)
        return;
      missing.delete(event.source);
      if (missing.size > 0) return;
      for (const source of sources) missing.add(source);
      // One beat that fails must not silence those after it.
      working = working.then(beat).catch(() => {
        told('failed', 'an unexpected error');
      });
    },
    idle: () => working,
  };
}
