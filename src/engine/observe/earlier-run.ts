import type { Address } from '../../model/address.ts';
import type { AwsFailure } from '../../model/call.ts';
import type { Instant } from '../../model/instant.ts';
import type { Ids } from '../../model/ids.ts';
import { certainFrom } from '../../model/pace.ts';
import { byCodeUnit } from '../../model/tree.ts';
import type { Looked } from '../looked.ts';
import type { Ports } from '../ports.ts';
import type { Sweeper } from './sweep.ts';

/** What shows that an earlier run of a Stack made something. */
export type Sign =
  /** The journal or memory has it. */
  | { readonly is: 'noted' }
  | { readonly is: 'marked'; readonly addresses: readonly string[] }
  /** Names that the manifests declare and that carry no mark exist. */
  | { readonly is: 'named'; readonly addresses: readonly string[] }
  /** Marks could not be looked for, so there may be some. */
  | { readonly is: 'unread'; readonly failure: AwsFailure };

/** What is known of earlier runs before the first create that cannot be repeated (docs/adr/0005). */
export interface EarlierRun {
  /** Empty: only a person knows whether there was one. */
  readonly signs: readonly Sign[];
  /** Until when creates wait because the journal is young. Absent: none waits. */
  readonly waitsUntil?: Instant;
}

interface Signs {
  /** Found by their marks, before the plan. */
  readonly swept: ReadonlyMap<Address, Ids>;
  /** A create of an earlier run had no known end. */
  readonly hadIntents: boolean;
}

/** Looks for signs of an earlier run in the journal, in the marks and in the names that the manifests declare. */
export async function earlierRun(
  { plan, baseline, observed, guarded }: Looked,
  { swept, hadIntents }: Signs,
  { journal, timing, clock, kinds }: Ports,
  sweeper: Sweeper,
): Promise<EarlierRun> {
  const creates = plan.steps.filter(
    ({ name, kind }) => name === 'create' && kinds.get(kind)?.create?.once === true,
  );
  const sweeps = await Promise.all(
    creates.flatMap(({ kind, place }) => {
      const identity = kinds.get(kind)?.identity;
      return identity?.by === 'mark' ? [sweeper.since(identity, place, Number.NEGATIVE_INFINITY)] : [];
    }),
  );
  const marked = new Set<string>([
    ...(baseline.standing?.is === 'marked' ? baseline.standing.addresses : []),
    ...plan.orphans.map(({ address }) => address),
    ...swept.keys(),
    ...sweeps.flatMap((one) => (one.is === 'swept' ? [...one.swept.marked.keys()] : [])),
  ]);
  const names = new Set<string>();
  for (const [address, seen] of observed.observations) {
    const kind = kinds.get(guarded.stack.resources.get(address)?.kind ?? '');
    if (seen.is !== 'present' || kind?.create === undefined) continue;
    // A name in front of a key carries no mark.
    if (kind.identity.marking === undefined) names.add(address);
    else if (seen.owner.is === 'ours' || seen.owner.is === 'unmarked') marked.add(address);
  }
  const isNoted = baseline.known.size > 0 || hadIntents;
  const unread = baseline.standing?.is === 'unread' ? baseline.standing.failure : undefined;
  const until = certainFrom({
    journalBornAt: await journal.bornAt(),
    settle: timing.createSettle,
    now: clock.now(),
  });
  return {
    signs: [
      ...(isNoted ? [{ is: 'noted' } as const] : []),
      ...(marked.size > 0 ? [{ is: 'marked', addresses: sorted(marked) } as const] : []),
      ...(names.size > 0 ? [{ is: 'named', addresses: sorted(names) } as const] : []),
      ...(unread === undefined ? [] : [{ is: 'unread', failure: unread } as const]),
    ],
    ...(creates.length > 0 && until > clock.now() ? { waitsUntil: until } : {}),
  };
}

function sorted(names: ReadonlySet<string>): readonly string[] {
  return [...names].sort(byCodeUnit);
}
