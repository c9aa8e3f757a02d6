import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters, styleText } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute, second } from '../../model/instant.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { ProgressEvent, StepRef } from '../../model/progress.ts';
import { plain } from '../text/style.ts';
import { widthOf } from '../text/width.ts';
import { frameOf, type FrameLook } from './frame.ts';
import { advance, idle, timeLeft, type ProgressState } from './state.ts';

const place = { account: '111122223333', region: 'eu-central-1' };
const young = 'this journal is new, so Keywright checks that no earlier run created a Key';
const done: Outcome = { is: 'done', calls: 1, took: 300 };

function step(name: string, facet = 'create'): StepRef {
  return { id: `Key/${name}#${facet}`, address: `Key/${name}`, action: 'create', name: facet, ids: {} };
}

function started(name: string, at: number, facet?: string): ProgressEvent {
  return { is: 'step-started', at, step: step(name, facet) };
}

function sent(name: string, at: number): ProgressEvent {
  return { is: 'call-sent', at, step: step(name), op: 'kms:CreateKey', place, attempt: 1 };
}

function waiting(name: string, at: number, until: number, why = young): ProgressEvent {
  return { is: 'waiting', at, step: step(name), reason: 'confirming', why, until, elapsed: 0 };
}

function ended(name: string, at: number, outcome: Outcome = done): ProgressEvent {
  return { is: 'step-ended', at, step: step(name), outcome };
}

function retrying(at: number, until: number): ProgressEvent {
  const error = 'ThrottlingException';
  return { is: 'retrying', at, op: 'kms:EnableKeyRotation', place, error, throttled: true, until };
}

function after(...events: readonly ProgressEvent[]): ProgressState {
  return events.reduce(advance, idle);
}

const names = Array.from({ length: 16 }, (_, index) => `key-${String(index)}`);
const applying: ProgressEvent = { is: 'applying', at: 0, steps: 37 };

const scenes: readonly {
  readonly why: string;
  readonly events: readonly ProgressEvent[];
  readonly now: number;
  readonly look?: Partial<FrameLook>;
}[] = [
  { why: 'before anything', events: [], now: 0 },
  { why: 'reading a large estate', events: [{ is: 'looking', at: 0, seen: 120, of: 455 }], now: 7_300 },
  {
    why: 'a long answer of another run is awaited while reading',
    events: [
      { is: 'looking', at: 0, seen: 9, of: 9 },
      {
        is: 'settling',
        at: second,
        address: 'Key/a',
        reason: 'lagging',
        why: 'it may be too young to be seen',
        until: minute,
      },
    ],
    now: 20 * second,
  },
  {
    why: 'a person decides: nothing stands in the way',
    events: [
      { is: 'looking', at: 0, seen: 9, of: 9 },
      { is: 'planned', at: 1, steps: 3 },
    ],
    now: 5_000,
  },
  {
    why: 'many wait for one reason',
    events: [applying, ...names.flatMap((name) => [started(name, 0), waiting(name, 0, 2 * minute)])],
    now: 30 * second,
    look: { expectedEnd: 143 * second },
  },
  {
    why: 'a quota is short: what runs, what is done, what failed, how long it goes on',
    events: [
      applying,
      ...names
        .slice(0, 7)
        .flatMap((name, index) => [
          started(name, 0),
          ended(
            name,
            second * (index + 1),
            index === 3
              ? { is: 'skipped', cause: 'Key/x#create', reason: 'waits-for-another', why: 'w' }
              : done,
          ),
        ]),
      ...names.slice(7).flatMap((name) => [started(name, 2 * second), sent(name, 2 * second)]),
      { is: 'queued', at: 2 * second, quota: 'kms:CreateKey', place, waiting: 9, rate: 2.5 },
      retrying(7 * second, 9 * second),
    ],
    now: 8 * second,
  },
  {
    why: 'a queue that is gone and a retry that was sent are not shown',
    events: [
      applying,
      started('a', 0),
      { is: 'queued', at: 0, quota: 'kms:CreateKey', place, waiting: 1, rate: 2.5 },
      { is: 'queued', at: 400, quota: 'kms:CreateKey', place, waiting: 0, rate: 2.5 },
      {
        is: 'retrying',
        at: 0,
        op: 'kms:CreateKey',
        place,
        error: 'ECONNRESET',
        throttled: false,
        until: 100,
      },
      sent('a', 500),
    ],
    now: second,
  },
  {
    why: 'a low terminal',
    events: [applying, ...names.flatMap((name) => [started(name, 0), sent(name, 0)])],
    now: second,
    look: { rows: 5 },
  },
  {
    why: 'wide letters and text that would steer the terminal',
    events: [
      applying,
      started('鍵', 0),
      waiting('鍵', 0, minute, 'AWS said \u001b[2J and 鍵鍵鍵鍵鍵鍵鍵鍵鍵鍵'),
    ],
    now: second,
  },
];

