import type { Diagnostic } from '../model/diagnostic.ts';
import type { Desk } from './desk.ts';

/** Tells of a trouble that ended one piece of work and nothing else. A store tells what is wrong by a diagnostic. */
export function fail(
  error: unknown,
  during: string,
  { parts: { name, clock, publish } }: Pick<Desk, 'parts'>,
): void {
  publish({ source: name, at: clock.now(), is: 'failed', during, diagnostic: diagnosticIn(error) });
}

function diagnosticIn(error: unknown): Diagnostic {
  if (error instanceof Error && 'diagnostic' in error) return error.diagnostic as Diagnostic;
  return {
    severity: 'error',
    code: 'daemon.failed',
    message: error instanceof Error ? error.message : String(error),
  };
}

/** Refuses a decision on a source that has no Stack yet: there is no place to keep it. */
export function noStack(source: string): Error & { readonly diagnostic: Diagnostic } {
  const message = `the source ${source} has no accepted Stack yet`;
  return Object.assign(new Error(message), {
    diagnostic: { severity: 'error', code: 'daemon.no-stack', message } as const,
  });
}
