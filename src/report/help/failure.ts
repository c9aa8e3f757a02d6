import type { AwsFailure } from '../../model/call.ts';
import { errors } from '../../model/errors/index.ts';
import type { ErrorRow } from '../../model/errors/row.ts';
import { causeHelp } from './causes.ts';
import { credentialsHelp } from './credentials.ts';
import { forbiddenHelp, type Known } from './forbidden.ts';
import { networkHelp } from './network.ts';
import type { Surroundings } from './surroundings.ts';

/** Tells in lines what a person can do about a failed call, as exactly as it is known. */
export function failureHelp(failure: AwsFailure, here?: Surroundings, known?: Known): readonly string[] {
  const row: ErrorRow = errors[failure.code];
  const cause = causeHelp(failure);
  if (cause !== undefined) return [cause, ...(failure.because === undefined ? [] : [failure.because])];
  if (failure.because !== undefined) return [failure.because];
  switch (failure.code) {
    case 'aws.forbidden':
      return forbiddenHelp(failure, known) ?? [row.hint];
    case 'aws.credentials':
      return credentialsHelp(failure, here);
    default:
      if (failure.effectUnknown === true) return [row.hint];
      return networkHelp(failure, here) ?? [row.hint];
  }
}
