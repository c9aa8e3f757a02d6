import type { Diagnostic } from '../../../model/diagnostic.ts';

/** Why something could not be had. */
export interface Failed {
  readonly failed: Diagnostic;
}

export function isFailed(value: object): value is Failed {
  return 'failed' in value;
}
