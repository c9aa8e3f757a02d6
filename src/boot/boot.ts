import { createEstate, type Estate } from './estate.ts';
import { holderOf } from './holder.ts';
import type { Host } from './host.ts';
import { createMachine, type Machine } from './machine.ts';
import { preflight, type Preflight } from './preflight.ts';
import type { BootRequest, Opened, Surroundings } from './request.ts';
import { surroundingsOf } from './surroundings.ts';

/** What works on one Stack, joined, and what must be closed after it. */
export interface Booted {
  readonly machine: Machine;
  readonly estate: Estate;
  /** Who this is, for the lease. */
  readonly holder: string;
  /** Things a person should know before the run. */
  readonly notes: readonly string[];
  preflight(): Promise<Preflight>;
  /** Real input and output while the clock of the sandbox stands still. */
  during<T>(work: Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Joins machine and estate above AWS or its embedded twin. */
export async function boot(request: BootRequest, host: Host): Promise<Opened<Booted>> {
  const opened = await open(request, host);
  if ('refused' in opened) return opened;
  const { clock, during, close, notes } = opened;
  const { options, sent, stack, stop, writes } = request;
  const machine = createMachine({ ...host, clock, traffic: request.progress });
  const estate = createEstate(machine, {
    ...opened,
    settings: stack.settings,
    writes,
    openStore: (aws) => opened.openStore({ call: (call, how) => aws.call(call, { signal: stop, ...how }) }),
    ...(sent === undefined ? {} : { sent }),
  });
  if ('refused' in estate) {
    await close();
    return { refused: [estate.refused] };
  }
  return {
    machine,
    estate,
    holder: holderOf(host),
    notes,
    during,
    close,
    preflight: () =>
      preflight(estate.asker, stack.settings.accounts, () => surroundingsOf(host, options.endpoint)),
  };
}

/** Loads only the one that is asked for: a run in the sandbox does not wait for the SDK. */
async function open(request: BootRequest, host: Host): Promise<Opened<Surroundings>> {
  if (request.options.sandbox === undefined) return (await import('./real.ts')).openRealAws(request, host);
  return (await import('./sandbox.ts')).openSandbox(request, host);
}