function framed({ events, now, look }: (typeof scenes)[number], columns: number): string {
  const frame = frameOf(after(...events), now, { columns, rows: 24, style: plain, ...look });
  return frame.map(({ text }) => `${text}|`).join('\n');
}

describe('a frame', () => {
  it('shows how far it is, what runs and what holds it up, at every width', () => {
    const text = scenes
      .flatMap((scene) =>
        [60, 80, 120].map((columns) => `## ${scene.why} (${columns})\n${framed(scene, columns)}\n`),
      )
      .join('\n');
    const file = join(import.meta.dirname, 'frame.golden.txt');
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
    else expect(text).toBe(existsSync(file) ? readFileSync(file, 'utf8') : 'missing: UPDATE_GOLDEN=1');
  });

  it('never wraps, never fills the terminal, and knows its widths, whatever happens', () => {
    const name = fc.constantFrom('a', 'b', '鍵', 'e\u0301', 'x'.repeat(70));
    const at = fc.integer({ min: 0, max: 200_000 });
    const event = fc.oneof(
      fc.tuple(name, at).map(([one, when]) => started(one, when)),
      fc.tuple(name, at).map(([one, when]) => sent(one, when)),
      fc
        .tuple(name, at, at, fc.string({ unit: 'binary' }))
        .map(([one, when, until, why]) => waiting(one, when, until, why)),
      fc.tuple(name, at).map(([one, when]) => ended(one, when)),
      fc.tuple(at, fc.nat(9)).map(([when, count]): ProgressEvent => ({
        is: 'queued',
        at: when,
        quota: 'kms:CreateKey',
        place,
        waiting: count,
        rate: 2.5,
      })),
      fc.tuple(at, at).map(([when, until]) => retrying(when, until)),
      fc.tuple(name, at).map(([one, when]): ProgressEvent => ({
        is: 'settling',
        at: when,
        address: `Key/${one}`,
        reason: 'lagging',
        why: 'young',
        until: when,
      })),
      fc
        .tuple(at, fc.nat(99))
        .map(([when, seen]): ProgressEvent => ({ is: 'looking', at: when, seen, of: 99 })),
      fc.constantFrom<ProgressEvent>(applying, { is: 'applied', at: 0 }, { is: 'planned', at: 0, steps: 1 }),
    );
    fc.assert(
      fc.property(
        fc.array(event),
        at,
        fc.integer({ min: 1, max: 130 }),
        fc.integer({ min: 1, max: 40 }),
        (events, now, columns, rows) => {
          const style: FrameLook['style'] = (format, text) =>
            styleText(format, text, { validateStream: false });
          const frame = frameOf(after(...events), now, { columns, rows, style });
          expect(frame.length).toBeLessThanOrEqual(Math.max(1, rows - 1));
          for (const line of frame) {
            const shown = stripVTControlCharacters(line.text);
            expect(shown).not.toMatch(/[\p{Cc}\p{Cf}]/u);
            expect(widthOf(shown)).toBe(line.columns);
            expect(line.columns).toBeLessThan(Math.max(2, columns));
          }
        },
      ),
    );
  });

  it('knows no time left before there is an estimate, a pace or a common wait', () => {
    const state = after(applying, started('a', 0));
    expect(timeLeft(state, minute)).toBeUndefined();
    expect(timeLeft(state, minute, 2 * minute)).toBe(minute);
    const waits = after(applying, started('a', 0), waiting('a', 0, 90 * second));
    expect(timeLeft(waits, minute, 37 * second)).toBe(30 * second);
    const five = names
      .slice(0, 5)
      .flatMap((name, index) => [started(name, 0), ended(name, (index + 1) * 2_000)]);
    expect(timeLeft(after(applying, ...five), 10 * second)).toBe((8_000 / 4) * 32);
  });

  it('counts down while a step waits: a wait says nothing of the pace of the rest', () => {
    const five = names
      .slice(0, 5)
      .flatMap((name, index) => [started(name, 0), ended(name, (index + 1) * 2_000)]);
    const waits = after(applying, ...five, started('a', 10_000), waiting('a', 10_000, 70_000));
    const left = [20, 40, 60].map((now) => timeLeft(waits, now * second, 80 * second));
    expect(left).toEqual([60 * second, 40 * second, 20 * second]);
  });

  it('counts down to one end, also when a further round begins', () => {
    const again = after(
      applying,
      { is: 'looking', at: 30 * second, seen: 1, of: 1 },
      {
        ...applying,
        at: 31 * second,
      },
    );
    expect(timeLeft(again, 40 * second, 60 * second)).toBe(20 * second);
  });
});
