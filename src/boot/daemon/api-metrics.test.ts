import { expect, it } from 'vitest';
import { createMetrics } from '../../daemon/metrics/metrics.ts';
import type { Answered } from '../../model/answered.ts';
import { virtualClock } from '../../runtime/virtual-clock.ts';
import { routeAt } from '../../server/routes/at.ts';
import { besides } from '../../server/routes/beside.ts';
import { routes } from '../../server/routes/table.ts';

function metricsOf() {
  const clock = virtualClock();
  const usage = () => ({ startedAt: 0, residentBytes: 0, cpu: 0 });
  const metrics = createMetrics({ clock, controllers: [], leaseTerm: 1, version: '1', node: '24', usage });
  function answer(method: string, path: string, status: number, took = 20): void {
    const asked = routeAt(method, path);
    const answered: Answered = { id: 'r', method, ...asked, status, took, from: '', via: 'nothing' };
    metrics.listen({ source: '', at: 0, is: 'answered', answered });
  }
  async function lines(name: string): Promise<readonly string[]> {
    return (await metrics.text()).split('\n').filter((line) => line.startsWith(name));
  }
  return { metrics, answer, lines };
}

it('counts requests by method, route and class of status', async () => {
  const { answer, lines } = metricsOf();
  answer('GET', '/api/v1/plans/0123', 200);
  answer('HEAD', '/api/v1/plans/4567', 304);
  answer('GET', '/api/v1/plans/4567', 200);
  expect(await lines('keywright_api_requests_total{')).toEqual([
    'keywright_api_requests_total{method="GET",route="/plans/{id}",status="2xx"} 2',
    'keywright_api_requests_total{method="GET",route="/plans/{id}",status="3xx"} 1',
  ]);
});

it('measures how long the answers of each use take', async () => {
  const { answer, lines } = metricsOf();
  answer('POST', '/api/v1/plans', 200, 3_000);
  answer('GET', '/api/v1/nothing', 404, 0);
  const counts = await lines('keywright_api_request_seconds_count');
  expect(counts).toEqual(['keywright_api_request_seconds_count{use="plan"} 1']);
  expect(await lines('keywright_api_request_seconds_sum')).toEqual([
    'keywright_api_request_seconds_sum{use="plan"} 3',
  ]);
});

it('has a series for every route and status, and one for all paths that somebody makes up', async () => {
  const { answer, lines } = metricsOf();
  for (let count = 0; count < 300; count += 1) {
    answer('GET', `/api/v1/${String(count)}`, 404);
    answer('PUT', `/api/v1/plans/${String(count)}`, 405);
    answer(`M${String(count)}`, '/', 405);
    answer('GET', `/${String(count)}`, 200);
  }
  for (const { method, path } of [...routes, ...besides])
    for (const status of [200, 404, 500, ...(method === 'GET' ? [304] : [])])
      answer(method, `/api/v1${path.replaceAll(/\{\w+\}/gu, 'x')}`, status);
  const series = await lines('keywright_api_requests_total{');
  expect(series.filter((line) => line.includes('other'))).toEqual([]);
  expect(series.filter((line) => line.includes('unknown'))).toEqual([
    'keywright_api_requests_total{method="any",route="unknown",status="4xx"} 900',
  ]);
});

it('shows the load at the moment of a scrape', async () => {
  const { metrics, lines } = metricsOf();
  let streams = 3;
  metrics.serves(() => ({ underWay: 2, streams, isTokensFileBroken: false }));
  expect(await lines('keywright_api_requests_in_progress ')).toEqual([
    'keywright_api_requests_in_progress 2',
  ]);
  expect(await lines('keywright_api_live_clients ')).toEqual(['keywright_api_live_clients 3']);
  streams = 0;
  expect(await lines('keywright_api_live_clients ')).toEqual(['keywright_api_live_clients 0']);
});
