/** A route that asks no operation of the control. */
export interface BesideRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/api/v1`. */
  readonly path: string;
  readonly summary: string;
  /** Who may call it. */
  readonly needs: string;
}

/** The routes beside the table: sessions, live updates and the document. */
export const besides: readonly BesideRoute[] = [
  {
    method: 'GET',
    path: '/session',
    summary: 'Show the caller and their bindings.',
    needs: 'a token or a session',
  },
  {
    method: 'POST',
    path: '/session',
    summary: 'Exchange a bearer token for the cookie of a session.',
    needs: 'a token',
  },
  { method: 'DELETE', path: '/session', summary: 'End the session of the request.', needs: 'nothing' },
  { method: 'GET', path: '/live', summary: 'Follow changes.', needs: 'a token or a session' },
  {
    method: 'GET',
    path: '/openapi.json',
    summary: 'Show the OpenAPI document.',
    needs: 'a token or a session',
  },
];
