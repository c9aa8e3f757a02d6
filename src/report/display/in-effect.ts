import type { z } from 'zod';
import type { Decisions, Rejection, StopOrder } from '../../model/decisions.ts';
import { isoOf, type Instant } from '../../model/instant.ts';
import type { Immutable } from '../../model/plan-schema/immutable.ts';
import type { inEffect } from '../formats/in-effect.ts';

/** What persons decided and still counts, as every renderer shows it. */
export type InEffect = Immutable<z.input<typeof inEffect>>;

interface Bounded {
  readonly until: Instant;
}

/** Lists what of the decisions counts at this moment, and leaves out what ended. */
export function inEffectOf(decisions: Decisions, stop: StopOrder | undefined, now: Instant): InEffect {
  const { brakes, pauses, freeze, pin, yielded, silences, approvals } = decisions;
  const counts = <T extends Bounded>(one: T | undefined): one is T => one !== undefined && one.until > now;
  return {
    ...(stop === undefined ? {} : { stop: { by: stop.by, note: stop.why, at: isoOf(stop.at) } }),
    brakes: brakes.map((brake) => ({ ...brake, at: isoOf(brake.at) })),
    pauses: pauses.filter(counts).map((one) => ({ ...boundedOf(one), ...addressesOf(one) })),
    ...(counts(freeze) ? { freeze: boundedOf(freeze) } : {}),
    ...(counts(pin) ? { pin: { ...boundedOf(pin), commit: pin.commit } } : {}),
    ...(counts(yielded) ? { yielded: { ...boundedOf(yielded), to: yielded.to } } : {}),
    silences: silences.filter(counts).map((one) => ({
      ...boundedOf(one),
      ...addressesOf(one),
      ...(one.labels === undefined ? {} : { labels: one.labels }),
    })),
    approvals: approvals
      .filter((one) => counts(one) && one.usedAt === undefined)
      .map(({ id, by, at, until, of }) => ({
        id,
        by,
        at: isoOf(at),
        until: isoOf(until),
        address: of.address,
        step: of.step,
        classes: of.classes,
      })),
    rejections: decisions.rejections.map(rejectionView),
  };
}

/** Tells whether anything counts. */
export function isAnythingIn(given: InEffect): boolean {
  return Object.values(given).some((one) => !Array.isArray(one) || one.length > 0);
}

/** Shows a rejection, with who, why and since when. */
export function rejectionView({ id, by, at, why, of }: Rejection): InEffect['rejections'][number] {
  return { id, by, at: isoOf(at), note: why, address: of.address, step: of.step };
}

type Decided = InEffect['pauses'][number];

function boundedOf({
  id,
  by,
  at,
  until,
  why,
}: Pick<Decisions['pauses'][number], 'id' | 'by' | 'at' | 'until' | 'why'>): Omit<Decided, 'addresses'> {
  return { id, by, at: isoOf(at), until: isoOf(until), note: why };
}

function addressesOf({
  addresses,
}: Pick<Decisions['pauses'][number], 'addresses'>): Pick<Decided, 'addresses'> {
  return addresses === undefined ? {} : { addresses };
}
