import type { Diagnostic } from '../../model/diagnostic.ts';
import { errors } from '../../model/errors/index.ts';
import type { ErrorRow } from '../../model/errors/row.ts';
import type { LocalHandler, LocalResponse } from '../../runtime/local-http.ts';
import { isRefusal, refusal, type Caller, type Control, type Refusal } from './control.ts';
import type { Identified } from './identify.ts';
import { isOperation, type OperationName } from './operations.ts';
import { requestOf } from './request.ts';
import { prefix, type Answered } from './wire.ts';

export interface HandlerParts {
  readonly control: Control;
  readonly version: string;
  identify(authorization: string | undefined): Identified;
  /** Told of a fault of ours; the caller learns only that there was one. */
  failed(error: unknown): void;
}

/** Makes what answers the requests of a socket. A request that makes no sense reaches nothing. */
export function createHandler({ control, version, identify, failed }: HandlerParts): LocalHandler {
  function answered(content: Answered, status: number): LocalResponse {
    return { status, body: JSON.stringify({ version, ...content }) };
  }

  function refused({ refused: diagnostics }: Refusal): LocalResponse {
    return answered({ refused: diagnostics }, Math.max(...diagnostics.map(statusOf), 400));
  }

  return async ({ method, path, authorization, body }, signal) => {
    const name = path.startsWith(prefix) ? path.slice(prefix.length) : '';
    if (!isOperation(name) || method !== 'POST')
      return refused(refusal('control.request', `unknown request ${method} ${path.slice(0, 100)}`));
    const identified = identify(authorization);
    if (identified.is === 'unknown') return refused(refusal('control.token', 'this token is unknown'));
    const { person, bindings } = identified;
    try {
      const answer = await operate(control, name, body, { person, bindings, signal });
      return isRefusal(answer) ? refused(answer) : answered({ answer }, 200);
    } catch (error) {
      failed(error);
      return refused(refusal('engine.internal', 'the daemon hit an internal error'));
    }
  };
}

async function operate(
  control: Control,
  name: OperationName,
  body: string,
  caller: Caller,
): Promise<object | Refusal> {
  const checked = requestOf(name, jsonIn(body));
  if (isRefusal(checked)) return checked;
  const operation = control[name] as (request: unknown, caller: Caller) => Promise<object | Refusal>;
  return operation(checked.request, caller);
}

/** Parses JSON. Returns undefined for text that is none: no request allows it. */
function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

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
