import { createCallLog } from '../../aws/call-log.ts';
import { createAws } from '../../aws/port.ts';
import { roleFor } from '../../aws/roles.ts';
import type { Transport } from '../../aws/transport.ts';
import type { DaemonConfig } from '../../daemon/config/schema/index.ts';
import type { HeadSink } from '../../model/history.ts';
import { day } from '../../model/instant.ts';
import type { Settings } from '../../model/resource.ts';
import { storeFailure } from '../../store/failure.ts';
import { directorySink } from '../../store/heads/directory.ts';
import { isOfSink, s3Sink } from '../../store/heads/s3.ts';
import type { Host } from '../host.ts';
import type { Machine } from '../machine.ts';

export interface SinkParts {
  readonly host: Pick<Host, 'files' | 'randoms'>;
  readonly machine: Machine;
  readonly transport: Transport;
  readonly stack: Settings;
  /** False where the operator only lets the process observe. */
  readonly writes: boolean;
  /** Aborted when the Stack is let go of: what is under way then gets a few seconds. */
  readonly signal: AbortSignal;
}

/** Opens the place outside of this machine that the settings name; undefined where they name none. */
export function openSink(
  { sink }: DaemonConfig['record'],
  { host, machine, transport, stack, writes, signal }: SinkParts,
): HeadSink | undefined {
  if (sink?.directory !== undefined) return directorySink(host.files, sink.directory, stack);
  if (sink?.s3 === undefined) return undefined;
  const { bucket, prefix, account, region, retainDays } = sink.s3;
  const roles = stack.accounts.find(({ id }) => id === account)?.roles;
  // Who only observes never assumes the write role (authority.md §4.21).
  if (!writes && roles !== undefined && roles.coordination === undefined)
    return closedSink(`s3://${bucket}/${prefix}`, account);
  const { clock, limiter, traffic } = machine;
  // A port of its own: no lease covers what it writes, whoever leads and in whichever mode.
  const aws = createAws({
    transport,
    clock,
    limiter,
    traffic,
    random: host.randoms.stream('sink'),
    log: createCallLog(),
    unleased: isOfSink({ bucket, prefix }),
    roleOf: roleFor({ accounts: stack.accounts, isOfJournal: () => true }),
  });
  return s3Sink({
    aws: { call: (call, options) => aws.call(call, { signal, ...options }) },
    place: { account, region },
    bucket,
    prefix,
    retain: retainDays * day,
    stack,
  });
}

/** Replaces a sink that this process may not write. */
function closedSink(name: string, account: string): HeadSink {
  const refusal = storeFailure({
    severity: 'error',
    code: 'record.sink',
    message: `an observing process does not assume the write role of account ${account}`,
    hint: `declare roles.coordination for the account in the Stack`,
  });
  return { name, write: () => Promise.reject(refusal), last: () => Promise.reject(refusal) };
}
