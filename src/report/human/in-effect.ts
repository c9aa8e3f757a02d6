import type { InEffect } from '../display/in-effect.ts';
import { someOf } from '../sentences/decisions.ts';
import { clipped } from '../text/visible.ts';

export const inEffectTitle = 'Decisions in effect:';

export const nothingInEffect: InEffect = {
  brakes: [],
  pauses: [],
  silences: [],
  approvals: [],
  rejections: [],
};

/** What persons write is data: one line, and no longer than the record keeps it (authority.md §5.27). */
const longest = 200;

type Bounded = Pick<InEffect['pauses'][number], 'by' | 'until' | 'note'>;

/** Lists what persons decided and still counts, a line each: who, until when, why, and what ends it. */
export function inEffectTexts(given: InEffect): readonly string[] {
  const { stop, brakes, pin, freeze, yielded, pauses, silences, approvals, rejections } = given;
  return [
    ...(stop === undefined
      ? []
      : [`STOP since ${stop.at}: no replica writes; ${noteOf(stop.by, stop.note)}; to end: reconcile start`]),
    ...brakes.map(
      ({ kind, at, confirmed }) =>
        `the brake stopped ${kind} at ${at}, after ${String(confirmed)} confirmed writes; to release: reconcile resume --brake --for 30m --reason TEXT`,
    ),
    ...(pin === undefined
      ? []
      : [`held at commit ${pin.commit} ${boundedText(pin)}; to end: reconcile sync`]),
    ...(freeze === undefined
      ? []
      : [`frozen, except for protective repairs, ${boundedText(freeze)}; to end: reconcile resume`]),
    ...(yielded === undefined
      ? []
      : [`the lease is lent to ${yielded.to} ${boundedText(yielded)}; to end: reconcile resume`]),
    ...pauses.map((pause) => {
      const named = pause.addresses === undefined ? '' : ` ${pause.addresses.join(' ')}`;
      const what = pause.addresses === undefined ? 'the whole Stack' : someOf(pause.addresses);
      return `${what} paused ${boundedText(pause)}; to end: reconcile resume${named}`;
    }),
    ...silences.map(
      (one) =>
        `notifications of ${silencedText(one)} silenced ${boundedText(one)}; to end: reconcile silence --end ${one.id}`,
    ),
    ...approvals.map(
      ({ step, by, until, classes }) =>
        `${step} approved by ${by.name} until ${until} (${classes.join(', ')})`,
    ),
    ...rejections.map(rejectionText),
  ];
}

/** Tells a rejection in a line: since when, by which person, why, and what ends it. */
export function rejectionText({ id, step, by, at, note }: InEffect['rejections'][number]): string {
  return `${step} rejected since ${at}, ${noteOf(by.name, note)}; to end: reconcile reject --end ${id}`;
}

function boundedText({ by, until, note }: Bounded): string {
  return `until ${until}, ${noteOf(by.name, note)}`;
}

function noteOf(who: string, note: string): string {
  const { text, cut } = clipped(note, longest);
  return `by ${who}: ${text}${cut === undefined ? '' : '…'}`;
}

function silencedText({ addresses, labels }: InEffect['silences'][number]): string {
  const named = [
    ...(addresses ?? []),
    ...Object.entries(labels ?? {}).map(([name, value]) => `${name}=${value}`),
  ];
  return named.length === 0 ? 'the whole Stack' : someOf(named);
}
