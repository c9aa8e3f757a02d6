import { byCodeUnit } from '../model/tree.ts';
import {
  both,
  conditionText,
  purposes,
  sorted,
  type Condition,
  type Demand,
  type Purpose,
} from './demand.ts';

/** A statement as IAM takes it; members are in the order in which people read them. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Condition;
}

interface Group {
  readonly purpose: Purpose;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: Condition | undefined;
}

/** Builds as few statements as say the same. Actions on the same resources under the same condition share one. */
export function statementsOf(demands: readonly Demand[]): readonly Statement[] {
  const groups = byResources(byAction(withJoinedValues(unabsorbed(demands))));
  return groups.map((group, index): Statement => {
    const alike = groups.filter(({ purpose }) => purpose === group.purpose);
    const nth = groups.slice(0, index + 1).filter(({ purpose }) => purpose === group.purpose).length;
    return {
      Sid: alike.length === 1 ? group.purpose : `${group.purpose}${nth}`,
      Effect: 'Allow',
      Action: group.actions,
      Resource: group.resources,
      ...(group.condition === undefined ? {} : { Condition: group.condition }),
    };
  });
}

/** Drops each demand that another one allows without any condition. A large estate has thousands of both. */
function unabsorbed(demands: readonly Demand[]): readonly Demand[] {
  const free = demands.filter(({ condition }) => condition === undefined);
  const freeOn = Map.groupBy(
    free.flatMap((demand) => demand.resources.map((resource) => ({ demand, resource }))),
    ({ demand, resource }) => `${demand.action} ${resource}`,
  );
  return demands.filter(({ action, resources: [first, ...others], condition }) => {
    if (condition === undefined) return true;
    const onFirst = freeOn.get(`${action} ${first ?? ''}`) ?? [];
    return !onFirst.some(({ demand }) => others.every((resource) => demand.resources.includes(resource)));
  });
}

/** Keys whose values stand for one another: what is allowed for each is allowed for all of them. */
const joined: ReadonlySet<string> = new Set(['aws:RequestedRegion', 'kms:ResourceAliases']);

/** Demands that differ in such values only are one with all the values. */
function withJoinedValues(demands: readonly Demand[]): readonly Demand[] {
  const merged = new Map<string, { readonly demand: Demand; values: Condition }>();
  for (const demand of demands) {
    const { condition = {}, ...bare } = demand;
    const { rest, values } = parted(condition);
    const shape = sorted(Object.entries(values).flatMap(([of, keys]) => [of, ...Object.keys(keys)]));
    const { purpose, action, resources } = demand;
    const text = [purpose, action, ...sorted(resources), conditionText(rest), ...shape].join('|');
    const held = merged.get(text);
    const kept = Object.keys(rest).length === 0 ? bare : { ...bare, condition: rest };
    if (held === undefined) merged.set(text, { demand: kept, values });
    else held.values = union(held.values, values);
  }
  return [...merged.values()].map(({ demand, values }) => {
    const condition = both(demand.condition, values);
    return Object.keys(condition).length === 0 ? demand : { ...demand, condition };
  });
}

function parted(condition: Condition): { readonly rest: Condition; readonly values: Condition } {
  const pick = (wanted: boolean): Condition =>
    Object.fromEntries(
      Object.entries(condition)
        .map(([operator, keys]) => {
          const kept = Object.entries(keys).filter(([key]) => joined.has(key) === wanted);
          return [operator, Object.fromEntries(kept)] as const;
        })
        .filter(([, keys]) => Object.keys(keys).length > 0),
    );
  return { rest: pick(false), values: pick(true) };
}

function union(a: Condition, b: Condition): Condition {
  return Object.fromEntries(
    Object.entries(a).map(([operator, keys]) => {
      const merged = Object.entries(keys).map(([key, values]): [string, readonly string[]] => [
        key,
        sorted([...[values].flat(), ...[b[operator]?.[key] ?? []].flat()]),
      ]);
      return [operator, Object.fromEntries(merged)];
    }),
  );
}

/** Groups all resources of one action under one condition. */
function byAction(demands: readonly Demand[]): readonly Group[] {
  const alike = Map.groupBy(demands, ({ purpose, action, condition }) =>
    [purpose, action, conditionText(condition)].join('|'),
  );
  return [...alike.values()].flatMap((group): readonly Group[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { purpose, action, condition } = first;
    const resources = sorted(group.flatMap((demand) => demand.resources));
    return [{ purpose, actions: [action], resources, condition }];
  });
}

function byResources(groups: readonly Group[]): readonly Group[] {
  const found = new Map<string, Group>();
  for (const group of groups) {
    const text = [group.purpose, conditionText(group.condition), ...group.resources].join('|');
    const actions = sorted([...(found.get(text)?.actions ?? []), ...group.actions]);
    found.set(text, { ...group, actions });
  }
  return [...found]
    .toSorted(([a, x], [b, y]) => rank(x.purpose) - rank(y.purpose) || byCodeUnit(a, b))
    .map(([, group]) => group);
}

const order = Object.keys(purposes);

function rank(purpose: Purpose): number {
  return order.indexOf(purpose);
}
