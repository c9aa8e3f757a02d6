import type { Diagnostic } from '../model/diagnostic.ts';
import { errors } from '../model/errors/index.ts';
import type { ErrorRow } from '../model/errors/row.ts';
import type { Refusal } from '../daemon/control/control.ts';

/** Answers a refusal as RFC 9457 has it: the status of the worst finding, and the code of the first. */
export function problemOf({ refused }: Refusal): Response {
  const [first] = refused;
  const status = Math.max(...refused.map(statusOf), 400);
  const body = {
    type: `https://keywright.dev/errors#${first?.code ?? 'engine.internal'}`,
    title: titles[status] ?? 'Refused',
    status,
    detail: first?.message ?? '',
    code: first?.code ?? 'engine.internal',
    ...(first?.hint === undefined ? {} : { hint: first.hint }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not valid',
  401: 'Not authenticated',
  403: 'Not allowed',
  409: 'The state does not allow it',
  500: 'Internal error',
  503: 'Try again later',
};

const statuses: Readonly<Record<ErrorRow['class'], number>> = {
  invalid: 400,
  forbidden: 403,
  conflict: 409,
  throttled: 503,
  transient: 503,
  propagating: 503,
  terminal: 500,
};

function statusOf({ code }: Diagnostic): number {
  if (code === 'control.token') return 401;
  const row: ErrorRow = errors[code];
  return statuses[row.class];
}
