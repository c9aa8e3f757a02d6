import { pass } from '../engine/pass.ts';
import { restored } from '../engine/record/restored.ts';
import type { Address } from '../model/address.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Plan, Scope } from '../model/plan.ts';
import type { Stack } from '../model/resource.ts';
import { admissionSentences } from '../report/sentences/admission.ts';
import type { Controller } from './controller.ts';
import type { Desk } from './desk.ts';
import { noStack } from './fail.ts';
import { isElsewhere } from './moved.ts';
import type { Tenure } from './parts.ts';

type Asked =
  | {
      readonly stack: Stack;
      readonly scope: Extract<Scope, { readonly is: 'all' | 'batch' }>;
      readonly commit?: string;
    }
  | { readonly refused: readonly Diagnostic[] };

/** Looks and plans by another revision than the one in force, or by a document of before. Writes nothing. */
export async function preview(
  what: Parameters<Controller['preview']>[0],
  desk: Desk,
  signal: AbortSignal,
): Promise<Plan | { readonly refused: readonly Diagnostic[] }> {
  const { settings, name } = desk.parts;
  const tenure = desk.tenure();
  if (tenure === undefined) return { refused: [noStack(name).diagnostic] };
  const asked =
    what.is === 'restore'
      ? await restoredIn(what.address, what.number, desk, tenure)
      : await revisionIn(what.id, desk, signal);
  if ('refused' in asked) return asked;
  const { plan } = await pass(
    { ...asked, ...(settings.guardrails === undefined ? {} : { guardrails: settings.guardrails }) },
    tenure.machine,
    tenure.estate,
    { signal, lane: 'asked', timing: settings.timing, progress: () => undefined },
  );
  return plan;
}

async function revisionIn(
  id: string,
  { parts: { source }, state }: Desk,
  signal: AbortSignal,
): Promise<Asked> {
  const revision = await source.read(id, signal);
  if (revision.is !== 'stack') return { refused: revision.diagnostics };
  const present = state.get().stack?.settings;
  // Nobody is asked whether to hold the Stack where it cannot be held.
  if (present !== undefined && isElsewhere(present, revision.stack.settings)) {
    const message = admissionSentences.elsewhere();
    const hint = 'roll back to a later commit, or commit its content again';
    return { refused: [{ severity: 'error', code: 'control.revision', message, hint }] };
  }
  // Of a directory the revision: whoever pins what they saw pins it by its whole id.
  const commit = revision.commit?.id ?? revision.id;
  return { stack: revision.stack, scope: { is: 'all' }, commit };
}

/** Builds the Stack in force with the document that history has under this number. */
async function restoredIn(
  address: Address,
  number: number,
  { parts: { name }, state }: Desk,
  { history, machine: { kinds } }: Tenure,
): Promise<Asked> {
  const { stack } = state.get();
  if (stack === undefined) return { refused: [noStack(name).diagnostic] };
  const [document] = await history.applied(address, { limit: 1, before: String(number + 1) });
  if (document?.number !== number) return noDocument(address, number);
  const changed = restored(stack, document, kinds);
  if ('refused' in changed) return changed;
  return { stack: changed.stack, scope: { is: 'batch', write: [address], read: [] } };
}

/** Refuses to bring back a document that the history does not have. */
export function noDocument(address: Address, number: number): { readonly refused: readonly Diagnostic[] } {
  const message = `the history has no document ${String(number)} of ${address}`;
  const hint = `use a listed number: reconcile history ${address}`;
  return { refused: [{ severity: 'error', code: 'daemon.failed', message, hint }] };
}
