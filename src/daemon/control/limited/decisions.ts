import { kindOf } from '../../../model/address.ts';
import type { Address } from '../../../model/address.ts';
import type { Brake, Decisions, Pause, Silence } from '../../../model/decisions.ts';
import type { Sight } from './sight.ts';

/** What a sight sees, where it must know the resources and their labels. */
export interface Seen {
  readonly addresses: readonly Address[];
  readonly labels: readonly Readonly<Record<string, string>>[];
}

/** Leaves of the decisions those on what is seen. Those on the whole Stack are seen by whoever sees any of it. */
export function limitedDecisions(decisions: Decisions, sight: Sight, seen: Seen): Decisions {
  const { sees } = sight;
  const kinds = new Set(seen.addresses.map(kindOf));
  const { pin, freeze, yielded, taken, sourceReadAt, upgrade, verdicts } = decisions;
  const own = <T extends { readonly address: Address }>(all: readonly T[]): readonly T[] =>
    all.filter(({ address }) => sees(address));
  return sight.value({
    approvals: decisions.approvals.filter(({ of }) => sees(of.address)),
    rejections: decisions.rejections.filter(({ of }) => sees(of.address)),
    pauses: decisions.pauses.flatMap((pause) => limitedPause(pause, sight)),
    silences: decisions.silences.flatMap((silence) => limitedSilence(silence, sight, seen)),
    ...(pin === undefined ? {} : { pin }),
    ...(freeze === undefined ? {} : { freeze }),
    ...(yielded === undefined ? {} : { yielded }),
    losses: own(decisions.losses),
    writes: own(decisions.writes),
    brakes: decisions.brakes
      .filter(({ kind }) => kinds.has(kind))
      .map((brake) => ({ ...brake, confirmed: confirmedOf(brake, own(decisions.writes)) })),
    letGo: decisions.letGo.filter(({ kind }) => kind === undefined || kinds.has(kind)),
    reverts: own(decisions.reverts),
    ...(taken === undefined ? {} : { taken }),
    ...(sourceReadAt === undefined ? {} : { sourceReadAt }),
    ...(upgrade === undefined
      ? {}
      : {
          upgrade: {
            at: upgrade.at,
            steps: upgrade.steps.filter(({ step }) => sees(step.slice(0, step.indexOf('#')) as Address)),
          },
        }),
    ...(verdicts === undefined
      ? {}
      : { verdicts: { under: verdicts.under, outOfSync: verdicts.outOfSync.filter(sees) } }),
  });
}

function limitedPause(pause: Pause, { sees }: Sight): readonly Pause[] {
  if (pause.addresses === undefined) return [pause];
  const addresses = pause.addresses.filter(sees);
  return addresses.length === 0 ? [] : [{ ...pause, addresses }];
}

/** Leaves a silence its labels only where a resource that is seen has them: they may name another team. */
function limitedSilence(silence: Silence, { sees }: Sight, { labels: all }: Seen): readonly Silence[] {
  const { addresses, labels, ...rest } = silence;
  if (addresses === undefined && labels === undefined) return [silence];
  const named = addresses?.filter(sees) ?? [];
  const isSeen =
    labels !== undefined &&
    all.some((one) =>
      Object.entries(labels).every(([name, value]) => Object.hasOwn(one, name) && one[name] === value),
    );
  if (named.length === 0 && !isSeen) return [];
  return [
    {
      ...rest,
      ...(addresses === undefined ? {} : { addresses: named }),
      ...(isSeen ? { labels } : {}),
    },
  ];
}

/** Counts the resources that were written before the brake stopped, of those that are seen. */
function confirmedOf({ kind, at, confirmed }: Brake, writes: Decisions['writes']): number {
  const own = writes.filter((one) => one.kind === kind && one.at <= at).map(({ address }) => address);
  return Math.min(confirmed, new Set(own).size);
}
