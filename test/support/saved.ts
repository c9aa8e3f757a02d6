import { bind } from '../../src/engine/saved/bind.ts';
import { footingsOf } from '../../src/engine/saved/footing.ts';
import { day } from '../../src/model/instant.ts';
import type { Moved, Plan, Step } from '../../src/model/plan.ts';
import type { SavedPlan } from '../../src/model/saved-plan.ts';
import type { Stack } from '../../src/model/resource.ts';
import { showPath } from '../../src/model/path.ts';
import { decodeSavedPlan } from '../../src/store/saved-plan/decode.ts';
import { encodeSavedPlan } from '../../src/store/saved-plan/encode.ts';
import type { Estate, PassAnswer, RunOptions } from './estate.ts';

/** Returns a plan with all that its file holds besides. */
export function withRest(plan: Plan, stack: Stack): SavedPlan {
  return {
    madeAt: plan.at,
    expiresAt: plan.at + day,
    madeBy: { version: '1.0.0', kinds: 'k' },
    against: 'sandbox',
    stack,
    plan,
    restsOn: footingsOf(plan, stack),
  };
}

/** Writes a saved plan to a file and reads it again. */
export function throughFile(saved: SavedPlan): SavedPlan {
  const decoded = decodeSavedPlan(encodeSavedPlan(saved), 'plan.json', '1.0.0');
  if (decoded.is === 'refused') throw new Error(decoded.diagnostic.message);
  return decoded.saved;
}

/** Makes a plan of these manifests and saves it. */
export async function save(estate: Estate, yaml: string, options: RunOptions = {}): Promise<SavedPlan> {
  const { plan } = await estate.plan(yaml, options);
  return throughFile(withRest(plan, options.stack ?? estate.stack(yaml)));
}

/** Applies a saved plan as `reconcile apply FILE` does. */
export function applySaved(
  estate: Estate,
  saved: SavedPlan,
  options: RunOptions = {},
): ReturnType<Estate['apply']> {
  const { stack, plan } = saved;
  return estate.apply('', { ...options, stack, scope: plan.scope, bind: (fresh) => bind(fresh, saved) });
}

/** Returns the outcome of each step: `done`, `stale: description`, `engine.not-in-plan`, … */
export function ended(answer: PassAnswer): Readonly<Record<string, string>> {
  if (answer.is === 'refused') return { lease: answer.by.holder };
  return Object.fromEntries(answer.plan.steps.map((step) => [step.id, endOf(step, answer)]));
}

function endOf({ id }: Step, { outcomes }: Exclude<PassAnswer, { is: 'refused' }>): string {
  const outcome = outcomes.get(id);
  if (outcome?.is === 'stale') return ['stale', ...(outcome.moved ?? []).map(movedText)].join(' ');
  if (outcome?.is === 'blocked') return outcome.gate.is === 'blocked' ? outcome.gate.code : 'approval';
  if (outcome?.is === 'failed') return `${outcome.failure.code} ${outcome.failure.message}`;
  return outcome?.is ?? 'nothing';
}

function movedText({ address, path }: Moved): string {
  return `${address}:${showPath(path)}`;
}
