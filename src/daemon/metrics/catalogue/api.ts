import type { CatalogueRows } from './row.ts';

/** What the API and the page are asked, and how quickly they answer. */
export const apiMetrics = {
  keywright_api_requests_total: {
    type: 'counter',
    help: 'Requests to the API and the page, by route; HEAD counts as GET, and what no route takes as unknown.',
    labels: { method: 'open', route: 'open', status: ['2xx', '3xx', '4xx', '5xx'] },
    // Each route with its statuses: the table of routes bounds them, and no caller adds one.
    most: 110,
  },
  keywright_api_request_seconds: {
    type: 'histogram',
    help: 'Time until the answer began, of requests that a route takes.',
    labels: { use: ['read', 'write', 'plan', 'page'] },
    buckets: [0.01, 0.05, 0.1, 0.25, 1, 5],
  },
  keywright_api_requests_in_progress: {
    type: 'gauge',
    help: 'Requests to the API and the page without an answer yet.',
    labels: {},
  },
  keywright_api_tokens_broken: {
    type: 'gauge',
    help: '1 while the tokens file is broken or missing.',
    labels: {},
  },
  keywright_api_live_clients: {
    type: 'gauge',
    help: 'Open streams of live updates.',
    labels: {},
  },
} as const satisfies CatalogueRows;
