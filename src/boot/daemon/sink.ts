import { createCallLog } from '../../aws/call-log.ts';
import { createAws } from '../../aws/port.ts';
import type { Transport } from '../../aws/transport.ts';
import type { DaemonConfig } from '../../daemon/config/schema/index.ts';
import type { HeadSink } from '../../model/history.ts';
import { day } from '../../model/instant.ts';
import type { StackId } from '../../model/resource.ts';
import { directorySink } from '../../store/heads/directory.ts';
import { isOfSink, s3Sink } from '../../store/heads/s3.ts';
import type { Host } from '../host.ts';
import type { Machine } from '../machine.ts';

export interface SinkParts {
  readonly host: Pick<Host, 'files' | 'randoms'>;
  readonly machine: Machine;
  readonly transport: Transport;
  readonly stack: StackId;
  /** Aborted when the Stack is let go of: what is under way then gets a few seconds. */
  readonly signal: AbortSignal;
}

/** Opens the place outside of this machine that the settings name; undefined where they name none. */
export function openSink(
  { sink }: DaemonConfig['record'],
  { host, machine, transport, stack, signal }: SinkParts,
): HeadSink | undefined {
  if (sink?.directory !== undefined) return directorySink(host.files, sink.directory, stack);
  if (sink?.s3 === undefined) return undefined;
  const { bucket, prefix, account, region, retainDays } = sink.s3;
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
