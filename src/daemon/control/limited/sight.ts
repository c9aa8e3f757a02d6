import { kindOf, type Address } from '../../../model/address.ts';
import { mayRead, type Binding, type Thing } from '../../../model/binding.ts';
import { derived } from '../../../model/derived.ts';
import { isMap } from '../../../model/tree.ts';
import type { ControllerState } from '../../controller.ts';

/** What somebody with some bindings sees of one Stack. */
export interface Sight {
  sees(address: Address): boolean;
  /** Puts "another resource" in place of each resource that a text names and that is not seen. */
  text(text: string): string;
  /** Does the same to every text in a value. Gives the value itself where it names nothing of the kind. */
  value<T>(value: T): T;
}

/**
 * Describes the resources of a state as bindings judge them. One whose labels change counts by the accepted and by the
 * new ones: else whoever writes a label in a commit would choose their own reader.
 */
export const thingsIn = derived((state: ControllerState): ReadonlyMap<Address, readonly Thing[]> => {
  const { stack, status, plan } = state;
  const name = nameFor(state);
  const things = new Map<Address, readonly Thing[]>();
  const unlabelled = [...(plan?.orphans ?? []), ...(plan?.steps ?? []), ...(plan?.resources ?? [])];
  for (const { address, place } of unlabelled)
    things.set(address, [{ stack: name, account: place.account, kind: kindOf(address), labels: {} }]);
  for (const { address, place, labels } of status.values())
    things.set(address, [{ stack: name, account: place.account, kind: kindOf(address), labels }]);
  for (const { address, place, metadata, guardLabels } of stack?.resources.values() ?? []) {
    const thing = { stack: name, account: place.account, kind: kindOf(address) };
    const all = guardLabels === undefined ? [metadata.labels] : [metadata.labels, guardLabels];
    things.set(
      address,
      all.map((labels) => ({ ...thing, labels })),
    );
  }
  return things;
});

/** Gives the name of the Stack that bindings ask for. Before the first good revision nobody knows it: it is no name. */
export function nameFor({ stack }: ControllerState): string {
  return stack?.settings.name ?? '';
}

/**
 * Makes the sight of some bindings. A resource that nothing describes any more has neither account nor labels, so that a
 * binding limited by these does not cover it.
 */
export function sightOf(bindings: readonly Binding[], state: ControllerState): Sight {
  const things = thingsIn(state);
  const kinds = new Set([...things.keys()].map(kindOf));
  const seen = new Map<Address, boolean>();

  function sees(address: Address): boolean {
    const before = seen.get(address);
    if (before !== undefined) return before;
    const unknown = { stack: nameFor(state), account: '', kind: kindOf(address), labels: {} };
    const is = (things.get(address) ?? [unknown]).every((thing) => mayRead(bindings, thing));
    if (things.has(address)) seen.set(address, is);
    return is;
  }

  /** Tells whether a text may say a name. Names hold dots, so `Key/a.arn` can mean an attribute of `Key/a`. */
  function maySay(name: Address): boolean {
    if (sees(name) || !kinds.has(kindOf(name))) return true;
    if (things.has(name)) return false;
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

  return { sees, text, value: (value) => walked(value) as typeof value };
}

/** An address as sentences have it, with the step that may follow it; not the middle of an ARN or a path. */
const addresses =
  /(?<![\w/:.-])(?<name>[A-Z][A-Za-z]*\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?:#[\w-]+(?::\w+)?)?/gu;
