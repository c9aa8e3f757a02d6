import type { Address } from '../model/address.ts';
import { byCodeUnit } from '../model/tree.ts';
import { hasFastSet } from '../model/kind/fast.ts';
import type { Plan, ResourcePlan, Step } from '../model/plan.ts';
import { baselineOf } from './authority/baseline.ts';
import { judgedStack } from './authority/judged.ts';
import { standsOnOf } from './authority/stands-on.ts';
import { pruneIn } from './look-once.ts';
import type { LookRequest } from './looked.ts';
import { fastKinds } from './observe/fast-kind.ts';
import { appeared } from './observe/holds.ts';
import { observeOnly } from './observe/observe.ts';
import { attributesSeen, memoriesOf } from './observe/subject.ts';
import { declaredEdges } from './plan/graph.ts';
import { hangingOn } from './plan/hanging.ts';
import { makePlan } from './plan/plan.ts';
import type { Ports } from './ports.ts';
import { reachOf } from './scope.ts';

/** What a fast look found. */
export type FastLook<R extends LookRequest> =
  /** Everything is as it should be, as far as it was read. */
  | { readonly is: 'quiet'; readonly plan: Plan }
  | {
      readonly is: 'found';
      /** Looks at everything of what is not as it should be, and at nothing else. */
      readonly request: R;
      /** Adds the rest, which is as it should be as far as it was read. */
      complete(plan: Plan): Plan;
    };

/**
 * Looks at the fast set of a scope. It decides nothing: whatever is not as it should be is looked at as a whole, as a
 * batch. So before a write nothing less is known than in a full pass.
 */
export async function lookFast<R extends LookRequest>(given: R, ports: Ports): Promise<FastLook<R>> {
  const start = ports.clock.now();
  const baseline = given.baseline ?? (await baselineOf(given.stack, ports));
  const standsOn = given.standsOn ?? (await standsOnOf(given, ports));
  const stack = judgedStack(baseline, given.stack);
  const { clock, progress } = ports;
  const kinds = fastKinds(ports.kinds);
  const edges = declaredEdges(stack, ports.kinds);
  const reach = [...reachOf(given.scope, stack, edges).writes];
  const scope = new Set(
    reach.filter((address) => {
      const kind = kinds.get(stack.resources.get(address)?.kind ?? '');
      return kind !== undefined && hasFastSet(kind);
    }),
  );
  const [known, things, remembered, holds] = await Promise.all([
    ports.journal.known(),
    ports.journal.things(),
    ports.memory.lastApplied(),
    given.holds ?? ports.journal.holds(),
  ]);
  const observations = await observeOnly({
    stack,
    kinds,
    scope,
    byRecord: 'always',
    known,
    things,
    lastApplied: remembered,
    holds,
    pruneOf: pruneIn(baseline),
    aws: ports.aws,
    start,
    tell: (seen, of) => {
      progress({ is: 'looking', at: clock.now(), seen, of });
    },
  });
  const attributes = attributesSeen(stack.resources, kinds, observations);
  const plan = makePlan({
    stack,
    kinds,
    scope: { is: 'batch', write: [...scope], read: [] },
    writable: scope,
    observed: { observations, inventory: { is: 'none' } },
    attributes,
    lastApplied: memoriesOf(stack, kinds, observations, remembered),
    edges,
    hangsOn: hangingOn(stack, kinds, observations, attributes),
    holds,
    standsOn,
    now: clock.now(),
    ...(given.commit === undefined ? {} : { commit: given.commit }),
  });
  const found = foundIn(plan);
  const quiet = plan.resources
    .filter(({ address }) => !found.has(address))
    .map((one) => ({ ...one, changes: [], steps: [], read: readOf(one, kinds) }));
  const { scope: asked } = given;
  if (found.size === 0) return { is: 'quiet', plan: { ...plan, scope: asked, resources: quiet, steps: [] } };
  const warned = appeared({ stack, kinds, observations }, holds).filter(
    ({ address }) => address === undefined || !found.has(address),
  );
  return {
    is: 'found',
    request: {
      ...given,
      baseline,
      standsOn,
      scope: { is: 'batch', write: [...found], read: asked.is === 'batch' ? asked.read : [] },
    },
    complete: (rest) => ({
      ...rest,
      scope: asked,
      resources: [...quiet, ...rest.resources].sort((a, b) => byCodeUnit(a.address, b.address)),
      diagnostics: [...warned, ...rest.diagnostics],
    }),
  };
}

/** Finds the addresses of which a look at everything would say something. A removal goes on in full looks. */
function foundIn({ steps, resources }: Plan): ReadonlySet<Address> {
  const isRemoval = ({ action }: Step): boolean => action === 'remove' || action === 'release';
  return new Set([
    ...steps.filter((step) => !isRemoval(step)).map(({ address }) => address),
    ...resources
      .filter(({ blocked, sync }) => blocked !== undefined || sync === 'Settling')
      .map(({ address }) => address),
  ]);
}

function readOf({ kind }: ResourcePlan, kinds: ReturnType<typeof fastKinds>): readonly string[] {
  return kinds.get(kind)?.facets.map(({ name }) => name) ?? [];
}
