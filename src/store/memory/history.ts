import type { Address } from '../../model/address.ts';
import type {
  AppliedDocument,
  Episode,
  Event,
  History,
  Page,
  PlanRecord,
  StatusRecord,
} from '../../model/history.ts';
import { byCodeUnit } from '../../model/tree.ts';
import { unchained } from '../history/chain.ts';
import { counted } from '../history/counted.ts';
import { defaultRetention, type Retention } from '../history/retention.ts';
import { sameSpec } from '../history/same-spec.ts';

/** Creates a history in this process only: for the sandbox without a directory, for the simulator, and for tests. */
export function createVolatileHistory(retention: Retention = defaultRetention): History {
  const status = new Map<Address, StatusRecord>();
  const episodes = new Map<string, Episode>();
  const plans = new Map<string, PlanRecord>();
  const applied = new Map<Address, (AppliedDocument & { readonly number: number })[]>();
  let events: Event[] = [];

  function keep(document: AppliedDocument): void {
    const all = applied.get(document.address) ?? [];
    if (!sameSpec(all.findLast(({ facet }) => facet === document.facet)?.spec, document.spec))
      all.push({ ...document, number: (all.at(-1)?.number ?? 0) + 1 });
    applied.set(document.address, all);
  }

  return counted({
    status: async () => new Map([...status].sort(([a], [b]) => byCodeUnit(a, b))),
    async episodes({ address, open }, page) {
      const found = [...episodes.values()].filter(
        (one) =>
          (address === undefined || one.address === address) &&
          (open === undefined || open === (one.closed === undefined)),
      );
      return paged(
        found,
        page,
        ({ id }) => id,
        ({ openedAt }) => openedAt,
      );
    },
    async events({ address, is }, page) {
      const found = events.filter(
        (one) => (address === undefined || one.address === address) && (is === undefined || one.is === is),
      );
      const before = page.before === undefined ? Infinity : Number(page.before);
      return found
        .filter(({ seq }) => seq < before)
        .toReversed()
        .slice(0, page.limit);
    },
    plan: async (id) => plans.get(id),
    plans: async (page) =>
      paged(
        [...plans.values()],
        page,
        ({ id }) => id,
        ({ at }) => at,
      ),
    async save(changes) {
      for (const record of changes.status ?? []) status.set(record.address, record);
      for (const address of changes.gone ?? []) status.delete(address);
      for (const episode of changes.episodes ?? []) episodes.set(episode.id, episode);
      if (changes.plan !== undefined) plans.set(changes.plan.id, changes.plan);
      changes.applied?.forEach(keep);
    },
    async append(event) {
      const refusal = unchained(events.at(-1), event);
      if (refusal !== undefined) throw refusal;
      events.push(event);
    },
    async head() {
      const last = events.at(-1);
      return last === undefined ? undefined : { chain: last.chain, seq: last.seq, hash: last.hash };
    },
    async applied(address, { before, limit }) {
      const end = before === undefined ? Infinity : Number(before);
      const all = (applied.get(address) ?? []).filter(({ number }) => number < end);
      return all.toReversed().slice(0, limit);
    },
    backup: () => Promise.reject(new Error('a history in memory has no file')),
    async prune(now) {
      events = events.filter(({ at }, index) => at >= now - retention.events || index === events.length - 1);
      for (const [id, { at }] of plans) if (at < now - retention.plans) plans.delete(id);
      for (const [id, { closed }] of episodes)
        if (closed !== undefined && closed.at < now - retention.episodes) episodes.delete(id);
      for (const [address, all] of applied)
        applied.set(
          address,
          all.filter(
            ({ facet, number }) =>
              !all.some(
                (later) =>
                  later.facet === facet && later.number > number && later.at < now - retention.applied,
              ),
          ),
        );
    },
    close: async () => undefined,
  });
}

function paged<T>(
  all: readonly T[],
  { limit, before }: Page,
  idOf: (one: T) => string,
  atOf: (one: T) => number,
): readonly T[] {
  const sorted = all.toSorted((a, b) => atOf(b) - atOf(a) || byCodeUnit(idOf(b), idOf(a)));
  const start = before === undefined ? 0 : sorted.findIndex((one) => idOf(one) === before) + 1;
  return before !== undefined && start === 0 ? [] : sorted.slice(start, start + limit);
}
