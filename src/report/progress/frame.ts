import { showPlace } from '../../model/call.ts';
import type { Instant } from '../../model/instant.ts';
import { durationText, doingText } from '../human/progress.ts';
import { plain, type Style } from '../text/style.ts';
import { visible } from '../text/visible.ts';
import { clipToWidth, padEnd, widthOf } from '../text/width.ts';
import { endedSteps, timeLeft, type ProgressState, type Running } from './state.ts';
import { plural } from '../../model/plural.ts';

export interface FrameLook {
  readonly columns: number;
  readonly rows: number;
  readonly style: Style;
  /** When all of it is done, about. */
  readonly expectedEnd?: Instant;
}

/** One line of a frame, and how many columns it takes: colours have no width. */
export interface FrameLine {
  readonly text: string;
  readonly columns: number;
}

/** More than this would push away what was said before. */
const mostRows = 14;

/**
 * Draws what stands at the bottom of a terminal while work is under way. Shows how far, what runs, what it waits for,
 * what holds up calls; nothing between phases. Keeps every line narrower than the terminal, so none wraps.
 */
export function frameOf(state: ProgressState, now: Instant, look: FrameLook): readonly FrameLine[] {
  const head = headOf(state, now, look.expectedEnd);
  if (head === undefined) return [];
  const room = Math.max(1, Math.min(look.rows - 1, mostRows)) - 1;
  const asides = [...settlingLines(state, now), ...trafficLines(state, now)];
  const shownAsides = asides.slice(0, Math.min(asides.length, Math.floor(room / 2)));
  const running = groupsOf(state);
  const left = room - shownAsides.length;
  const shown = running.length <= left ? running : running.slice(0, Math.max(0, left - 1));
  const more = running.slice(shown.length).reduce((sum, { others }) => sum + 1 + others, 0);
  const width = look.columns - 1;
  const line = (text: string, style: Style = plain): FrameLine => {
    const cut = clipToWidth(text, width);
    return { text: style('dim', cut), columns: widthOf(cut) };
  };
  const first = clipToWidth(head, width);
  return [
    { text: look.style('bold', first), columns: widthOf(first) },
    ...shown.map((one) => line(runningText(one, now, width))),
    ...(more > 0 && left > 0 ? [line(`  … and ${more} more`, look.style)] : []),
    ...shownAsides.map((text) => line(`  ${text}`, look.style)),
  ];
}

/** Says how far it is in a line: `12/37 steps · 1m05s · about 2m10s left · 1 failed`. */
export function headOf(state: ProgressState, now: Instant, expectedEnd?: Instant): string | undefined {
  const elapsed = durationText(Math.max(0, now - state.since));
  if (state.phase === 'looking') return `Reading ${state.seen}/${state.of} · ${elapsed}`;
  if (state.phase === 'idle')
    return state.settling.size === 0 ? undefined : 'Checking for resources of an earlier run';
  const left = timeLeft(state, now, expectedEnd);
  const { failed, blocked, skipped, waiting, stale } = state.ended;
  const counts = { failed, blocked, skipped, 'not finished': waiting, stale };
  return [
    `${endedSteps(state)}/${state.steps} steps`,
    elapsed,
    ...(left === undefined ? [] : [`about ${durationText(left)} left`]),
    ...Object.entries(counts).flatMap(([what, count]) => (count === undefined ? [] : [`${count} ${what}`])),
  ].join(' · ');
}

/** One step, and how many others wait for the very same. */
interface Group extends Running {
  readonly others: number;
}

/** Lists what runs by itself, then what waits: those with one reason as one. */
function groupsOf({ running }: ProgressState): readonly Group[] {
  const groups = Map.groupBy(running.values(), ({ step, waits }) =>
    waits === undefined ? step.id : `${doingText(step)} ${waits.why}`,
  );
  const all = [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...first, others: others.length }],
  );
  return [
    ...all.filter(({ waits }) => waits === undefined),
    ...all.filter(({ waits }) => waits !== undefined),
  ];
}

function runningText({ step, since, op, waits, others }: Group, now: Instant, width: number): string {
  const time = durationText(Math.max(0, now - since));
  const room = width - time.length - 2;
  const what = `  ${step.address}${others > 0 ? ` and ${others} more` : ''}: ${doingText(step)}`;
  const text = clipToWidth(visible(`${what}${doingNow(op, waits, now)}`), room);
  return `${padEnd(text, room)}  ${time}`;
}

function doingNow(op: Running['op'], waits: Running['waits'], now: Instant): string {
  if (waits === undefined) return op === undefined ? '' : `, ${op}`;
  const left = waits.until - now;
  return `, waits${left > 0 ? ` ${durationText(left)}` : ''}: ${waits.why}`;
}

function settlingLines({ settling }: ProgressState, now: Instant): readonly string[] {
  return [...settling].map(([address, { why, until }]) =>
    visible(`${address}: at most ${durationText(Math.max(0, until - now))}: ${why}`),
  );
}

/** Tells what holds up calls: `kms:CreateKey: 12 calls wait for their turn, 2.5/s (111122223333/eu-central-1)`. */
export function trafficLines({ queues, retries }: ProgressState, now: Instant): readonly string[] {
  return [
    ...[...queues.values()].map(({ quota, waiting, rate, place }) =>
      visible(
        `${quota}: ${plural(waiting, 'call waits', 'calls wait')} for a quota, ${rateText(rate)}/s (${showPlace(place)})`,
      ),
    ),
    ...[...retries.values()]
      .filter(({ until }) => until > now)
      .map(({ op, error, throttled, place, until }) =>
        visible(
          `${op}: ${throttled ? 'throttled by AWS' : `AWS answered ${error}`}, again in ${durationText(until - now)} (${showPlace(place)})`,
        ),
      ),
  ];
}

function rateText(rate: number): string {
  return rate >= 10 ? String(Math.round(rate)) : String(Math.round(rate * 100) / 100);
}
