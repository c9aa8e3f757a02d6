import type { Address } from '../../model/address.ts';
import { showPlace, type Aws, type AwsFailure, type CallOptions, type Place } from '../../model/call.ts';
import { derived } from '../../model/derived.ts';
import type { Marked, Marking } from '../../model/kind/identity.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { AnyReads } from '../../model/kind/read.ts';
import type { Settings } from '../../model/resource.ts';
import { understood } from './evidence.ts';

type AnyMarking = Marking<unknown, AnyReads>;

type Marks =
  | { readonly is: 'ok'; readonly marked: readonly Marked[] }
  | { readonly is: 'failed'; readonly failure: AwsFailure };

/** Where in the index each address is: thousands are in it, and each resource wants its own. */
const byAddress = derived((marked: readonly Marked[]) => Map.groupBy(marked, ({ address }) => address));

/** Lists things with the mark of one of these addresses, in the order of the index's addresses. */
export function markedAs(marked: readonly Marked[], names: readonly Address[]): readonly Marked[] {
  return [...new Set(names)].flatMap((name) => byAddress(marked).get(name) ?? []);
}

type MarkedIds =
  | { readonly is: 'ok'; readonly ids: ReadonlySet<string> }
  | { readonly is: 'failed'; readonly failure: AwsFailure };

/** What the tag index says carries the stack's mark. */
export interface MarkIndex {
  /** Of one kind, in one place. */
  of(marking: AnyMarking, place: Place, options: CallOptions): Promise<Marks>;
  /** Ids and ARNs of every kind in one place. */
  idsIn(place: Place, options: CallOptions): Promise<MarkedIds>;
}

/**
 * Creates the index of one look. Its answer is long and every resource asks it. So it is understood once for a kind
 * and a place, not once for each of them.
 */
export function createMarkIndex(aws: Aws, kinds: Iterable<AnyKind>, settings: Settings): MarkIndex {
  const markings = [...kinds].flatMap(({ identity }) => identity.marking ?? []);
  const perKind = new Map<AnyMarking, Map<string, Promise<Marks>>>(markings.map((one) => [one, new Map()]));
  const perPlace = new Map<string, Promise<MarkedIds>>();

  async function ask(marking: AnyMarking, place: Place, options: CallOptions): Promise<Marks> {
    const call = marking.index(place, settings);
    const answer = await aws.call(call, options);
    if (answer.is === 'failed') return { is: 'failed', failure: answer.failure };
    const read = understood(call, answer, (value) => marking.parseIndex(value, place));
    return read.is === 'failed' ? read : { is: 'ok', marked: read.value };
  }

  function of(marking: AnyMarking, place: Place, options: CallOptions): Promise<Marks> {
    return once(perKind.get(marking), keyOf(place, options), () => ask(marking, place, options));
  }

  return {
    of,
    idsIn: (place, options) =>
      once(perPlace, keyOf(place, options), async () => {
        const all = await Promise.all(markings.map((marking) => of(marking, place, options)));
        const failed = all.find((marks) => marks.is === 'failed');
        if (failed !== undefined) return failed;
        const marked = all.flatMap((marks) => (marks.is === 'ok' ? marks.marked : []));
        return { is: 'ok', ids: new Set(marked.flatMap(({ ids }) => Object.values(ids))) };
      }),
  };
}

function keyOf(place: Place, { notBefore = 0 }: CallOptions): string {
  return `${showPlace(place)} ${notBefore}`;
}

function once<T>(asked: Map<string, Promise<T>> | undefined, key: string, ask: () => Promise<T>): Promise<T> {
  const before = asked?.get(key);
  if (before !== undefined) return before;
  const now = ask();
  asked?.set(key, now);
  return now;
}
