import { kindsByName } from '../../kinds/index.ts';
import { kindOf, nameOf, type Address } from '../../model/address.ts';
import type { Change } from '../../model/change.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Plan, ResourcePlan, Step } from '../../model/plan.ts';
import { place, resourcePlanOf, stepOf } from '../../model/plan.test-helper.ts';
import type { Resource } from '../../model/resource.ts';
import type { TreeMap } from '../../model/tree.ts';
import type { Sight } from './sight.ts';

export const key: Address = 'Key/a';

/** Facets of a Key, as its declaration has them. */
export const fastFacets = ['policy', 'enabled'] as const;
export const restFacets = ['description', 'tags', 'rotation'] as const;

export function drift(path: `/${string}`, more: Partial<Change> = {}): Change {
  return { path, before: 'live', after: 'declared', label: 'drifted', ...more };
}

/** Builds a resource with its steps: in sync without steps, else as plan/verdict.ts says. */
export function seenOf(
  at: number,
  steps: readonly Step[] = [],
  more: Partial<ResourcePlan> = {},
): { readonly resource: ResourcePlan; readonly steps: readonly Step[] } {
  const changes = steps.flatMap((step) => step.changes);
  const drifted = changes.some(({ label }) => label !== undefined && label !== 'changed-in-git');
  const resource = resourcePlanOf(steps[0]?.address ?? more.address ?? key, {
    sync: steps.length === 0 ? 'InSync' : drifted ? 'Drifted' : 'PendingChange',
    changes,
    steps: steps.map(({ id }) => id),
    observedAt: at,
    ...more,
  });
  return { resource, steps };
}

export function step(facet: string, change: Change, more: Partial<Step> = {}): Step {
  return stepOf(key, facet, { changes: [change], ...more });
}

export const done: Outcome = { is: 'done', calls: 1, took: 1 };

interface SightOptions extends Partial<Omit<Sight, 'plan' | 'outcomes'>> {
  readonly outcomes?: Readonly<Record<string, Outcome>>;
  readonly spec?: TreeMap;
  readonly state?: Resource['metadata']['state'];
}

export function sightOf(seen: readonly ReturnType<typeof seenOf>[], options: SightOptions = {}): Sight {
  const { outcomes = {}, spec = { policy: 'declared' }, state = 'present', ...more } = options;
  const at = Math.max(0, ...seen.map(({ resource }) => resource.observedAt));
  const plan: Plan = {
    version: 1,
    stack: 'estate',
    uid: 'u1',
    at,
    scope: { is: 'all' },
    resources: seen.map(({ resource }) => resource),
    steps: seen.flatMap((one) => one.steps),
    orphans: [],
    diagnostics: [],
  };
  const resources = new Map(
    seen.map(({ resource: { address } }) => [address, declared(address, spec, state)] as const),
  );
  return {
    plan,
    outcomes: new Map(Object.entries(outcomes)),
    complete: false,
    stack: { resources },
    kinds: kindsByName(),
    now: at,
    ...more,
  };
}

function declared(address: Address, spec: TreeMap, state: Resource['metadata']['state']): Resource {
  return {
    address,
    kind: kindOf(address),
    place,
    metadata: {
      name: nameOf(address),
      labels: { team: 'x' },
      annotations: {},
      formerly: [],
      state,
      ignore: [],
    },
    spec,
    references: [],
    span: { file: 'a.yaml', line: 1, column: 1, endLine: 1, endColumn: 1 },
    spanOf: () => ({ file: 'a.yaml', line: 1, column: 1, endLine: 1, endColumn: 1 }),
  };
}
