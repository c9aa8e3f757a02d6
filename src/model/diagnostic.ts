import type { Address } from './address.ts';
import type { ErrorCode } from './errors/index.ts';
import type { Path } from './path.ts';

/** Lines and columns count from 1, columns in UTF-16 units, as editors do. */
export interface Span {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One thing a person can act on. Diagnostics are collected, all of them, never thrown at the first. */
export interface Diagnostic {
  /** Critical: nothing is wrong with the run, and a person must look before anything else. */
  readonly severity: 'critical' | 'error' | 'warning' | 'info';
  readonly code: ErrorCode;
  /** What is wrong, one sentence, no trailing dot. */
  readonly message: string;
  /** What to do about it; may be of several lines, e.g. with a statement to add. */
  readonly hint?: string;
  readonly address?: Address;
  readonly path?: Path;
  readonly span?: Span;
}

/** True if a person must look: no run with such a finding ends as if nothing had happened. */
export function hasCritical(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'critical');
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
