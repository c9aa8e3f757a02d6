import { describe, expect, it } from 'vitest';
import { minute, second } from '../../model/instant.ts';
import type { ProgressEvent, StepRef } from '../../model/progress.ts';
import { heartbeat, plainLine } from './plain.ts';
import { advance, idle } from './state.ts';

const place = { account: '111122223333', region: 'eu-central-1' };

function step(index: number): StepRef {
  const address = `Key/k${String(index)}` as const;
  return { id: `${address}#create`, address, action: 'create', name: 'create', ids: {} };
}

function told(events: readonly ProgressEvent[]): readonly string[] {
  const memory = new Set<string>();
  let state = idle;
  return events.flatMap((event) => {
    state = advance(state, event);
    return plainLine(event, state, memory) ?? [];
  });
}

function run(count: number): readonly ProgressEvent[] {
  const steps = Array.from({ length: count }, (_, index) => step(index));
  return [
    { is: 'applying', at: 0, steps: count },
    ...steps.flatMap((one): readonly ProgressEvent[] => [
      { is: 'step-started', at: 0, step: one },
      ...[5, 10, 15].map((at): ProgressEvent => ({
        is: 'waiting',
        at: at * second,
        step: one,
        reason: 'confirming',
        why: 'for it to show',
        until: minute,
        elapsed: at * second,
      })),
      { is: 'step-ended', at: minute, step: one, outcome: { is: 'done', calls: 1, took: minute } },
    ]),
    {
      is: 'step-ended',
      at: minute,
      step: step(count),
      outcome: {
        is: 'skipped',
        cause: 'Key/k0#create',
        reason: 'waits-for-another',
        why: 'waits for Key/k0#create',
      },
    },
  ];
}

describe('lines of a log', () => {
  it('reports a wait once per reason, however often it occurs', () => {
    expect(told(run(1))).toEqual([
      'Key/k0: creating…',
      'Key/k0: still creating: for it to show (5.0s, at most 55.0s more)',
      'Key/k0: created (1m00s)',
      'Key/k1: creating skipped: waits for Key/k0#create',
    ]);
  });

  it('reports a young journal once, since all creates wait for the same', () => {
    const waits = [0, 1, 2].map((index): ProgressEvent => ({
      is: 'waiting',
      at: 0,
      step: step(index),
      reason: 'young-journal',
      why: 'this journal is new',
      until: 2 * minute,
      elapsed: 0,
    }));
    expect(told(waits)).toEqual(['Key/k0: still creating: this journal is new (0.0s, at most 2m00s more)']);
  });

  it('prints one line per step and wait of 500 steps, without items of the summary', () => {
    const lines = told(run(500));
    expect(lines).toHaveLength(1_000);
    expect(lines.some((line) => line.endsWith('creating…') || line.includes('skipped'))).toBe(false);
  });

  it('prints nothing about reads before a plan', () => {
    expect(told([{ is: 'looking', at: 0, seen: 1, of: 2 }])).toEqual([]);
  });
});

it('names a part of a resource that no field of a manifest is named after', () => {
  const former = {
    id: 'Grant/g#former',
    address: 'Grant/g',
    action: 'update',
    name: 'former',
    ids: {},
  } as const;
  const event = { is: 'step-started', at: 0, step: former } as const;
  expect(plainLine(event, idle, new Set())).toBe('Grant/g: updating previous grant…');
});

describe('the heartbeat', () => {
  it.each<{ why: string; events: readonly ProgressEvent[]; line: string | undefined }>([
    { why: 'nothing goes on', events: [], line: undefined },
    {
      why: 'a large estate is read',
      events: [{ is: 'looking', at: 0, seen: 120, of: 455 }],
      line: '… Reading 120/455 · 40.0s',
    },
    {
      why: 'steps wait, and calls stand in line',
      events: [
        ...run(0).slice(0, 1),
        { is: 'applying', at: 0, steps: 12 },
        { is: 'step-started', at: second, step: step(1) },
        { is: 'step-started', at: second, step: step(2) },
        {
          is: 'waiting',
          at: second,
          step: step(1),
          reason: 'confirming',
          why: 'for it to show',
          until: minute,
          elapsed: 0,
        },
        { is: 'queued', at: 0, quota: 'kms:CreateKey', place, waiting: 3, rate: 2.5 },
      ],
      line:
        '… 0/12 steps · 40.0s; Key/k1 creating for 39.0s, waits: for it to show, and 1 more; ' +
        'kms:CreateKey: 3 calls wait for a quota, 2.5/s (111122223333/eu-central-1)',
    },
  ])('colours output where $why', ({ events, line }) => {
    expect(heartbeat(events.reduce(advance, idle), 40 * second)).toBe(line);
  });
});
