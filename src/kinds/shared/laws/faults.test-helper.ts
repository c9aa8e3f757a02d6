import { expect, it } from 'vitest';
import { settled } from '../../../../test/support/drift-world.ts';
import { leftOver } from '../../../../test/support/estate.ts';
import { gateGround, yamlOf } from '../../../../test/support/gate-world.ts';
import type { KindLaws } from '../../../../test/support/kind-laws.ts';
import { operationOf } from '../../../aws/operations.ts';
import type { Transport, TransportAnswer } from '../../../aws/transport.ts';
import type { OpName } from '../../../model/call.ts';
import type { AnyKind } from '../../../model/kind/kind.ts';

type Fault = 'lost' | 'done, and its answer is lost' | 'done twice';

/** Sends the n-th write of these operations with a fault, and counts them. */
function faulty(ops: ReadonlySet<OpName>, fault: Fault, n: number) {
  let count = 0;
  return {
    writes: () => count,
    transport: (inner: Transport): Transport => ({
      async send(request) {
        if (!ops.has(request.op) || operationOf(request.op).access === 'read') return inner.send(request);
        if ((count += 1) !== n) return inner.send(request);
        if (fault === 'lost') return noAnswer;
        await inner.send(request);
        return fault === 'done twice' ? inner.send(request) : noAnswer;
      },
    }),
  };
}

const noAnswer: TransportAnswer = { is: 'error', name: 'TimeoutError', message: 'no answer', sent: true };

/** Tests that a change ends in the same place when a write is lost or repeated. */
export function faults(
  { facets, create }: AnyKind,
  { documents, address, rows }: NonNullable<KindLaws['gates']>,
): void {
  const before = yamlOf(documents);
  const change = rows.find(({ needs }) => needs.length > 0)?.spec ?? {};
  const after = yamlOf({ ...documents, [address]: { ...documents[address], ...change } });
  const all = new Set([...facets.flatMap(({ calls }) => calls), ...(create?.calls ?? [])]);
  // What makes a second thing is never sent twice.
  const again = new Set([...all].filter((op) => operationOf(op).access !== 'once'));

  it.each([
    { fault: 'lost', ops: all },
    { fault: 'done, and its answer is lost', ops: all },
    { fault: 'done twice', ops: again },
  ] as const)('ends in the same place when a write is $fault', async ({ fault, ops }) => {
    for (let n = 1, writes = 1; n <= writes; n += 1) {
      const estate = await gateGround();
      const broken = faulty(ops, fault, n);
      const { transport } = broken;
      for (const yaml of [before, before, after, after]) {
        await estate.apply(yaml, { approve: 'shown', transport });
        await estate.advance(settled);
      }
      expect(leftOver(await estate.plan(after)), `write ${n}`).toEqual([]);
      writes = broken.writes();
    }
  });
}
