import { aboard } from '../../engine/aboard.ts';
import { look } from '../../engine/look.ts';
import { withoutLetGo } from '../../engine/observe/things.ts';
import type { Address } from '../../model/address.ts';
import type { Ids } from '../../model/ids.ts';
import type { Thing } from '../../model/things.ts';
import { cannotAsk, isConfirmed } from '../ask.ts';
import { addressFirst } from '../control/words.ts';
import type { Io } from '../io.ts';
import { holdingLease } from '../lease.ts';
import type { Invocation } from '../options.ts';
import type { Refused } from '../refused.ts';
import { withSession, type Session } from '../session.ts';

/**
 * Drops what journal and memory hold of an address, e.g. after its key was deleted by hand, so that a new
 * one may be made; acknowledges its orphan. Nothing changes in AWS. Exit: 0 forgotten, 1 not.
 */
export function forget(invocation: Invocation, io: Io, version: string): Promise<number | Refused> {
  const first = addressFirst(invocation.args);
  if (first.is === 'refused') return Promise.resolve(first);
  const { address, paths } = first;
  // Whether there is something to ask about shows once it was looked up.
  const asked = { ...invocation, options: { ...invocation.options, yes: true } };
  return withSession({ invocation: asked, io, version, writes: true, from: paths }, async (session) => {
    const exit = await holdingLease(session, io, invocation.options.timeout, () =>
      forgetUnderLease(address, session, invocation, io),
    );
    return exit ?? 1;
  });
}

async function forgetUnderLease(
  address: Address,
  session: Session,
  { options }: Invocation,
  io: Io,
): Promise<number> {
  const { journal, memory } = session.booted.estate;
  const { left, waits } = await leftBehind(address, session);
  // Only the orphan under the earlier name is acknowledged. The state of the thing that the manifest names now stays.
  const isRenamed = left.length > 0 && session.request.stack.resources.has(address);
  const [known, applied] = await Promise.all([journal.known(), memory.lastApplied()]);
  const ids = isRenamed ? undefined : (known.get(address) ?? applied.get(address)?.ids);
  const open = (await journal.openIntents()).filter((intent) => intent.address === address && !isRenamed);
  if (ids === undefined && open.length === 0 && left.length === 0) {
    session.output.note(`Keywright has no recorded state of ${address}.`);
    return 0;
  }
  const named = [
    ...(left.length === 0 ? [ids ?? {}] : left.map((one) => one.ids)).map(showEach),
    ...(open.length === 0 ? [] : ['an unfinished create']),
  ];
  session.output.note(`Recorded state of ${address}: ${named.filter((text) => text !== '').join('; ')}.`);
  const question =
    left.length === 0
      ? 'Forget it? Nothing changes in AWS; the next run searches for the resource again.'
      : 'Stop managing it? It stays in AWS unchanged and is no longer reported as an orphan.';
  const silent = cannotAsk(options, io);
  if (silent !== undefined) {
    session.output.diagnostics([silent]);
    return 1;
  }
  if (!options.yes && !(await isConfirmed(question, session, io))) {
    session.output.note('Not forgotten.');
    return 1;
  }
  await journal.keep(withoutLetGo(await journal.things(), left));
  await dropAccepted(address, session, waits);
  if (isRenamed) {
    session.output.note(`The earlier ${address} is no longer reported as an orphan.`);
    return 0;
  }
  for (const intent of open) await journal.close(intent.id, undefined);
  await journal.forget(address);
  await memory.forget(address);
  session.output.note(`${address} is forgotten.`);
  return 0;
}

/** Finds what this address left in AWS without a manifest, and whether that waits to be removed. */
async function leftBehind(
  address: Address,
  { request, run, booted }: Session,
): Promise<{ readonly left: readonly Thing[]; readonly waits: boolean }> {
  const all = [...request.stack.resources.keys()];
  const part = request.stack.resources.has(address)
    ? { targets: [address], exclude: [] }
    : { targets: [], exclude: all };
  const { plan } = await look(
    { ...request, scope: { is: 'some', ...part } },
    aboard(booted.machine, booted.estate, run).ports,
  );
  return {
    left: plan.orphans.filter((one) => one.address === address),
    waits: plan.resources.some((one) => one.address === address),
  };
}

/** Removes an acknowledged orphan from the accepted Stack, unless it still waits to be removed. */
async function dropAccepted(
  address: Address,
  { request, booted: { estate } }: Session,
  waits: boolean,
): Promise<void> {
  const accepted = await estate.journal.accepted();
  if (accepted?.resources.has(address) !== true || waits || request.stack.resources.has(address)) return;
  const resources = new Map([...accepted.resources].filter(([name]) => name !== address));
  await estate.journal.accept({ ...accepted, resources });
}

function showEach(ids: Ids): string {
  return Object.entries(ids)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
