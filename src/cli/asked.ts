import { bind } from '../engine/saved/bind.ts';
import type { Plan, Scope } from '../model/plan.ts';
import type { Stack } from '../model/resource.ts';
import type { SavedPlan } from '../model/saved-plan.ts';
import type { SourceLine } from '../report/human/excerpt.ts';
import type { Io } from './io.ts';
import { loadManifests } from './manifests.ts';
import type { Invocation, Options } from './options.ts';
import { noSource } from './output.ts';
import type { Refused } from './refused.ts';
import { refusalsOf } from './saved/admit.ts';
import { scopeAsked } from './scope.ts';

/** What a run is asked to bring about, or why that is unknown. */
export type Asked =
  | {
      readonly is: 'ok';
      readonly stack: Stack;
      readonly source: SourceLine;
      readonly scope: Scope;
      readonly options: Options;
      readonly bindTo?: (plan: Plan) => Plan;
    }
  | Refused;

/** Collects what manifests and options ask for. */
export async function askedIn(paths: readonly string[], { options }: Invocation, io: Io): Promise<Asked> {
  const loaded = await loadManifests(paths, io);
  if (loaded.is === 'refused') return loaded;
  const { stack, source } = loaded;
  const asked = scopeAsked(options, stack);
  return asked.is === 'refused' ? asked : { is: 'ok', stack, source, scope: asked.scope, options };
}

/** Returns what a saved plan asks for: the same scope, the same commit, and no step but its own. */
export function askedBy(saved: SavedPlan, options: Options, io: Io): Asked {
  const diagnostics = refusalsOf(saved, options, io);
  if (diagnostics.length > 0) return { is: 'refused', diagnostics };
  const { stack, plan } = saved;
  return {
    is: 'ok',
    stack,
    source: noSource,
    scope: plan.scope,
    options: plan.commit === undefined ? options : { ...options, commit: plan.commit },
    bindTo: (fresh) => bind(fresh, saved),
  };
}
