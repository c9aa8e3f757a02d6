import type { Answered } from '../../model/answered.ts';
import { second, type Duration, type Instant } from '../../model/instant.ts';
import { oneLine } from '../../model/one-line.ts';
import type { LogRecord } from '../../report/log/records.ts';
import { createFew } from './few.ts';

/** Which requests of the API and the page are logged. */
export const loggedRequests = ['none', 'notable', 'all'] as const;
export type LoggedRequests = (typeof loggedRequests)[number];

/** A person waits no longer without wondering. Plans of sent manifests take their time. */
const slow: Duration = second;

/** So many lines of one kind a minute: more are counted. */
const most = 30;

/**
 * Makes a line of a request: of each that decided something, was refused to its caller, failed or took long, and of
 * every other one where all are wanted. A line holds nothing that the caller wrote, except an id that is well-formed.
 */
export function createRequestLines(
  wanted: LoggedRequests,
): (answered: Answered, at: Instant) => readonly LogRecord[] {
  const few = createFew(most);
  return (answered, at) => {
    const { status, subject, via } = answered;
    const notable = noteOf(answered);
    if (wanted === 'none' || (wanted === 'notable' && notable === undefined)) return [];
    const level = notable ?? 'info';
    // Who is known is limited already, by the rate of each person. Without a credential there are as many as addresses.
    const isBounded = subject === undefined || via === 'anonymous' || level !== 'info';
    const untold = isBounded ? few(`${level} ${String(status)}`, at) : 0;
    if (untold === undefined) return [];
    return [{ level, msg: 'request', fields: { ...fieldsOf(answered), ...(untold > 0 ? { untold } : {}) } }];
  };
}

/** Returns the level of what an operator wants to know; undefined for any other request. */
function noteOf({ status, use, took, via }: Answered): 'error' | 'warn' | 'info' | undefined {
  if (status === 500) return 'error';
  if (status > 500) return 'warn';
  // Whoever sends no credential opens the page to sign in: that is no attempt.
  if (status === 401 && via === 'nothing') return 'info';
  if ([401, 403, 429].includes(status)) return 'warn';
  if (took >= slow && use !== 'plan') return 'warn';
  return use === 'write' || use === 'plan' ? 'info' : undefined;
}

function fieldsOf(answered: Answered): LogRecord['fields'] {
  const { id, method, route, status, code, took, from, via, subject } = answered;
  return {
    method,
    route,
    status,
    ...(code === undefined ? {} : { code }),
    durationMs: took,
    ...(subject === undefined ? {} : { subject: oneLine(subject) }),
    via,
    ...(from === '' ? {} : { from }),
    requestId: id,
  };
}
