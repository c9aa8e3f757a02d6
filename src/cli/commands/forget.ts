import { holdLease } from '../../engine/lease.ts';
import { defaultTiming } from '../../engine/ports.ts';
import { isAddress } from '../../model/address.ts';
import type { Address } from '../../model/address.ts';
import { isConfirmed } from '../ask.ts';
import type { Io } from '../io.ts';
import { underLease } from '../lease.ts';
import type { Invocation } from '../options.ts';
import { createOutput } from '../output.ts';
import { withSession, type Session } from '../session.ts';

/**
 * Drops what journal and memory hold of an address, e.g. after its key was deleted by hand, so that a new
 * one may be made. Nothing changes in AWS. Exit: 0 forgotten, 1 not.
 */
export function forget(invocation: Invocation, io: Io, version: string): Promise<number> {
  const [address = '', ...paths] = invocation.args;
  if (!isAddress(address)) {
    createOutput(invocation.options, io).diagnostics([
      { severity: 'error', code: 'cli.address', message: `${address} is not an address` },
    ]);
    return Promise.resolve(1);
  }
  return withSession({ invocation, io, version, writes: true, from: paths }, async (session) => {
    const { ports } = session.booted;
    const held = await underLease(session, io, invocation.options.timeout, () =>
      holdLease(ports, defaultTiming),
    );
    if (held.is === 'refused') return 1;
    try {
      return await forgetUnderLease(address, session, invocation, io);
    } finally {
      await held.held.release();
    }
  });
}

async function forgetUnderLease(
  address: Address,
  session: Session,
  { options }: Invocation,
  io: Io,
): Promise<number> {
  const { journal, memory } = session.booted.ports;
  const [known, applied] = await Promise.all([journal.known(), memory.lastApplied()]);
  const ids = known.get(address) ?? applied.get(address)?.ids;
  const open = (await journal.openIntents()).filter((intent) => intent.address === address);
  if (ids === undefined && open.length === 0) {
    session.output.note(`Nothing is remembered of ${address}.`);
    return 0;
  }
  const named = [
    ...Object.entries(ids ?? {}).map(([name, value]) => `${name} ${value}`),
    ...(open.length === 0 ? [] : ['an unfinished create']),
  ];
  session.output.note(`Keywright remembers of ${address}: ${named.join(', ')}.`);
  const question = 'Forget it? In AWS nothing changes; the next run looks for the resource anew.';
  if (!options.yes && !(await isConfirmed(question, session, io))) {
    session.output.note('Not forgotten.');
    return 1;
  }
  for (const intent of open) await journal.close(intent.id, undefined);
  await journal.forget(address);
  await memory.forget(address);
  session.output.note(`${address} is forgotten.`);
  return 0;
}
