import { expect, test } from 'vitest';
import type { Overview } from '../../server/types.ts';
import { bannersOf, closedBanner } from './banners.ts';
import { totalsOf } from './totals.ts';

type Source = Overview['items'][number];

const ann = { id: 'person:ann', name: 'Ann' };
const at = '2026-11-30T10:00:00Z';
const until = '2026-11-30T14:00:00Z';
const counts = { resources: 10, inSync: 8, drifted: 1, pending: 1, settling: 0, unknown: 0 };

/** Makes a source at rest, with what a test changes. */
function sourceWith(changed: Partial<Source> = {}): Source {
  return {
    source: 'main',
    stack: 'example',
    counts: { ...counts, healthy: 10, progressing: 0, degraded: 0, blocked: 0, paused: 0 },
    attention: { critical: 1, warning: 2 },
    waitingSteps: 1,
    look: { fullAt: at, fullSeconds: 3600, stale: false, resources: 10, read: 10, regions: 2 },
    calls: { lastHour: 40, throttledLastHour: 1 },
    daemon: {
      source: 'main',
      maxMode: 'enforce',
      ready: true,
      unready: [],
      wedged: false,
      leadership: { is: 'leader', since: at },
    },
    ...changed,
  };
}

const nothing = { brakes: [], pauses: [], silences: [], approvals: [], rejections: [] };

test('says that nothing is open when the caller sees no source', () => {
  expect(closedBanner({ items: [] })?.title).toBe('Nothing is open to you.');
  expect(closedBanner({ items: [sourceWith()] })).toBeUndefined();
});

test('shows no banner when nothing is wrong', () => {
  expect(bannersOf(sourceWith())).toEqual([]);
});

test('says who stopped everything, why and since when, before what persons decided', () => {
  const pause = { id: 'p1', by: ann, at, note: 'maintenance', until };
  const stop = { by: 'Bob', note: 'keys leak', at };
  expect(bannersOf(sourceWith({ inEffect: { ...nothing, stop, pauses: [pause] } }))).toEqual([
    {
      key: 'main:stop',
      tone: 'danger',
      stack: 'example',
      title: 'Bob stopped every replica: nothing is written.',
      text: 'Keys leak.',
      since: at,
    },
    {
      key: 'main:p1',
      tone: 'waits',
      stack: 'example',
      title: 'Ann paused all writes.',
      text: 'Maintenance.',
      until,
    },
  ]);
});

test('leaves the pause of single resources to their rows', () => {
  const pause = { id: 'p1', by: ann, at, note: 'x', until, addresses: ['Key/a' as const] };
  expect(bannersOf(sourceWith({ inEffect: { ...nothing, pauses: [pause] } }))).toEqual([]);
});

test('says that everything is old when the last full look is', () => {
  const look = { ...sourceWith().look, stale: true };
  expect(bannersOf(sourceWith({ look })).map(({ key, tone }) => [key, tone])).toEqual([
    ['main:stale', 'danger'],
  ]);
});

test('adds up sources, and is as old as the oldest of them', () => {
  const older = { ...sourceWith().look, fullAt: '2026-11-30T09:00:00Z', stale: true };
  const drift = { address: 'Key/a', since: at, text: 'x' };
  const totals = totalsOf([sourceWith({ oldestDrift: drift }), sourceWith({ source: 'eu', look: older })]);
  expect(totals).toMatchObject({
    resources: 20,
    inSync: 16,
    pending: 2,
    healthy: 20,
    critical: 2,
    warning: 4,
    fullAt: '2026-11-30T09:00:00Z',
    isStale: true,
    regions: 2,
    oldestDrift: { source: 'main', address: 'Key/a' },
  });
});

test('knows no age of the whole when one source was never read whole', () => {
  const { fullAt: _, ...unread } = sourceWith().look;
  expect(totalsOf([sourceWith(), sourceWith({ look: unread })])).not.toHaveProperty('fullAt');
});
