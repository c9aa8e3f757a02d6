import type { Tenure, Decider } from '../../daemon/parts.ts';
import { lead } from '../../daemon/leader.ts';
import type { ControllerSettings } from '../../daemon/parts.ts';
import type { Publish } from '../../daemon/events.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Stack } from '../../model/resource.ts';
import { createEstate, type Estate } from '../estate.ts';
import { holderOf } from '../holder.ts';
import type { Host } from '../host.ts';
import type { Machine } from '../machine.ts';
import { preflight } from '../preflight.ts';
import type { Opened, Surroundings } from '../request.ts';
import { surroundingsOf } from '../surroundings.ts';

export interface TenureParts {
  readonly host: Host;
  readonly machine: Machine;
  /** Name of the source. */
  readonly source: string;
  readonly settings: ControllerSettings;
  readonly publish: Publish;
  /** Where AWS is for this Stack, and where its store is. */
  surroundings(stack: Stack): Promise<Opened<Omit<Surroundings, 'clock' | 'during' | 'notes'>>>;
  decider(estate: Estate, stack: Stack): Decider;
}

/** Joins what works on one Stack in a daemon: its estate, who leads, and what decides. */
export async function openTenure(
  stack: Stack,
  parts: TenureParts,
  changed: () => void,
): Promise<Tenure | { readonly refused: readonly Diagnostic[] }> {
  const { host, machine, settings, source, publish } = parts;
  const opened = await parts.surroundings(stack);
  if ('refused' in opened) return opened;
  const end = new AbortController();
  const writes = settings.maxMode !== 'observe';
  const estate = createEstate(machine, {
    ...opened,
    settings: stack.settings,
    stream: `retries ${source}`,
    writes,
    openStore: (aws) =>
      opened.openStore({ call: (call, how) => aws.call(call, { signal: end.signal, ...how }) }),
    sent: (request) => {
      publish({ source, at: request.at, is: 'request', request });
    },
  });
  if ('refused' in estate) {
    await opened.close();
    return { refused: [estate.refused] };
  }
  const { journal } = estate;
  const leader = writes
    ? lead(
        {
          clock: machine.clock,
          journal,
          holder: holderOf(host),
          timing: settings.timing,
          source,
          publish: (event) => {
            publish(event);
            changed();
          },
          orders: async () => ({
            stop: await journal.stopOrder(),
            yielded: (await journal.decisions())?.yielded,
          }),
          skew: estate.skew,
        },
        end.signal,
      )
    : observing(machine.clock.now());
  return {
    machine,
    estate,
    decisions: journal,
    leader,
    decider: parts.decider(estate, stack),
    preflight: async () =>
      (await preflight(estate.asker, stack.settings.accounts, () => surroundingsOf(host, undefined))).closed,
    async close() {
      end.abort();
      await leader.ended;
      await opened.close();
    },
  };
}

/** Stands in for a leader where the operator only lets the process observe: it never asks for the lease. */
function observing(since: number): Tenure['leader'] & { readonly ended: Promise<void> } {
  return {
    state: () => ({ is: 'standby', since, unready: [] }),
    under: () => Promise.resolve({ is: 'refused' }),
    check: () => undefined,
    ended: Promise.resolve(),
  };
}
