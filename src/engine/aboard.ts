import type { Aws } from '../model/call.ts';
import type { PassResult } from '../model/outcome.ts';
import type { Estate, Machine, Ports, Run } from './ports.ts';

/** Joins what a pass works with, and counts the requests that it sends. */
export function aboard(
  machine: Machine,
  estate: Estate,
  run: Run,
): { readonly ports: Ports; counts(): PassResult['calls'] } {
  const counted = { reads: 0, writes: 0 };
  const { clock, kinds } = machine;
  const { lane, lease, signal } = run;
  const carried = {
    lane,
    signal,
    // A daemon looks for months: what one pass was answered must not outlive it.
    pass: {},
    sent: (access: 'read' | 'write'): void => {
      counted[access === 'read' ? 'reads' : 'writes'] += 1;
    },
    ...(lease === undefined ? {} : { lease }),
  };
  const aws: Aws = { call: (call, options) => estate.aws.call(call, { ...carried, ...options }) };
  return {
    ports: { ...estate, ...run, aws, clock, kinds, newId: () => machine.newId() },
    counts: () => ({ ...counted }),
  };
}
