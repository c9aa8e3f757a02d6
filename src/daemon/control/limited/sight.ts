import { kindOf, type Address } from '../../../model/address.ts';
import { mayRead, type Binding, type Thing } from '../../../model/binding.ts';
import { derived, derivedFrom, remembered } from '../../../model/derived.ts';
import { digestOf } from '../../../model/digest.ts';
import { isMap } from '../../../model/tree.ts';
import type { ControllerState } from '../../controller.ts';

/** What somebody with some bindings sees of one Stack. */
export interface Sight {
  sees(address: Address): boolean;
  /** Puts "another resource" in place of each resource that a text names and that is not seen. */
  text(text: string): string;
  /**
   * Does the same to every text in a value, once for each value. Gives the value itself where it names nothing of the
   * kind.
   */
  value<T>(value: T): T;
}

/**
 * Describes the resources of a state as bindings judge them. One whose labels change counts by the accepted and by the
 * new ones: else whoever writes a label in a commit would choose their own reader.
 */
export function thingsIn(state: ControllerState): ReadonlyMap<Address, readonly Thing[]> {
  return things(state.stack, state.status, state.plan);
}

const things = derivedFrom(
  (
    stack: ControllerState['stack'],
    status: ControllerState['status'],
    plan: ControllerState['plan'],
  ): ReadonlyMap<Address, readonly Thing[]> => {
    const name = nameFor({ stack });
    const found = new Map<Address, readonly Thing[]>();
    const unlabelled = [...(plan?.orphans ?? []), ...(plan?.steps ?? []), ...(plan?.resources ?? [])];
    for (const { address, place } of unlabelled)
      found.set(address, [{ stack: name, account: place.account, kind: kindOf(address), labels: {} }]);
    for (const { address, place, labels } of status.values())
      found.set(address, [{ stack: name, account: place.account, kind: kindOf(address), labels }]);
    for (const { address, place, metadata, guardLabels } of stack?.resources.values() ?? []) {
      const thing = { stack: name, account: place.account, kind: kindOf(address) };
      const all = guardLabels === undefined ? [metadata.labels] : [metadata.labels, guardLabels];
      found.set(
        address,
        all.map((labels) => ({ ...thing, labels })),
      );
    }
    return found;
  },
);

/** Gives the name of the Stack that bindings ask for. Before the first good revision nobody knows it: it is no name. */
export function nameFor({ stack }: { readonly stack?: ControllerState['stack'] }): string {
  return stack?.settings.name ?? '';
}

/** More kinds of callers than a daemon has: the sights of more are forgotten together. */
const mostKept = 32;

interface Last {
  seen: string;
  sight: Sight | undefined;
}

/** The last sight of a kind of caller, with what it sees. */
const lastOf = remembered(mostKept, (_key: string): Last => ({ seen: '', sight: undefined }));

/**
 * Gives the sight of some bindings: the one of before where the same resources are seen, since it knows what it has
 * limited. A look changes a few records of thousands.
 */
export function sightOf(bindings: readonly Binding[], state: ControllerState): Sight {
  const key = JSON.stringify([state.source, bindings]);
  const made = madeFor(thingsIn(state));
  const known = made.get(key);
  if (known !== undefined) return known;
  const of = { bindings, stack: nameFor(state), seen: seenBy(bindings, thingsIn(state)) };
  const seen = digestOf([of.stack, [...of.seen]]);
  const last = lastOf(key);
  const sight = last.seen === seen && last.sight !== undefined ? last.sight : createSight(of);
  Object.assign(last, { seen, sight });
  if (made.size >= mostKept) made.clear();
  made.set(key, sight);
  return sight;
}

const madeFor = derived((_: ReadonlyMap<Address, readonly Thing[]>) => new Map<string, Sight>());

function seenBy(
  bindings: readonly Binding[],
  all: ReadonlyMap<Address, readonly Thing[]>,
): ReadonlyMap<Address, boolean> {
  return new Map(
    [...all].map(([address, found]) => [address, found.every((thing) => mayRead(bindings, thing))]),
  );
}

interface Seeing {
  readonly bindings: readonly Binding[];
  /** The name of the Stack. */
  readonly stack: string;
  /** All resources that anything describes, and whether they are seen. */
  readonly seen: ReadonlyMap<Address, boolean>;
}

/**
 * Makes a sight. A resource that nothing describes any more has neither account nor labels, so that a binding limited by
 * these does not cover it.
 */
function createSight({ bindings, stack, seen }: Seeing): Sight {
  const kinds = new Set([...seen.keys()].map(kindOf));
  const limited = new WeakMap<object, unknown>();

  function sees(address: Address): boolean {
    return seen.get(address) ?? mayRead(bindings, { stack, account: '', kind: kindOf(address), labels: {} });
  }

  /** Tells whether a text may say a name. Names hold dots, so `Key/a.arn` can mean an attribute of `Key/a`. */
  function maySay(name: Address): boolean {
    if (sees(name) || !kinds.has(kindOf(name))) return true;
    if (seen.has(name)) return false;
    const dot = name.lastIndexOf('.');
    return dot > 0 && maySay(name.slice(0, dot) as Address);
  }

  function text(given: string): string {
    return given.includes('/')
      ? given.replaceAll(addresses, (whole, name: Address) => (maySay(name) ? whole : 'another resource'))
      : given;
  }

  function walked(value: unknown): unknown {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) {
      const items: readonly unknown[] = value;
      const next = items.map(walked);
      return next.every((one, at) => one === items[at]) ? value : next;
    }
    if (value instanceof Map || value instanceof Set || !isMap(value)) return value;
    const entries = Object.entries(value);
    const next = entries.map(([name, one]) => [text(name), walked(one)] as const);
    return next.every(([name, one]) => Object.hasOwn(value, name) && one === value[name])
      ? value
      : Object.fromEntries(next);
  }

  function value<T>(given: T): T {
    if (typeof given !== 'object' || given === null) return walked(given) as T;
    const before = limited.get(given);
    if (before !== undefined) return before as T;
    const made = walked(given);
    limited.set(given, made);
    return made as T;
  }

  return { sees, text, value };
}

/** An address as sentences have it, with the step that may follow it; not the middle of an ARN or a path. */
const addresses =
  /(?<![\w/:.-])(?<name>[A-Z][A-Za-z]*\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?:#[\w-]+(?::\w+)?)?/gu;
