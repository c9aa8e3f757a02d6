import type { Address } from '../model/address.ts';
import { kindOf, nameOf } from '../model/address.ts';
import { attributesOf } from '../model/attributes.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import type { Subject } from '../model/subject.ts';
import type { Ids } from '../model/ids.ts';
import type { Step } from '../model/plan.ts';
import type { Metadata, Resource } from '../model/resource.ts';
import { resolve } from '../model/template.ts';
import { digestOf } from '../model/digest.ts';
import type { EstimateInput } from './input.ts';

/**
 * Every resource as its kind takes it once it exists, orphans too: what AWS has not assigned yet has a made-up id, so that
 * the calls that will be made for it can be counted.
 */
export interface Subjects {
  of(address: Address): Subject<unknown> | undefined;
  /** What others refer to. */
  attributesAt(address: Address): Readonly<Record<string, string>>;
  /** Of a step, also of one whose resource no manifest declares any more. */
  ofStep(step: Step): Subject<unknown>;
}

export function subjectsOf({
  plan,
  stack,
  kinds,
}: Pick<EstimateInput, 'stack' | 'kinds'> & {
  readonly plan: Pick<EstimateInput['plan'], 'orphans' | 'resources'>;
}): Subjects {
  const { settings } = stack;
  const orphans = new Map(plan.orphans.map((orphan) => [orphan.address, orphan]));
  const seen = new Map([...plan.orphans, ...plan.resources].map(({ address, ids }) => [address, ids]));
  const made = new Map<Address, Subject<unknown>>();
  const underWay = new Set<Address>();

  function make(resource: Resource): Subject<unknown> {
    const { address, metadata, place, spec, references } = resource;
    underWay.add(address);
    const targets = [...new Set(references.filter(({ edge }) => edge).map(({ to }) => to))];
    const attributes = new Map(targets.map((to) => [to, attributesAt(to)] as const));
    const bare = { address, spec: resolve(spec, attributes), metadata, place, ids: {}, settings };
    const known = seen.get(address) ?? {};
    const kind = kinds.get(resource.kind);
    const ids = Object.keys(known).length > 0 || kind === undefined ? known : idsToCome(kind, bare);
    underWay.delete(address);
    return { ...bare, ids };
  }

  function of(address: Address): Subject<unknown> | undefined {
    const before = made.get(address);
    if (before !== undefined) return before;
    const resource = stack.resources.get(address);
    const orphan = orphans.get(address);
    if (resource === undefined) return orphan === undefined ? undefined : undeclared(orphan);
    if (underWay.has(address)) return undefined;
    const subject = make(resource);
    made.set(address, subject);
    return subject;
  }

  /** Builds the subject of what an earlier manifest left: it is known by its ids alone. */
  function undeclared({ address, place }: Pick<Step, 'address' | 'place'>): Subject<unknown> {
    const ids = seen.get(address) ?? {};
    return { address, spec: ids, metadata: noMetadata(address), place, ids, settings };
  }

  function attributesAt(address: Address): Readonly<Record<string, string>> {
    const subject = of(address);
    const kind = kinds.get(kindOf(address));
    return subject === undefined || kind === undefined ? {} : attributesOf(kind, subject.ids);
  }

  return { of, attributesAt, ofStep: (step) => of(step.address) ?? undeclared(step) };
}

function noMetadata(address: Address): Metadata {
  const name = nameOf(address);
  return { name, labels: {}, annotations: {}, formerly: [], state: 'absent', ignore: [] };
}

function idsToCome({ identity }: AnyKind, at: Subject<unknown>): Ids {
  if (identity.by === 'name') return identity.ids(at) ?? {};
  return identity.idsOf(digestOf(at.address), at.place, at.settings);
}
