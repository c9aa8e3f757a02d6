import { describe, expect, it } from 'vitest';
import { resourcePlanOf, stepOf } from '../../model/plan.test-helper.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Plan, Step } from '../../model/plan.ts';
import type { DaemonEvent } from '../events.ts';
import { createLogLines } from './records.ts';

type Body = DaemonEvent extends infer Event
  ? Event extends DaemonEvent
    ? Omit<Event, 'source' | 'at'>
    : never
  : never;

function lines(log: ReturnType<typeof createLogLines>, event: Body): readonly string[] {
  return log({ source: 'eu', at: 0, ...event }).map(({ level, msg, fields }) => {
    expect(fields['source']).toBe('eu');
    return `${level} ${msg} ${JSON.stringify({ ...fields, source: undefined })}`;
  });
}

function planOf(...steps: readonly Step[]): Plan {
  return {
    version: 1,
    stack: 's',
    uid: 'u',
    at: 0,
    scope: { is: 'all' },
    resources: [resourcePlanOf('Key/a')],
    steps,
    orphans: [],
    diagnostics: [],
  };
}

const waiting = stepOf('Key/a', 'state', {
  gate: { is: 'approval', classes: ['disable'], reason: 'waits-for-approval', why: 'disables\nthe key' },
});

function decided(log: ReturnType<typeof createLogLines>, ...steps: readonly Step[]): readonly string[] {
  return lines(log, { is: 'looked', look: 'full', plan: planOf(...steps), complete: true, took: 1 }).filter(
    (one) => one.includes(' decided '),
  );
}

describe('the log', () => {
  it('has one line a decision, and none where it stays the same', () => {
    const log = createLogLines();
    const one =
      'warn decided {"step":"Key/a#state","action":"update","gate":"approval","reason":"waits-for-approval","classes":["disable"],"why":"disables the key"}';
    expect(decided(log, waiting)).toEqual([one]);
    expect(decided(log, waiting)).toEqual([]);
    expect(decided(log, { ...waiting, gate: { is: 'released' } })).toEqual([
      'info decided {"step":"Key/a#state","action":"update","gate":"released"}',
    ]);
    expect(decided(log)).toEqual([]);
    expect(decided(log, waiting)).toEqual([one]);
  });

  it('forgets what no longer has a manifest', () => {
    const log = createLogLines();
    const of = (plan: Plan): number =>
      log({ source: 'eu', at: 0, is: 'looked', look: 'full', plan, complete: true, took: 1 }).filter(
        ({ msg }) => msg === 'decided',
      ).length;
    expect(of(planOf(waiting))).toBe(1);
    expect(of({ ...planOf(), resources: [], scope: { is: 'batch', write: [], read: [] } })).toBe(0);
    expect(of(planOf(waiting))).toBe(0);
    expect(of({ ...planOf(), resources: [] })).toBe(0);
    expect(of(planOf(waiting))).toBe(1);
  });

  it('has one line a minute for webhooks that end alike, however many come', () => {
    const log = createLogLines();
    const at = (now: number, outcome: 'asked' | 'refused'): readonly string[] =>
      log({ source: '', at: now, is: 'webhook', outcome }).map(
        ({ level, msg, fields }) => `${level} ${msg} ${JSON.stringify(fields)}`,
      );
    expect(at(0, 'refused')).toEqual(['warn webhook {"outcome":"refused"}']);
    expect(at(0, 'asked')).toEqual(['info webhook {"outcome":"asked"}']);
    for (let now = 1; now < 60_000; now += 1_000) expect(at(now, 'refused')).toEqual([]);
    expect(at(60_000, 'refused')).toEqual(['warn webhook {"outcome":"refused","untold":60}']);
  });

  it('says in one line what stops every step alike, and names the steps at level debug', () => {
    const log = createLogLines();
    const gate = {
      is: 'blocked',
      code: 'engine.frozen',
      reason: 'no-baseline',
      why: 'nobody accepted',
      release: '',
    } as const;
    const steps = [stepOf('Key/a', 'tags', { gate }), stepOf('Key/b', 'tags', { gate })];
    expect(decided(log, ...steps).map((one) => one.replace(/"action".*/u, '…'))).toEqual([
      'warn decided {"steps":2,"gate":"blocked","reason":"no-baseline","why":"nobody accepted"}',
      'debug decided {"step":"Key/a#tags",…',
      'debug decided {"step":"Key/b#tags",…',
    ]);
    expect(decided(log, ...steps)).toEqual([]);
  });

  it.each<{ outcome: Outcome; line: string }>([
    {
      outcome: { is: 'done', calls: 1, took: 5 },
      line: 'info decided {"step":"Key/a#tags","action":"update","gate":"released","outcome":"done"}',
    },
    {
      outcome: { is: 'failed', failure: { severity: 'error', code: 'aws.forbidden', message: 'no' } },
      line: 'error decided {"step":"Key/a#tags","action":"update","gate":"released","outcome":"failed","code":"aws.forbidden"}',
    },
    {
      outcome: { is: 'stale', reason: 'moved', why: 'it moved' },
      line: 'info decided {"step":"Key/a#tags","action":"update","gate":"released","outcome":"stale","reason":"moved"}',
    },
  ])('tells how a step ended: $outcome.is', ({ outcome, line }) => {
    const step = stepOf('Key/a', 'tags');
    const result = {
      plan: planOf(step),
      outcomes: new Map([[step.id, outcome]]),
      calls: { reads: 2, writes: 1 },
      seen: 'complete' as const,
    };
    const all = lines(createLogLines(), { is: 'passed', look: 'full', result, complete: true, took: 9 });
    expect(all[0]).toBe(line);
    expect(all[1]).toContain('info passed {"look":"full","complete":true,"resources":1,"steps":1');
  });

  it('cleans what others wrote', () => {
    const commit = {
      id: 'c1',
      parents: [],
      subject: 'fix\u001b[31m red\u202e\nlevel=error',
      author: { name: 'a', email: 'a' },
      committer: { name: 'a', email: 'a' },
      at: 0,
    };
    expect(
      lines(createLogLines(), { is: 'revision', id: 'c1', commit, outcome: 'in-force', diagnostics: [] }),
    ).toEqual([
      'info revision {"outcome":"in-force","revision":"c1","commit":"c1","subject":"fix [31m red level=error"}',
    ]);
  });

  it('keeps the steps of a look quiet, and warnings of it not', () => {
    const log = createLogLines();
    expect(lines(log, { is: 'progress', event: { is: 'planned', at: 0, steps: 3 } })).toEqual([
      'debug planned {"steps":3}',
    ]);
    const step = { id: 'Key/a#tags', address: 'Key/a', action: 'update', name: 'tags', ids: {} } as const;
    const gate = { is: 'approval', classes: ['widen'], reason: 'waits-for-approval', why: 'w' } as const;
    const ended = { is: 'step-ended', at: 0, step, outcome: { is: 'blocked', gate } } as const;
    expect(lines(log, { is: 'progress', event: ended })[0]).toMatch(/^debug step ended/u);
    const place = { account: '111122223333', region: 'eu-central-1' };
    const retrying = {
      is: 'retrying',
      at: 0,
      op: 'kms:CreateKey',
      place,
      error: 'Slow',
      throttled: true,
      until: 9,
    } as const;
    expect(lines(log, { is: 'progress', event: retrying })[0]).toMatch(/^warn retrying/u);
  });

  it('leaves lines of the record to standard output', () => {
    const event = { at: 0, is: 'decided', subject: 'uid:1', text: 'approves' } as const;
    expect(lines(createLogLines(), { is: 'record', event })).toEqual([]);
  });
});
