import type { SentRequest } from '../../src/aws/call-log.ts';
import type { Transport } from '../../src/aws/transport.ts';
import { createEstate, type Estate } from '../../src/boot/estate.ts';
import { createMachine, type Machine } from '../../src/boot/machine.ts';
import { forAll } from '../../src/engine/decide/approvals.ts';
import { underLease } from '../../src/engine/lease/lease.ts';
import { pass } from '../../src/engine/pass.ts';
import { defaultTiming, type Run } from '../../src/engine/ports.ts';
import { kinds } from '../../src/kinds/index.ts';
import { stackKind } from '../../src/kinds/stack/index.ts';
import { loadStack } from '../../src/manifest/load.ts';
import type { PassResult } from '../../src/model/outcome.ts';
import type { Stack } from '../../src/model/resource.ts';
import { seededEntropy } from '../../src/runtime/entropy.ts';
import { seededRandoms } from '../../src/runtime/random.ts';
import { virtualClock, type VirtualClock } from '../../src/runtime/virtual-clock.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { sandboxTransport } from '../../src/sandbox/transport.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import { roles } from './manifests.ts';

/** The embedded AWS with its quotas, on a virtual clock, and all that the command line joins above it. */
export interface World {
  readonly clock: VirtualClock;
  readonly machine: Machine;
  readonly estate: Estate;
  readonly stack: Stack;
  /** Requests since the last `forget`. */
  readonly sent: readonly SentRequest[];
  forget(): void;
  plan(): Promise<PassResult>;
  apply(): Promise<PassResult>;
  /** Until what was written shows everywhere. */
  settle(): Promise<void>;
}

export interface Settings {
  readonly texts: readonly string[];
  /** Put between the port and AWS. */
  readonly over?: (inner: Transport, clock: VirtualClock) => Transport;
}

export function load(texts: readonly string[], now: number): Stack {
  const files = texts.map((text, index) => ({ path: `${String(index)}.yaml`, text }));
  const loaded = loadStack(files, kinds, { now, stack: stackKind });
  if (loaded.is === 'refused') throw new Error(JSON.stringify(loaded.diagnostics.slice(0, 3)));
  return loaded.stack;
}

export function createWorld({ texts, over }: Settings): World {
  const clock = virtualClock();
  const randoms = seededRandoms(1);
  const random = randoms.stream('sandbox');
  const sandbox = createSandbox({ clock, random, principals: roles });
  const inner = sandboxTransport(sandbox);
  const stack = load(texts, clock.now());
  const sent: SentRequest[] = [];
  const entropy = seededEntropy(randoms.stream('ids'));
  const machine = createMachine({ clock, randoms, entropy, traffic: () => undefined });
  const estate = createEstate(machine, {
    settings: stack.settings,
    transport: over?.(inner, clock) ?? inner,
    writes: true,
    alone: true,
    firstStack: 'as-written',
    openStore: () => createVolatileStore({ now: () => 0 }),
    sent: (request) => sent.push(request),
  });
  if ('refused' in estate) throw new Error(estate.refused.message);
  const request = { stack, scope: { is: 'all' } } as const;
  const run: Run = {
    signal: new AbortController().signal,
    lane: 'asked',
    timing: defaultTiming,
    progress: () => undefined,
  };
  const decide = () => Promise.resolve({ is: 'apply', approvals: forAll('shown') } as const);

  return {
    clock,
    machine,
    estate,
    stack,
    sent,
    forget: () => void sent.splice(0),
    plan: () => pass(request, machine, estate, run),
    async apply() {
      const parts = {
        ...machine,
        ...estate,
        holder: 'bench',
        timing: defaultTiming,
        patience: 0,
        signal: run.signal,
        isGone: () => false,
        waits: () => undefined,
      };
      const answer = await underLease(parts, (lease) =>
        pass({ ...request, decide }, machine, estate, { ...run, lease }),
      );
      if (answer.is === 'refused') throw new Error('the lease is free');
      const open = [...answer.value.outcomes].filter(([, { is }]) => is !== 'done');
      if (open.length > 0) throw new Error(JSON.stringify(open.slice(0, 3)));
      return answer.value;
    },
    settle: () => clock.sleep(3_600_000),
  };
}
