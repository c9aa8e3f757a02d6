import type { Address } from '../../../model/address.ts';
import type { StatusRecord } from '../../../model/history.ts';
import type { Plan } from '../../../model/plan.ts';
import type { ControllerState } from '../../controller.ts';

/** What can change on a page, by the names of formats/api/live.ts. */
export const topics = ['overview', 'attention', 'resources', 'plans', 'timeline'] as const;
export type Topic = (typeof topics)[number];

/** What changed between two states of one controller. */
export interface Change {
  readonly topics: readonly Topic[];
  /** Resources that are new or that show something else. */
  readonly changed: readonly Address[];
  readonly gone: readonly Address[];
  /** True where something else may show on every resource. */
  readonly all: boolean;
  /** True where nothing changed but how old the verdicts are. */
  readonly isAgeOnly: boolean;
}

type Piece = readonly [of: (state: ControllerState) => unknown, topics: readonly Topic[]];

/** What of a state is shown where. A status record is compared by itself: there are thousands of them. */
const pieces: readonly Piece[] = [
  [({ open }) => open.map(({ seenAt: _, ...shown }) => shown), ['timeline', 'attention', 'overview']],
  [({ decisions, stop }) => [decisions, stop], ['overview', 'attention', 'plans', 'timeline']],
  [
    ({ stack, inForce, wanted, pinned, dropped, needsBaseline }) => [
      [stack?.settings.name, [...(stack?.resources.keys() ?? [])]],
      inForce,
      wanted,
      pinned,
      dropped,
      needsBaseline,
    ],
    ['overview', 'attention', 'resources', 'timeline'],
  ],
  [({ leadership: { is, by, term } }) => [is, by, term], ['overview', 'attention', 'timeline']],
  [
    ({ unready, wedged, maxMode, under, tokens }) => [unready, wedged, maxMode, under, tokens],
    ['overview', 'attention'],
  ],
  [({ fullAt }) => fullAt, ['overview', 'attention', 'resources']],
  [({ underWay }) => underWay, ['overview', 'resources']],
];

/** Compares two states by what is shown of them; undefined where that is the same. */
export function changeBetween(before: ControllerState, after: ControllerState): Change | undefined {
  if (before === after) return undefined;
  const found = new Set(
    pieces.filter(([of]) => !isSame(of(before), of(after))).flatMap(([, about]) => about),
  );
  const all = found.has('resources');
  if (!isSamePlan(before.plan, after.plan))
    for (const topic of ['plans', 'attention', 'overview'] as const) found.add(topic);
  const { gone, hasAged, ...records } = recordsBetween(before.status, after.status);
  const changed = [...new Set([...records.changed, ...driftBetween(before, after)])];
  if (changed.length + gone.length > 0)
    for (const topic of ['resources', 'overview', 'attention'] as const) found.add(topic);
  const isAgeOnly = found.size === 0;
  if (isAgeOnly && !hasAged) return undefined;
  if (isAgeOnly) found.add('resources');
  return {
    topics: topics.filter((topic) => found.has(topic)),
    changed,
    gone,
    all: all || isAgeOnly,
    isAgeOnly,
  };
}

/** Lists resources whose drift began or ended: a list says since when they drift. */
function driftBetween(
  { open: before }: ControllerState,
  { open, status }: ControllerState,
): readonly Address[] {
  if (before === open) return [];
  const [old, now] = [idsOf(before), idsOf(open)];
  return [...before, ...open]
    .filter(({ id, address }) => old.has(id) !== now.has(id) && status.has(address))
    .map(({ address }) => address);
}

function idsOf(episodes: ControllerState['open']): ReadonlySet<string> {
  return new Set(episodes.map(({ id }) => id));
}

function recordsBetween(
  before: ControllerState['status'],
  after: ControllerState['status'],
): Pick<Change, 'changed' | 'gone'> & { readonly hasAged: boolean } {
  if (before === after) return { changed: [], gone: [], hasAged: false };
  const touched = [...after].filter(([address, record]) => before.get(address) !== record);
  const changed = touched.filter(([address, record]) => {
    const old = before.get(address);
    return old === undefined || !isSame(ageless(old), ageless(record));
  });
  return {
    changed: changed.map(([address]) => address),
    gone: [...before.keys()].filter((address) => !after.has(address)),
    hasAged: touched.some(([address, record]) => !isSame(before.get(address), record)),
  };
}

/** Leaves out when a record was read: each look changes that of every record. */
function ageless({ fullAt: _, fastAt: __, parts, ...record }: StatusRecord): object {
  return {
    ...record,
    parts: Object.entries(parts).map(([part, { at: ___, ...status }]) => [part, status]),
  };
}

/** Compares plans by what they show besides the verdicts on resources, which have records. */
function isSamePlan(before: Plan | undefined, after: Plan | undefined): boolean {
  return before === after || isSame(timeless(before), timeless(after));
}

function timeless(plan: Plan | undefined): object | undefined {
  if (plan === undefined) return undefined;
  const { at: _, resources, ...rest } = plan;
  const told = resources.filter(({ changes, notes }) => changes.length + notes.length > 0);
  return { ...rest, resources: told.map(({ address, changes, notes }) => ({ address, changes, notes })) };
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
