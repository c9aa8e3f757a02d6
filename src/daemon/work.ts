import { pass } from '../engine/pass.ts';
import type { Address } from '../model/address.ts';
import type { PassResult } from '../model/outcome.ts';
import type { Scope } from '../model/plan.ts';
import type { Stack } from '../model/resource.ts';
import { fail } from './fail.ts';
import type { Desk } from './desk.ts';
import type { Look } from './due.ts';
import type { Tenure } from './parts.ts';
import { remember } from './remember.ts';
import { watched } from './watch.ts';

/** What is looked at, and whether what follows may be written. */
export interface Work {
  readonly stack: Stack;
  readonly scope: Extract<Scope, { readonly is: 'all' | 'batch' }>;
  readonly look: Look;
  readonly writes: boolean;
}

/**
 * Looks, and where this process leads and may write: decides, applies, and tells of it. Undefined: it could not be
 * done, and why is told.
 */
export async function work(
  given: Work,
  desk: Desk,
  tenure: Tenure,
  signal: AbortSignal,
): Promise<PassResult | undefined> {
  const { parts, state } = desk;
  const { clock, name, settings } = parts;
  const { leader, decider, machine, estate } = tenure;
  const started = clock.now();
  try {
    const rules = await decider.rules();
    const lease = given.writes && settings.maxMode !== 'observe' ? leader.lease() : undefined;
    const commit = state.get().inForce?.commit?.id;
    const result = await watched(desk, (progress) =>
      pass(
        {
          stack: given.stack,
          scope: given.scope,
          ...(given.look === 'fast' ? { facets: 'fast' } : {}),
          ...(commit === undefined ? {} : { commit }),
          ...(settings.guardrails === undefined ? {} : { guardrails: settings.guardrails }),
          ...rules,
          ...(lease === undefined ? {} : { decide: (plan, earlier) => decider.decide(plan, earlier) }),
        },
        machine,
        estate,
        {
          signal,
          lane: 'sweep',
          timing: settings.timing,
          progress,
          ...(lease === undefined ? {} : { lease }),
        },
      ),
    );
    if (lease !== undefined) await decider.after(result);
    const took = clock.now() - started;
    const complete = result.seen === 'complete';
    parts.publish({
      source: name,
      at: clock.now(),
      look: given.look,
      complete,
      took,
      ...(lease === undefined ? { is: 'looked', plan: result.plan } : { is: 'passed', result }),
    });
    await remember(result, given, desk);
    return result;
  } catch (error) {
    fail(error, `looking at ${whatOf(given)}`, desk);
    return undefined;
  }
}

function whatOf({ scope }: Work): string {
  if (scope.is === 'all') return 'everything';
  const [first, ...rest] = scope.write;
  return rest.length === 0 ? String(first) : `${String(first)} and ${String(rest.length)} others`;
}

/** The scope of a batch: what is due may be written, and what it depends on is only looked at. */
export function batchOf(due: readonly Address[]): Work['scope'] {
  return { is: 'batch', write: [...due], read: [] };
}
