/** A route that asks no operation of the control. */
export interface BesideRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/api/v1`. */
  readonly path: string;
}

/** The routes beside the table: sessions, live updates and the document. */
export const besides: readonly BesideRoute[] = [
  { method: 'GET', path: '/session' },
  { method: 'POST', path: '/session' },
  { method: 'DELETE', path: '/session' },
  { method: 'GET', path: '/live' },
  { method: 'GET', path: '/openapi.json' },
];
