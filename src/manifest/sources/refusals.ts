import type { Diagnostic } from '../../model/diagnostic.ts';
import type { ErrorCode } from '../../model/errors/index.ts';
import type { Instant } from '../../model/instant.ts';
import { oneLine } from '../../model/one-line.ts';
import type { Commit, Revision } from '../../model/revision.ts';

export type SourceCode = Extract<ErrorCode, `source.${string}`>;

/** Explains why a source gives nothing, with what a person can do. */
export function trouble(code: SourceCode, message: string, hint?: string): Diagnostic {
  return { severity: 'error', code, message: oneLine(message), ...(hint === undefined ? {} : { hint }) };
}

/** Creates a revision that says that nothing is known of the source now. */
export function unreachable(at: Instant, why: string | Diagnostic): Revision {
  const diagnostic = typeof why === 'string' ? trouble('source.unreachable', why) : why;
  return { is: 'unreachable', at, diagnostics: [diagnostic] };
}

/** Creates a revision that was read and is wrong. */
export function refused(
  { id, at, commit }: { readonly id: string; readonly at: Instant; readonly commit?: Commit },
  diagnostics: readonly Diagnostic[],
): Revision {
  return { is: 'refused', id, at, diagnostics, ...(commit === undefined ? {} : { commit }) };
}

/** Says that a revision is in force only as long as the process or its source has it. */
export function notKept(why: string): Diagnostic {
  return { ...trouble('source.unkept', `this revision cannot be saved: ${why}`), severity: 'warning' };
}

/** Returns a revision with one more diagnostic, where there is one. */
export function withNote(
  revision: Extract<Revision, { readonly is: 'stack' }>,
  note: Diagnostic | undefined,
): Revision {
  if (note === undefined) return revision;
  const { stack } = revision;
  return { ...revision, stack: { ...stack, diagnostics: [...stack.diagnostics, note] } };
}
