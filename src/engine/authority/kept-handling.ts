import { defaultHourly } from '../decide/limits.ts';
import { tightestOf } from '../decide/handling.ts';
import type { AcceptedResource } from '../../model/accepted.ts';
import type { Caps, Handling, Metadata, Resource, Settings } from '../../model/resource.ts';
import { sameTree, type Tree } from '../../model/tree.ts';

type Held = Pick<Settings, 'handling' | 'waves' | 'notify'>;

/** Takes the caps of two Stacks, whichever are lower. */
export function lowerCaps(a: Caps, b: Caps): Caps {
  const lower = { count: Math.min(a.count, b.count), percent: Math.min(a.percent, b.percent) };
  if (a.hourly === undefined && b.hourly === undefined) return lower;
  const [one, two] = [a.hourly ?? defaultHourly, b.hourly ?? defaultHourly];
  return {
    ...lower,
    hourly: { count: Math.min(one.count, two.count), percent: Math.min(one.percent, two.percent) },
  };
}

/** Returns the rules of a daemon until the declared Stack is accepted: only what both Stacks allow. */
export function judgedHandling(before: Held, declared: Held): Held {
  const accepted = before.handling ?? [];
  const added = (declared.handling ?? []).filter((one) => !accepted.some((other) => same(one, other)));
  return {
    ...others(before, declared),
    ...listed([...accepted, ...added.map((one): Handling => ({ ...one, isNew: true }))]),
  };
}

/** Keeps earlier rules in an apply that accepts nothing looser. */
export function keptHandling(before: Held, declared: Held): Held {
  const [was, is] = [before.handling ?? [], declared.handling ?? []].map(split);
  const rules = [
    ...(was?.rules ?? []),
    ...(is?.rules ?? []).filter((one) => !was?.rules.some((other) => same(one, other))),
  ];
  const [own, next] = [was?.all ?? {}, is?.all ?? {}];
  const { apply } = tightestOf([own, next]);
  const windows = own.windows ?? next.windows;
  const all: Handling = {
    ...(apply === 'auto' ? {} : { apply }),
    ...(own.heal === undefined ? {} : { heal: own.heal }),
    ...(windows === undefined ? {} : { windows }),
  };
  return {
    ...others(before, declared),
    ...listed([...(Object.keys(all).length === 0 ? [] : [all]), ...rules]),
  };
}

/** Returns the rules of a resource until its metadata are accepted. */
export function judgedOwn(
  before: AcceptedResource | undefined,
  metadata: Metadata,
): {
  readonly metadata: Pick<Metadata, 'apply' | 'heal'>;
  readonly guard: Pick<Resource, 'guardHeal' | 'guardLabels'>;
} {
  if (before === undefined) return { metadata: {}, guard: {} };
  const { apply, heal } = tightestOf([before, metadata]);
  return {
    metadata: { ...(apply === 'auto' ? {} : { apply }), ...(heal === 'auto' ? {} : { heal }) },
    guard: {
      ...(before.heal === metadata.heal ? {} : { guardHeal: before.heal ?? 'auto' }),
      ...(before.labels === undefined ? {} : { guardLabels: before.labels }),
    },
  };
}

function others(before: Held, declared: Held): Pick<Held, 'waves' | 'notify'> {
  const waves = before.waves ?? declared.waves;
  const notify = before.notify ?? declared.notify;
  return { ...(waves === undefined ? {} : { waves }), ...(notify === undefined ? {} : { notify }) };
}

function listed(handling: readonly Handling[]): Pick<Held, 'handling'> {
  return handling.length === 0 ? {} : { handling };
}

function split(handling: readonly Handling[]): {
  readonly all?: Handling;
  readonly rules: readonly Handling[];
} {
  const all = handling.find(({ labels }) => labels === undefined);
  const rules = handling.filter(({ labels }) => labels !== undefined);
  return { rules, ...(all === undefined ? {} : { all }) };
}

function same(a: Handling, b: Handling): boolean {
  return sameTree(a as Tree, b as Tree);
}
