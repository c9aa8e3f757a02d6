import { pass } from '../engine/pass.ts';
import type { AwsFailure, Call } from '../model/call.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Settings } from '../model/resource.ts';
import type { Speculated, Speculation } from './controller.ts';
import type { Desk } from './desk.ts';
import { noStack } from './fail.ts';
import { notRead } from './not-read.ts';

/**
 * Makes the plan of manifests that somebody sent. Reads are those of the Stack in force, whatever the sent one names: its accounts,
 * Regions and roles, its journal and its record of what was accepted. So the sent manifests choose no role, reach no
 * other account, and their loosened rules show as such.
 */
export async function speculate(
  { files, commit, mayAsk }: Speculation,
  { parts, state, tenure: opened }: Desk,
  signal: AbortSignal,
): Promise<Speculated | { readonly refused: readonly Diagnostic[] }> {
  const { settings, name } = parts;
  const tenure = opened();
  const { stack: inForce, fullAt } = state.get();
  if (tenure === undefined || inForce === undefined) return { refused: [noStack(name).diagnostic] };
  if (fullAt === undefined) return { refused: [noLook(name)] };
  const loaded = await parts.load(files, signal);
  if (isAborted(signal)) return { refused: [tooLong()] };
  if (loaded.is === 'refused') return { refused: loaded.diagnostics };
  const { stack } = loaded;
  const { machine, estate, recall } = tenure;
  const recalling = recall.recalling((call) => beyond(call, inForce.settings) ?? mayAsk(call));
  const { plan } = await pass(
    {
      stack,
      scope: { is: 'all' },
      ...(commit === undefined ? {} : { commit }),
      ...(settings.guardrails === undefined ? {} : { guardrails: settings.guardrails }),
    },
    machine,
    { ...estate, aws: recalling.aws },
    {
      signal,
      lane: 'sweep',
      // An answer that was kept is the same a moment later.
      timing: { ...settings.timing, secondLook: 0, vanishedLook: 0 },
      progress: () => undefined,
    },
  );
  if (isAborted(signal)) return { refused: [tooLong()] };
  const estimate = parts.estimate(plan, stack, await estate.journal.bornAt());
  return { plan, stack, estimate, recalled: recalling.told() };
}

/** Refuses a read at a place that the Stack in force does not look after. */
function beyond(call: Call, { accounts }: Pick<Settings, 'accounts'>): AwsFailure | undefined {
  const { op, at } = call;
  const account = accounts.find(({ id }) => id === at.account);
  // IAM is global: its place names the Region that signs.
  if (account !== undefined && (account.regions.includes(at.region) || op.startsWith('iam:')))
    return undefined;
  const place = account === undefined ? `account ${at.account}` : `Region ${at.region} of ${at.account}`;
  return notRead(call, `${place} is not in the Stack in force, so the daemon does not read it`);
}

/** Returns true if the signal is aborted, which may happen while something is waited for. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function noLook(name: string): Diagnostic {
  const message = `the source ${name} has not been looked at as a whole yet`;
  return { severity: 'error', code: 'control.no-look', message };
}

function tooLong(): Diagnostic {
  return { severity: 'error', code: 'control.too-long', message: 'the plan was not finished in time' };
}
