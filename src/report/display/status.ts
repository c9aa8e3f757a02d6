import type { z } from 'zod';
import { orphanOf } from './orphan.ts';
import type { Address } from '../../model/address.ts';
import { isoOf, type Instant } from '../../model/instant.ts';
import type { Intent, LastApplied, Lease } from '../../model/journal.ts';
import type { Observation, Seen } from '../../model/observation.ts';
import type { Health, Plan, ResourcePlan, Step, Sync } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { byCodeUnit } from '../../model/tree.ts';
import type { Immutable } from '../../model/plan-schema/immutable.ts';
import { diagnosticView } from './diagnostic.ts';
import type { statusJsonSchema } from '../formats/status.ts';
import { lineOf, pendingChanges } from './lines.ts';

/** What a status is made of: one look at AWS, and what the store remembers. */
export interface StatusInput {
  readonly plan: Plan;
  readonly observations: ReadonlyMap<Address, Observation>;
  /** Declared ones, and what an earlier stack left. */
  readonly resources: ReadonlyMap<Address, Resource>;
  readonly lastApplied: ReadonlyMap<Address, LastApplied>;
  readonly intents: readonly Intent[];
  readonly lease: Lease | undefined;
  readonly now: Instant;
  /** Those to be shown in detail; empty: all of them, as a table. */
  readonly only: readonly Address[];
}

/** The state of a stack, as every renderer shows it: with detail where single resources were asked for. */
export type StatusDisplay = Omit<Immutable<z.input<typeof statusJsonSchema>>, 'formatVersion' | 'kind'>;

export type ResourceStatus = StatusDisplay['resources'][number];

type Detail = 'facets' | 'replaced' | 'dependsOn' | 'referredToBy';

/** One resource with all that is known of it. */
export type ResourceDetail = ResourceStatus & Required<Pick<ResourceStatus, Detail>>;

export type FacetStatus = ResourceDetail['facets'][number];

export type StatusCounts = StatusDisplay['counts'];

export function statusOf(input: StatusInput): StatusDisplay {
  const { plan, only, now } = input;
  const shown = plan.resources.filter(({ address }) => only.length === 0 || only.includes(address));
  const stepsOf = Map.groupBy(plan.steps, ({ address }) => address);
  const rows = shown.map((resource) => rowOf(resource, stepsOf.get(resource.address) ?? [], input));
  return {
    stack: plan.stack,
    uid: plan.uid,
    ...(plan.commit === undefined ? {} : { commit: plan.commit }),
    at: isoOf(now),
    counts: countsOf(rows),
    ...(plan.stackChange === undefined || only.length > 0 ? {} : { stackChange: plan.stackChange }),
    resources: only.length === 0 ? rows : rows.map((row) => detailOf(row, input)),
    orphans: only.length === 0 ? plan.orphans.map(orphanOf) : [],
    intents: input.intents
      .filter(({ address }) => only.length === 0 || only.includes(address))
      .map(({ address, place, at }) => ({ address, place, since: isoOf(at) })),
    ...(input.lease === undefined
      ? {}
      : { lease: { holder: input.lease.holder, until: isoOf(input.lease.until) } }),
    diagnostics: plan.diagnostics.map(diagnosticView),
  };
}

function rowOf(
  resource: ResourcePlan,
  steps: readonly Step[],
  { observations, resources, lastApplied, now }: StatusInput,
): ResourceStatus {
  const { address, kind, place, ids, exists, sync, health, state, reason, why, blocked, notes } = resource;
  const observation = observations.get(address);
  const facets = observation?.is === 'present' ? Object.values(observation.facets) : [];
  const read = Math.min(
    resource.observedAt,
    ...facets.flatMap((seen) => (seen.is === 'value' ? [seen.asOf] : [])),
  );
  const applied = appliedAt(lastApplied.get(address));
  const labels = resources.get(address)?.metadata.labels ?? {};
  return {
    address,
    kind,
    place,
    ids,
    exists,
    sync,
    health,
    ...(state === undefined ? {} : { state }),
    ...(reason === undefined ? {} : { reason }),
    ...(why === undefined ? {} : { why }),
    ...(resource.hold === undefined ? {} : { hold: resource.hold }),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
    ...(applied === undefined ? {} : { appliedAt: isoOf(applied) }),
    readAt: isoOf(read),
    ageMs: Math.max(0, now - read),
    lines: pendingChanges(resource, steps).map(lineOf),
    unreadable: resource.unreadable.map(({ facet, failure: { op, name, message, code } }) => ({
      facet,
      op,
      name,
      message,
      code,
    })),
    ...(blocked === undefined ? {} : { blocked }),
    notes,
  };
}

/** Finds when a resource was last written. What was only found as wanted has the instant 0: it was never written. */
function appliedAt(last: LastApplied | undefined): Instant | undefined {
  const latest = Math.max(0, ...Object.values(last?.facets ?? {}).map(({ at }) => at));
  return latest === 0 ? undefined : latest;
}

function detailOf(
  row: ResourceStatus,
  { observations, resources, lastApplied }: StatusInput,
): ResourceDetail {
  const observation = observations.get(row.address);
  const resource = resources.get(row.address);
  const facets = observation?.is === 'present' ? observation.facets : {};
  const applied = lastApplied.get(row.address)?.facets ?? {};
  const unique = (addresses: readonly Address[]): readonly Address[] =>
    [...new Set(addresses)].filter((address) => address !== row.address).sort(byCodeUnit);
  return {
    ...row,
    facets: Object.entries(facets).map(([name, seen]) => facetOf(name, seen, applied[name]?.at)),
    replaced: Object.entries(applied).flatMap(([name, { replaced, at }]) =>
      replaced === undefined ? [] : [{ name, value: replaced, at: isoOf(at) }],
    ),
    dependsOn: unique(resource?.references.map(({ to }) => to) ?? []),
    referredToBy: unique(
      [...resources.values()].flatMap(({ address, references }) =>
        references.some(({ to }) => to === row.address) ? [address] : [],
      ),
    ),
    ...(resource === undefined ? {} : { manifest: { file: resource.span.file, line: resource.span.line } }),
  };
}

function facetOf(name: string, seen: Seen, applied: Instant | undefined): FacetStatus {
  const written = applied === undefined || applied === 0 ? {} : { appliedAt: isoOf(applied) };
  switch (seen.is) {
    case 'value':
      return { name, is: seen.is, value: seen.tree, readAt: isoOf(seen.asOf), ...written };
    case 'unreadable':
      return { name, is: seen.is, why: `${seen.failure.name}: ${seen.failure.message}`, ...written };
    case 'inapplicable':
      return { name, ...seen, ...written };
  }
}

export function countsOf(rows: readonly Pick<ResourceStatus, 'sync' | 'health'>[]): StatusCounts {
  const synced = (sync: Sync): number => rows.filter((row) => row.sync === sync).length;
  const being = (health: Health): number => rows.filter((row) => row.health === health).length;
  return {
    resources: rows.length,
    inSync: synced('InSync'),
    drifted: synced('Drifted'),
    pending: synced('PendingChange'),
    settling: synced('Settling'),
    unknown: synced('Unknown'),
    healthy: being('Healthy'),
    progressing: being('Progressing'),
    degraded: being('Degraded'),
    blocked: being('Blocked'),
    paused: being('Paused'),
  };
}

/** Returns true for one that a person should look at. */
export function needsAttention({ sync, health }: Pick<ResourceStatus, 'sync' | 'health'>): boolean {
  return sync !== 'InSync' || health !== 'Healthy';
}
