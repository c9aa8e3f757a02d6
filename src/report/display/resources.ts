import type { z } from 'zod';
import type { StatusRecord } from '../../model/history.ts';
import { isoOf } from '../../model/instant.ts';
import type { Immutable } from '../../model/plan-schema/immutable.ts';
import type { resourcesBodySchema } from '../formats/resources.ts';

export type ResourceList = Immutable<z.input<typeof resourcesBodySchema>>;

export type OwnedResource = ResourceList['items'][number];

/** Which resources are asked for; what is left out asks for all. */
export interface ResourceFilter {
  /** `Key`, `key` or `keys`. */
  readonly kinds?: readonly string[];
  readonly addresses?: readonly string[];
  /** All of these labels, with these values. */
  readonly labels?: Readonly<Record<string, string>>;
}

export function isAskedFor(record: StatusRecord, { kinds, addresses, labels = {} }: ResourceFilter): boolean {
  const isNamed = kinds === undefined && addresses === undefined;
  const byKind = kinds?.some((one) => isKind(one, record.kind)) === true;
  const byAddress = addresses?.includes(record.address) === true;
  return (
    (isNamed || byKind || byAddress) &&
    Object.entries(labels).every(([name, value]) => record.labels[name] === value)
  );
}

/** Matches a kind as kubectl takes it: in any case, in the singular or the plural. */
export function isKind(typed: string, kind: string): boolean {
  const [word, name] = [typed.toLowerCase(), kind.toLowerCase()];
  return [name, `${name}s`, `${name}es`, name.replace(/y$/u, 'ies')].includes(word);
}

/** Shows a resource as a record of the last looks tells it. */
export function ownedOf(
  record: StatusRecord,
  { stack, source }: { readonly stack: string; readonly source?: string },
): OwnedResource {
  const { address, kind, place, ids, labels, sync, health, state, reason, why, waiting } = record;
  const { fullAt, fastAt, hold } = record;
  return {
    ...(source === undefined ? {} : { source }),
    stack,
    address,
    kind,
    place,
    ids,
    labels,
    sync,
    health,
    ...(state === undefined ? {} : { state }),
    ...(reason === undefined ? {} : { reason }),
    ...(why === undefined ? {} : { why }),
    ...(hold === undefined ? {} : { hold: { reason: hold.reason, why: hold.why } }),
    waiting,
    ...(fullAt === undefined ? {} : { fullAt: isoOf(fullAt) }),
    ...(fastAt === undefined ? {} : { fastAt: isoOf(fastAt) }),
  };
}
