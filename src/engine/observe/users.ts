import type { Aws, CallOptions } from '../../model/call.ts';
import type { Instant } from '../../model/instant.ts';
import type { Removal } from '../../model/kind/end.ts';
import type { AnyReads } from '../../model/kind/read.ts';
import type { Subject } from '../../model/subject.ts';
import { identitySentences } from '../../report/sentences/identity.ts';
import { ask, valuesOf, type ReadResult } from './reading.ts';

/** Lists the users of a resource that a tombstone wants to delete. An unreadable one counts as a user. */
export async function usersOf(
  removal: Removal<unknown, AnyReads>,
  at: Subject<unknown>,
  reads: AnyReads,
  { aws, start }: { readonly aws: Aws; readonly start: Instant },
  options: CallOptions,
): Promise<readonly string[]> {
  const askAll = async (
    questions: Removal<unknown, AnyReads>['reads'],
  ): Promise<readonly (readonly [string, ReadResult])[]> =>
    Promise.all(
      Object.entries(questions).map(
        async ([name, read]) => [name, await ask(aws, read, at, 'wide', options)] as const,
      ),
    );
  const first = await askAll(removal.reads);
  const followed = await askAll(removal.follow?.reads(valuesOf(new Map(first)), at) ?? {});
  const asked = [...first, ...followed];
  const unknown = asked.flatMap(([name, result]) =>
    result.is === 'failed' ? [identitySentences.unreadUse({ name, error: result.failure.name })] : [],
  );
  return [...removal.blockers(at, reads, valuesOf(new Map(asked)), start), ...unknown];
}
