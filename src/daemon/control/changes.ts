import type { Address } from '../../model/address.ts';
import type { Approved, Decisions, Person, Taken } from '../../model/decisions.ts';
import type { Instant } from '../../model/instant.ts';
import { contributorsWith } from '../decide/admission.ts';

/** Who decides, and when. */
export interface Stamp {
  readonly id: string;
  readonly by: Person;
  readonly at: Instant;
}

export interface Bounded {
  readonly why: string;
  readonly until: Instant;
}

/** A change is asked again where another replica decided meanwhile, so it looks at nothing but what it is given. */
type Change = (before: Decisions) => Decisions;

/** Gives each step an approval of its own: it is used once. */
export function approved(stamps: readonly (Stamp & { readonly of: Approved })[], until: Instant): Change {
  return (before) => ({
    ...before,
    approvals: [...before.approvals, ...stamps.map((one) => ({ ...one, until }))],
  });
}

/** Takes back, with a rejection, the approvals of the same step that nothing used yet. */
export function rejected(stamps: readonly (Stamp & { readonly of: Approved })[], why: string): Change {
  const steps = new Set(stamps.map(({ of }) => of.step));
  return (before) => ({
    ...before,
    approvals: before.approvals.filter(({ usedAt, of }) => usedAt !== undefined || !steps.has(of.step)),
    rejections: [
      ...before.rejections,
      ...stamps.map(({ of: { address, step, desired, observed }, ...stamp }) => ({
        ...stamp,
        of: { address, step, desired, observed },
        why,
      })),
    ],
  });
}

/** Ends a rejection: the step then waits, or runs, as it would have without. */
export function unrejected(id: string): Change {
  return (before) => ({ ...before, rejections: before.rejections.filter((one) => one.id !== id) });
}

/** Replaces an earlier pause of the same resources: the end and the reason of the new one are what holds. */
export function paused(stamp: Stamp, addresses: readonly Address[] | undefined, bounded: Bounded): Change {
  const pause = { ...stamp, ...bounded, ...(addresses === undefined ? {} : { addresses }) };
  return (before) => ({
    ...before,
    pauses: [...before.pauses.filter((one) => !isSameScope(one.addresses, addresses)), pause],
  });
}

/** Tests whether two decisions are about the same resources; undefined: about the whole Stack. */
export function isSameScope(a: readonly Address[] | undefined, b: readonly Address[] | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return new Set(a).symmetricDifference(new Set(b)).size === 0;
}

export function frozen(stamp: Stamp, bounded: Bounded): Change {
  return (before) => ({ ...before, freeze: { ...stamp, ...bounded } });
}

/** Ends pauses of these addresses. Of a pause that names others too, those stay paused. */
export function resumed(addresses: readonly Address[]): Change {
  return (before) => ({
    ...before,
    pauses: before.pauses.flatMap((pause) => {
      if (pause.addresses === undefined) return [pause];
      const left = pause.addresses.filter((address) => !addresses.includes(address));
      return left.length === 0 ? [] : [{ ...pause, addresses: left }];
    }),
  });
}

/** Ends all that holds the Stack back by a person's word, but for a pin and an order to stop. */
export function resumedWhole({ freeze: _, yielded: __, ...before }: Decisions): Decisions {
  return { ...before, pauses: [] };
}

/** Lets these kinds, which the brake stopped, go on, and does not count them until the end. */
export function brakesReleased(
  stamps: readonly (Stamp & { readonly kind: string })[],
  bounded: Bounded,
): Change {
  const kinds = new Set(stamps.map(({ kind }) => kind));
  return (before) => ({
    ...before,
    brakes: before.brakes.filter(({ kind }) => !kinds.has(kind)),
    letGo: [...before.letGo, ...stamps.map((one) => ({ ...one, ...bounded }))],
  });
}

export function pinned(stamp: Stamp, commit: string, bounded: Bounded): Change {
  return (before) => ({ ...before, pin: { ...stamp, ...bounded, commit } });
}

export function unpinned({ pin: _, ...before }: Decisions): Decisions {
  return before;
}

export function yielded(stamp: Stamp, to: string, bounded: Bounded): Change {
  return (before) => ({ ...before, yielded: { ...stamp, ...bounded, to } });
}

/**
 * Accepts a revision and settles nothing by it: who contributed before still may not approve what the commits bring.
 */
export function taken(what: Taken & { readonly contributors: readonly string[] }): Change {
  return (before) => ({
    ...before,
    taken: {
      ...what,
      contributors: contributorsWith(before.taken?.contributors, what.contributors),
    },
  });
}

interface Silenced {
  readonly addresses?: readonly Address[];
  readonly labels?: Readonly<Record<string, string>>;
}

export function silenced(stamp: Stamp, { addresses, labels }: Silenced, bounded: Bounded): Change {
  const silence = {
    ...stamp,
    ...bounded,
    ...(addresses === undefined ? {} : { addresses }),
    ...(labels === undefined ? {} : { labels }),
  };
  return (before) => ({ ...before, silences: [...before.silences, silence] });
}

export function unsilenced(id: string): Change {
  return (before) => ({ ...before, silences: before.silences.filter((one) => one.id !== id) });
}
