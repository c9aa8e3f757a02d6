import type { Diagnostic } from '../model/diagnostic.ts';
import type { SourceLine } from '../report/human/excerpt.ts';

/** Why something was not done, and the lines of the files that it points to. A command that is refused exits with 1. */
export interface Refused {
  readonly is: 'refused';
  readonly diagnostics: readonly Diagnostic[];
  readonly source?: SourceLine;
}

export function refused(code: Diagnostic['code'], message: string, hint?: string): Refused {
  const diagnostic = { severity: 'error', code, message } as const;
  return { is: 'refused', diagnostics: [hint === undefined ? diagnostic : { ...diagnostic, hint }] };
}
