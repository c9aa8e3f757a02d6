import { pass } from '../engine/pass.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Plan } from '../model/plan.ts';
import type { Controller } from './controller.ts';
import type { Desk } from './desk.ts';
import { noStack } from './fail.ts';

/** Looks and plans by another revision than the one in force. Writes nothing. */
export async function preview(
  what: Parameters<Controller['preview']>[0],
  desk: Desk,
  signal: AbortSignal,
): Promise<Plan | { readonly refused: readonly Diagnostic[] }> {
  const { source, settings, name } = desk.parts;
  const tenure = desk.tenure();
  if (tenure === undefined) return { refused: [noStack(name).diagnostic] };
  if (what.is === 'restore')
    return refused('documents that were applied before are restored by the command line');
  const revision = await source.read(what.id, signal);
  if (revision.is !== 'stack') return { refused: revision.diagnostics };
  const { plan } = await pass(
    {
      stack: revision.stack,
      scope: { is: 'all' },
      ...(settings.guardrails === undefined ? {} : { guardrails: settings.guardrails }),
    },
    tenure.machine,
    tenure.estate,
    { signal, lane: 'asked', timing: settings.timing, progress: () => undefined },
  );
  return plan;
}

function refused(message: string): { readonly refused: readonly Diagnostic[] } {
  return { refused: [{ severity: 'error', code: 'daemon.failed', message }] };
}
