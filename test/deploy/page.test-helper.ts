import { noDecisions } from '../../src/model/decisions.ts';
import { hour, minute } from '../../src/model/instant.ts';
import type { Controller } from '../../src/daemon/controller.ts';
import { createMetrics } from '../../src/daemon/metrics/metrics.ts';

const noon = Date.UTC(2026, 10, 2, 12);

/** Returns the page of a scrape of a daemon with one source that met little: every metric has its lines. */
export async function fullPage(): Promise<string> {
  const controller = {
    name: 'production',
    backlog: () => ({ size: 3, due: 1, oldest: noon - 30_000 }),
    state: () => ({
      source: 'production',
      maxMode: 'enforce',
      rhythm: { cadence: { fast: 10 * minute, full: hour }, isOver: false },
      startedAt: noon,
      leadership: { is: 'leader', since: noon, term: 7 },
      fullAt: noon - 5 * minute,
      inForce: { id: 'c0ffee', since: noon - hour },
      status: new Map(),
      open: [],
      decisions: noDecisions,
      unready: [],
      wedged: false,
    }),
  } as unknown as Controller;
  const metrics = createMetrics({
    clock: { now: () => noon },
    controllers: [controller],
    leaseTerm: minute,
    version: '0.1.0',
    node: '24.0.0',
    usage: () => ({ startedAt: noon - hour, residentBytes: 100e6, cpu: 30_000 }),
  });
  metrics.notifies('on-call');
  metrics.listen({
    source: 'production',
    at: noon,
    is: 'request',
    request: {
      op: 'kms:DescribeKey',
      place: { account: '111122223333', region: 'eu-central-1' },
      access: 'read',
      role: 'read',
      lane: 'sweep',
      at: noon,
      took: 40,
      waited: 0,
      attempt: 1,
      outcome: 'ok',
    },
  });
  metrics.serves(() => ({ underWay: 1, streams: 2, isTokensFileBroken: false }));
  metrics.listen({
    source: '',
    at: noon,
    is: 'answered',
    answered: {
      id: '5f0c3a9e71d24b86',
      method: 'GET',
      route: '/plans/{id}',
      use: 'read',
      status: 200,
      took: 12,
      from: '192.0.2.7',
      via: 'token',
    },
  });
  return metrics.text();
}
