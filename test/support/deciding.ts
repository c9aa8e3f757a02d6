import { approvables } from '../../src/daemon/decide/approved.ts';
import { createDecider, type DeciderParts } from '../../src/daemon/decide/decider.ts';
import type { Decider } from '../../src/daemon/parts.ts';
import { noDecisions, type Decisions, type Person, type Taken } from '../../src/model/decisions.ts';
import { hour, minute } from '../../src/model/instant.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Store } from '../../src/store/store.ts';
import type { Estate, RunOptions } from './estate.ts';
import { applied } from './estate-facts.ts';

export const ada: Person = { id: 'uid:1000', name: 'ada' };
export const under: Taken['under'] = { version: '1', settings: 's', guardrails: 'g' };

/** The passes of a daemon on an estate: what the loop around them does is left out. */
export interface DaemonPasses {
  readonly decider: Decider;
  /** A full pass, which decides by the decisions beside the lease. */
  pass(yaml: string, options?: RunOptions): ReturnType<typeof applied>;
  decide(change: Partial<Decisions>): Promise<void>;
  /** Approves everything of a plan that waits for a person. */
  approve(plan: Plan, by?: Person): Promise<void>;
  decisions(): Promise<Decisions>;
}

export function daemonOn(
  estate: Estate,
  over: Partial<DeciderParts> & { readonly keptIn?: Store } = {},
): DaemonPasses {
  const { keptIn = estate.store, ...parts } = over;
  const { journal } = keptIn;
  const decider = createDecider({
    store: journal,
    clock: estate.clock,
    settings: { under, maxMode: 'enforce', cadence: { fast: 10 * minute, full: hour } },
    signatures: 'not-required',
    needsBaseline: true,
    self: { id: 'keywright', name: 'keywright' },
    unreachableSince: () => undefined,
    ...parts,
  });
  let ids = 0;
  return {
    decider,
    async pass(yaml, options = {}) {
      const { daemon } = await decider.rules();
      const answer = await applied(estate, yaml, {
        store: keptIn,
        firstStack: 'strictest',
        ...(daemon === undefined ? {} : { daemon }),
        decide: (plan, earlier) => decider.decide(plan, earlier),
        ...options,
      });
      await decider.after(answer, { look: 'full', revision: 'c1' });
      return answer;
    },
    async decide(change) {
      await journal.decide((before) => ({ ...before, ...change }));
    },
    async approve(plan, by = ada) {
      const at = estate.clock.now();
      const of = approvables({ plan, guardrails: under.guardrails });
      const approvals = of.map((one) => ({ id: `a${(ids += 1)}`, by, at, until: at + 4 * hour, of: one }));
      await journal.decide((before) => ({ ...before, approvals: [...before.approvals, ...approvals] }));
    },
    decisions: async () => (await journal.decisions()) ?? noDecisions,
  };
}

/** Returns what a person accepted, with the settings of `under`. */
export function takenAt(estate: Estate, over: Partial<Taken> = {}): Taken {
  return { revision: 'c1', commit: 'c1', at: estate.clock.now(), by: ada, under, ...over };
}
