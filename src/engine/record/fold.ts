import type { Address } from '../../model/address.ts';
import type { Episode, StatusRecord } from '../../model/history.ts';
import { foldEpisodes, type EpisodeChange } from './episodes.ts';
import type { Sight } from './sight.ts';
import { foldStatus, isSameVerdict } from './status.ts';

/** What is known before a look. */
export interface Known {
  readonly status: ReadonlyMap<Address, StatusRecord>;
  /** The episodes that are not closed. */
  readonly open: readonly Episode[];
}

/** What one look changed. */
export interface Folded {
  /** Every record that was looked at, to be saved: each says when it was read. */
  readonly status: readonly StatusRecord[];
  /** Those of them whose verdict moved. */
  readonly changed: readonly StatusRecord[];
  readonly gone: readonly Address[];
  readonly episodes: readonly EpisodeChange[];
}

/** Folds one look or pass into what is known: values in, values out. A batch says nothing of what it did not look at. */
export function fold(before: Known, sight: Sight): Folded {
  const records = sight.plan.resources.map((resource) => {
    const old = before.status.get(resource.address);
    const record = foldStatus(old, resource, sight);
    return { record, isNew: record !== old, moved: old === undefined || !isSameVerdict(old, record) };
  });
  const planned = new Set(sight.plan.resources.map(({ address }) => address));
  return {
    status: records.filter(({ isNew }) => isNew).map(({ record }) => record),
    changed: records.filter(({ moved }) => moved).map(({ record }) => record),
    gone: sight.complete ? [...before.status.keys()].filter((address) => !planned.has(address)) : [],
    episodes: foldEpisodes(before.open, sight),
  };
}

/** Returns what is known after a look. */
export function known(before: Known, { status, gone, episodes }: Folded): Known {
  const records = new Map(before.status);
  for (const record of status) records.set(record.address, record);
  for (const address of gone) records.delete(address);
  return { status: records, open: openAfter(before.open, episodes) };
}

/** Lists the episodes that are open after some changed. */
export function openAfter(before: readonly Episode[], changes: readonly EpisodeChange[]): readonly Episode[] {
  const open = new Map(before.map((episode) => [episode.id, episode] as const));
  for (const { episode } of changes) {
    if (episode.closed === undefined) open.set(episode.id, episode);
    else open.delete(episode.id);
  }
  return [...open.values()];
}
