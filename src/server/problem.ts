import type { Diagnostic } from '../model/diagnostic.ts';
import { errors, type ErrorCode } from '../model/errors/index.ts';
import type { ErrorRow } from '../model/errors/row.ts';
import type { Refusal } from '../daemon/control/control.ts';
import { httpHintOf } from './hints.ts';

/** The page of all errors: an anchor is a code. */
export const errorsPage = 'https://keywright.dev/docs/errors.md';

/** More findings than a caller reads. */
const mostFindings = 50;

/** Answers a refusal as RFC 9457 has it: with the worst status of its findings, and the finding that has it. */
export function problemOf(refusal: Refusal, headers: Readonly<Record<string, string>> = {}): Response {
  const { refused } = refusal;
  const status = statusOf(refusal);
  const worst = refused.find((one) => statusOfOne(one) === status) ?? refused[0];
  const code = worst?.code ?? 'engine.internal';
  const hint = hintFor(refusal, worst?.hint, code);
  const body = {
    type: `${errorsPage}#${code}`,
    title: titles[status] ?? 'Refused',
    status,
    detail: worst?.message ?? errors[code].means,
    code,
    hint,
    ...(refused.length > 1
      ? {
          diagnostics: refused
            .slice(0, mostFindings)
            .map((one) => ({ ...one, hint: hintFor(refusal, one.hint, one.code) })),
        }
      : {}),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(status === 401 ? { 'www-authenticate': 'Bearer realm="keywright"' } : {}),
      ...(status === 503 ? { 'retry-after': '5' } : {}),
      ...(code === 'api.key-running' ? { 'retry-after': '1' } : {}),
      ...headers,
    },
  });
}

/** Chooses the hint of a finding: its own, or the one of its code. */
function hintFor({ overHttp }: Refusal, own: string | undefined, code: ErrorCode): string {
  return own === undefined ? httpHintOf(code) : (overHttp ?? own);
}

/** The statuses with which the API refuses, each in words. */
export const titles: Readonly<Record<number, string>> = {
  400: 'The request is not valid',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  405: 'The method is not supported',
  406: 'No acceptable media type',
  409: 'The state does not allow it',
  413: 'The body is too long',
  414: 'The URL is too long',
  415: 'The media type is not supported',
  422: 'The key belongs to another request',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Try again later',
};

/** Codes for which HTTP has a status of its own; every other code has the one of its class. */
const statusesOfCodes: Readonly<Partial<Record<ErrorCode, number>>> = {
  'control.token': 401,
  'control.source': 404,
  'control.missing': 404,
  // What is no address, the schema of the request refuses.
  'cli.address': 404,
  'control.nothing': 409,
  'control.step': 409,
  'control.revision': 409,
  'api.route': 404,
  'api.method': 405,
  'api.accept': 406,
  'api.attempts': 429,
  'api.body': 413,
  'api.content-type': 415,
  'api.key-reused': 422,
  'api.rate': 429,
  'api.streams': 429,
  'api.url': 414,
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

/** Returns the status of a refusal: the worst of its findings. */
export function statusOf({ refused }: Refusal): number {
  return Math.max(...refused.map(statusOfOne), 400);
}

/** Returns the status of one finding. */
export function statusOfOne({ code }: Pick<Diagnostic, 'code'>): number {
  const row: ErrorRow = errors[code];
  return statusesOfCodes[code] ?? statuses[row.class];
}
