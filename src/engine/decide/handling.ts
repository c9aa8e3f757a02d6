import type { ApplyRule, Handling, HealRule, Resource, Settings, Window } from '../../model/resource.ts';

/** What a daemon may do to one resource by itself. */
export interface Handled {
  readonly apply: ApplyRule;
  readonly heal: HealRule;
  /** Of each list one must be open. */
  readonly windows: readonly (readonly Window[])[];
}

const applies: readonly ApplyRule[] = ['off', 'approve', 'auto'];
const heals: readonly HealRule[] = ['off', 'protective', 'auto'];

/** Finds the tightest of what the Stack, its rules by label and the resource say. */
export function handlingOf(
  { handling = [] }: Pick<Settings, 'handling'>,
  resource: Pick<Resource, 'metadata' | 'guardLabels'> | undefined,
): Handled {
  const layers = handling.filter((one) => selects(one, resource));
  const own: Handling = resource?.metadata ?? {};
  return {
    ...tightestOf([...layers, own]),
    windows: layers.flatMap(({ windows }) => (windows === undefined ? [] : [windows])),
  };
}

/** Finds the tightest of several. */
export function tightestOf(
  all: readonly Pick<Handling, 'apply' | 'heal'>[],
): Pick<Handled, 'apply' | 'heal'> {
  return {
    apply: tightest(
      applies,
      all.map(({ apply }) => apply),
    ),
    heal: tightest(
      heals,
      all.map(({ heal }) => heal),
    ),
  };
}

/** Tests whether drift is narrowed: what nobody accepted yet cannot end that. */
export function narrows(
  { handling = [] }: Pick<Settings, 'handling'>,
  resource: Pick<Resource, 'metadata' | 'guardLabels' | 'guardHeal'> | undefined,
): boolean {
  const accepted = handling.filter((one) => one.isNew !== true && selects(one, resource));
  const own = resource?.guardHeal ?? resource?.metadata.heal;
  return [...accepted.map(({ heal }) => heal), own].every((heal) => heal !== 'off');
}

function selects(
  { labels = {} }: Handling,
  resource: Pick<Resource, 'metadata' | 'guardLabels'> | undefined,
): boolean {
  const wanted = Object.entries(labels);
  if (wanted.length === 0) return true;
  return [resource?.metadata.labels, resource?.guardLabels].some(
    (own) => own !== undefined && wanted.every(([name, value]) => own[name] === value),
  );
}

function tightest<T>(scale: readonly T[], found: readonly (T | undefined)[]): T {
  const ranks = found.flatMap((one) => (one === undefined ? [] : [scale.indexOf(one)]));
  return scale[Math.min(...ranks, scale.length - 1)] as T;
}
