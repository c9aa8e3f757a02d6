import type { Address } from '../../../model/address.ts';
import { second, type Duration, type Instant } from '../../../model/instant.ts';
import type { Controller, ControllerState } from '../../controller.ts';
import { rowsIn, type Row } from '../list/row.ts';
import { changeBetween, topics, type Change, type Topic } from './view.ts';

/** All that changed since a number. */
export interface News {
  /** Of the newest change. */
  readonly number: number;
  readonly topics: readonly Topic[];
  readonly changed: readonly Address[];
  readonly gone: readonly Address[];
  /** True where something else may show on every resource. */
  readonly all: boolean;
}

/** The numbered changes of what some callers see: those with the same bindings see the same. */
export interface Channel {
  /** Begins with 0, and moves with each change. */
  number(): number;
  /** Tells what changed since a number; undefined where it is too long ago to be known. */
  since(number: number): News | undefined;
  /** Shows some resources as they stand now, as far as the callers see them. */
  rows(addresses: readonly Address[]): readonly Row[];
}

/** Changes that are remembered for whoever comes back. */
const remembered = 256;

/** How often verdicts that only became younger are published. */
const aging: Duration = 30 * second;

type Views = ReadonlyMap<string, ControllerState>;

/** Makes the channel of what `visible` gives: controllers that are limited to what the callers may read. */
export function createChannel(visible: () => readonly Controller[], now: () => Instant): Channel {
  let views = viewsOf(visible());
  let number = 0;
  let toldAges = now();
  const changes: (Omit<News, 'number'> & { readonly number: number })[] = [];

  /** Notes what changed since the last time that anybody asked. */
  function advance(): void {
    const current = viewsOf(visible());
    const found = between(views, current);
    if (found === undefined) return;
    const at = now();
    // After the clock was set back, the last news are of a later time.
    if (found.isAgeOnly && at >= toldAges && at - toldAges < aging) return;
    views = current;
    toldAges = at;
    number += 1;
    changes.push({ number, ...found });
    if (changes.length > remembered) changes.shift();
  }

  return {
    number() {
      advance();
      return number;
    },
    since(from) {
      advance();
      const later = changes.filter((change) => change.number > from);
      if (from > number || later.length < number - from) return undefined;
      return { number, ...joined(later) };
    },
    rows: (addresses) => [...views.values()].flatMap((state) => rowsIn(state, addresses, now())),
  };
}

function viewsOf(controllers: readonly Controller[]): Views {
  return new Map(controllers.map(({ name, state }) => [name, state()]));
}

function between(before: Views, after: Views): Change | undefined {
  const isOther = before.size !== after.size || [...before.keys()].some((name) => !after.has(name));
  if (isOther) return { topics, changed: [], gone: [], all: true, isAgeOnly: false };
  const found = [...after].flatMap(([name, state]) => {
    const old = before.get(name);
    return (old === undefined ? undefined : changeBetween(old, state)) ?? [];
  });
  if (found.length === 0) return undefined;
  return { ...joined(found), isAgeOnly: found.every(({ isAgeOnly }) => isAgeOnly) };
}

/** Joins changes in their order: what came back is not gone, and what went is not changed. */
function joined(all: readonly Omit<News, 'number'>[]): Omit<News, 'number'> {
  const found = new Set(all.flatMap((one) => one.topics));
  const last = new Map<Address, 'changed' | 'gone'>();
  for (const one of all) {
    for (const address of one.changed) last.set(address, 'changed');
    for (const address of one.gone) last.set(address, 'gone');
  }
  const which = (is: 'changed' | 'gone'): readonly Address[] =>
    [...last].filter(([, state]) => state === is).map(([address]) => address);
  return {
    topics: topics.filter((topic) => found.has(topic)),
    changed: which('changed'),
    gone: which('gone'),
    all: all.some((one) => one.all),
  };
}
