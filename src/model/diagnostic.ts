import type { z } from 'zod';
import type { diagnostic, span } from './plan-schema/call.ts';
import type { Immutable } from './plan-schema/immutable.ts';

/** Lines and columns count from 1, columns in UTF-16 units, as editors do. */
export type Span = Immutable<z.infer<typeof span>>;

/** One thing a person can act on. Diagnostics are collected, all of them, never thrown at the first. */
export type Diagnostic = Immutable<z.infer<typeof diagnostic>>;

/** Returns true if a person must look: no run with such a finding ends as if nothing had happened. */
export function hasCritical(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'critical');
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
