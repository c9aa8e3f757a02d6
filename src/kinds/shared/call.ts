import type { KnownOp } from '../../aws/operations.ts';
import type { Call, Place } from '../../model/call.ts';
import type { Tree } from '../../model/tree.ts';

/** A call whose operation `aws/services` declares; members that are undefined are left out. */
export function callOf(op: KnownOp, at: Place, input: Readonly<Record<string, Tree | undefined>> = {}): Call {
  const given = Object.entries(input).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { op, at, input: Object.fromEntries(given) };
}
