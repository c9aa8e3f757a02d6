import type { Lane, OpName, Place, Role } from '../../model/call.ts';
import type { Duration } from '../../model/instant.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { ProgressEvent, StepRef } from '../../model/progress.ts';
import type { LogLevel } from '../../model/log-level.ts';
import type { Tree } from '../../model/tree.ts';
import { redacted, withoutKeyIds } from './redact.ts';

/** One line of the log before it is written. */
export interface LogRecord {
  readonly level: Exclude<LogLevel, 'silent'>;
  readonly msg: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A request as far as a log tells of it. */
export interface LoggedCall {
  readonly op: OpName;
  readonly place: Place;
  readonly access: 'read' | 'write';
  readonly role: Role;
  readonly lane: Lane;
  readonly took: Duration;
  readonly waited: Duration;
  readonly attempt: number;
  readonly outcome: string;
  readonly error?: string;
  readonly requestId?: string;
  readonly input?: Tree;
}

/** Records a request that was sent: its input only for those who trace. */
export function callRecord(request: LoggedCall, traced: boolean): LogRecord {
  const { op, place, access, role, lane, took, waited, attempt, outcome, error, requestId, input } = request;
  return {
    level: 'debug',
    msg: 'call',
    fields: {
      op,
      account: place.account,
      region: place.region,
      access,
      role,
      lane,
      durationMs: took,
      waitedMs: waited,
      attempt,
      outcome,
      ...(error === undefined ? {} : { error }),
      ...(requestId === undefined ? {} : { requestId }),
      ...(traced && input !== undefined ? { input: redacted(input) } : {}),
    },
  };
}

/** Records what happens in a pass, by how much it matters to who reads logs. */
export function progressRecord(event: ProgressEvent): LogRecord {
  switch (event.is) {
    case 'looking':
      return { level: 'trace', msg: 'looking', fields: { seen: event.seen, of: event.of } };
    case 'planned':
    case 'applying':
      return { level: 'info', msg: event.is, fields: { steps: event.steps } };
    case 'applied':
      return { level: 'info', msg: 'applied', fields: {} };
    case 'settling':
      return { level: 'info', msg: 'settling', fields: { address: event.address, why: event.why } };
    case 'queued': {
      const { quota, waiting, rate, place } = event;
      return { level: 'trace', msg: 'queued', fields: { quota, waiting, perSecond: rate, ...place } };
    }
    case 'retrying': {
      const { op, place, error, throttled, until, at } = event;
      return { level: 'warn', msg: 'retrying', fields: { op, ...place, error, throttled, inMs: until - at } };
    }
    case 'step-started':
      return { level: 'debug', msg: 'step started', fields: stepFields(event.step) };
    case 'call-sent': {
      const { op, attempt } = event;
      return { level: 'debug', msg: 'step sends', fields: { ...stepFields(event.step), op, attempt } };
    }
    case 'waiting': {
      const { why, until, at } = event;
      return {
        level: 'debug',
        msg: 'step waits',
        fields: { ...stepFields(event.step), why, atMostMs: until - at },
      };
    }
    case 'step-ended':
      return endRecord(event.step, event.outcome);
  }
}

function stepFields({ id, action, ids }: StepRef): LogRecord['fields'] {
  return { step: id, action, ...(Object.keys(ids).length === 0 ? {} : { ids }) };
}

function endRecord(step: StepRef, outcome: Outcome): LogRecord {
  const fields = { ...stepFields(step), outcome: outcome.is };
  const msg = 'step ended';
  switch (outcome.is) {
    case 'done':
      return { level: 'info', msg, fields: { ...fields, durationMs: outcome.took, calls: outcome.calls } };
    case 'blocked':
      return { level: 'warn', msg, fields: { ...fields, gate: outcome.gate.is } };
    case 'failed': {
      const { code, message } = outcome.failure;
      const call = 'op' in outcome.failure ? callOf(outcome.failure) : {};
      return { level: 'error', msg, fields: { ...fields, code, message: withoutKeyIds(message), ...call } };
    }
    default:
      return { level: 'warn', msg, fields: { ...fields, why: outcome.why } };
  }
}

function callOf({
  op,
  at,
  name,
  requestId,
}: Extract<Extract<Outcome, { is: 'failed' }>['failure'], { op: unknown }>): LogRecord['fields'] {
  return { op, ...at, error: name, ...(requestId === undefined ? {} : { requestId }) };
}
