import type { Diagnostic } from '../../model/diagnostic.ts';
import { errors } from '../../model/errors/index.ts';
import type { ErrorRow } from '../../model/errors/row.ts';
import type { Display } from './display.ts';

/** Returns the diagnostic's own hint, which is exact, or else the general one of its code. */
export function hintOf(diagnostic: Pick<Diagnostic, 'code' | 'hint'>): string {
  const row: ErrorRow = errors[diagnostic.code];
  return diagnostic.hint ?? row.hint;
}

export function diagnosticView(one: Diagnostic): Display['diagnostics'][number] {
  const { severity, code, message, hint: _, ...where } = one;
  return { severity, code, message, hint: hintOf(one), ...where };
}
