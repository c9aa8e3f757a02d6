import { ofJob, quantile, type Row } from './panel.ts';

/** What the API and the page are asked, and how quickly they answer. */
export const apiRows: readonly Row[] = [
  [
    'API and page',
    [
      {
        title: 'Requests by route',
        about: 'The ten most frequent, a second.',
        is: 'timeseries',
        width: 8,
        unit: 'reqps',
        queries: [
          {
            expr: `topk(10, sum by (method, route) (rate(${ofJob('keywright_api_requests_total')}[$__rate_interval])))`,
            legend: '{{method}} {{route}}',
          },
        ],
      },
      {
        title: 'Refused and failed requests',
        about: 'By route and class of status, a second.',
        is: 'timeseries',
        width: 8,
        unit: 'reqps',
        queries: [
          {
            expr: `sum by (route, status) (rate(${ofJob('keywright_api_requests_total', ', status=~"4xx|5xx"')}[$__rate_interval]))`,
            legend: '{{route}} {{status}}',
          },
        ],
      },
      {
        title: 'Time of answers and open requests',
        about:
          '90 of 100 answers are faster. Requests in progress, streams of live updates and whether the tokens file is broken, of each replica.',
        is: 'timeseries',
        width: 8,
        queries: [
          {
            expr: quantile(0.9, ofJob('keywright_api_request_seconds_bucket'), ', use'),
            legend: '{{use}} (s)',
          },
          { expr: ofJob('keywright_api_requests_in_progress'), legend: '{{instance}} in progress' },
          { expr: ofJob('keywright_api_tokens_broken'), legend: '{{instance}} tokens file broken' },
          { expr: ofJob('keywright_api_live_clients'), legend: '{{instance}} live clients' },
        ],
      },
    ],
  ],
];
