import type { AwsFailure, Call } from '../model/call.ts';
import { errors } from '../model/errors/index.ts';

/** Builds the failure of a read that was not sent. What it would show is unknown: it proves nothing. */
export function notRead({ op, at }: Call, message: string): AwsFailure {
  const code = 'control.not-read';
  return { code, class: errors[code].class, name: 'NotRead', message, op, at };
}
