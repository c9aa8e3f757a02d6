import type { Address } from '../../model/address.ts';
import type { Duration, Instant } from '../../model/instant.ts';
import type { PassResult } from '../../model/outcome.ts';
import type { StepId } from '../../model/plan.ts';
import type { Look } from '../due.ts';
import type { DaemonEvent } from '../events.ts';
import { overBy } from '../over-by.ts';
import { createRecentCalls, type CallCounts, type RecentCalls } from './recent-calls.ts';

/** What events tell of one source and its state does not keep. */
export interface Tracked {
  readonly sinkOk: boolean;
  /** How often in a row the protective repair failed that failed most often. */
  readonly protectiveFailures: number;
}

export interface Tracker {
  listen(event: DaemonEvent): void;
  of(source: string): Tracked | undefined;
  /** How long an address had not been looked at before its last look of this kind; undefined for the first one. */
  unseenFor(source: string, address: Address): Duration | undefined;
  /** Counts the requests of the last hour. */
  calls(source: string, now: Instant): CallCounts;
}

/** The last look of each kind at an address, and how long the one before it lay back. */
interface Seen {
  readonly at: { readonly [look in Look]?: Instant };
  readonly before: Duration | undefined;
}

interface Entry {
  facts: Omit<Tracked, 'protectiveFailures'>;
  readonly failures: Map<StepId, number>;
  readonly seen: Map<Address, Seen>;
  readonly calls: RecentCalls;
}

export function createTracker(): Tracker {
  const entries = new Map<string, Entry>();

  function entryOf({ source }: DaemonEvent): Entry {
    const known = entries.get(source);
    if (known !== undefined) return known;
    const entry: Entry = {
      facts: { sinkOk: true },
      failures: new Map(),
      seen: new Map(),
      calls: createRecentCalls(),
    };
    entries.set(source, entry);
    return entry;
  }

  return {
    listen(event) {
      const entry = entryOf(event);
      switch (event.is) {
        case 'sink':
          entry.facts = { ...entry.facts, sinkOk: event.ok };
          break;
        case 'request':
          entry.calls.note(event.request);
          break;
        case 'looked':
          note(entry.seen, event.plan.resources, event.look);
          break;
        case 'passed':
          note(entry.seen, event.result.plan.resources, event.look);
          countFailures(entry.failures, event.result);
          break;
        case 'status':
          for (const address of event.gone) entry.seen.delete(address as Address);
          break;
        default:
      }
    },
    of(source) {
      const entry = entries.get(source);
      if (entry === undefined) return undefined;
      return { ...entry.facts, protectiveFailures: Math.max(0, ...entry.failures.values()) };
    },
    unseenFor: (source, address) => entries.get(source)?.seen.get(address)?.before,
    calls: (source, now) => entries.get(source)?.calls.at(now) ?? { calls: 0, throttled: 0 },
  };
}

function note(seen: Map<Address, Seen>, resources: PassResult['plan']['resources'], look: Look): void {
  for (const { address, observedAt } of resources) {
    const last = seen.get(address)?.at;
    // A full look reads what a fast one reads too, and not the other way round.
    const before = look === 'fast' ? Math.max(last?.fast ?? 0, last?.full ?? 0) : (last?.full ?? 0);
    seen.set(address, {
      at: { ...last, [look]: observedAt },
      before: before === 0 ? undefined : observedAt - before,
    });
  }
}

/** Counts the failures of each repair. Forgets those of one that gets done, or that no plan asks for any more. */
function countFailures(failures: Map<StepId, number>, { plan, outcomes }: PassResult): void {
  const isOver = overBy(plan);
  for (const id of failures.keys()) if (isOver(id)) failures.delete(id);
  for (const { id, repair, narrows } of plan.steps) {
    const outcome = outcomes.get(id);
    if (outcome === undefined || (repair !== 'protective' && narrows === undefined)) continue;
    if (outcome.is === 'failed') failures.set(id, (failures.get(id) ?? 0) + 1);
    else if (outcome.is === 'done') failures.delete(id);
  }
}
