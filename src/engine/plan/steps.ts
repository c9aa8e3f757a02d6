import type { Address } from '../../model/address.ts';
import { undoesDrift, waitsForNobody } from '../../model/motive.ts';
import type { Step, StepId } from '../../model/plan.ts';
import { stepIdOf } from '../../model/step-id.ts';
import type { Draft } from './draft.ts';
import type { Edges } from './edges.ts';
import { topological } from './graph.ts';
import type { Planned } from './hold-back.ts';

/** Gives the steps of all that is planned, in an order in which each comes after what it waits for. */
export function stepsOf(planned: readonly Planned[], edges: Edges): readonly Step[] {
  const drafted = planned.flatMap((one) => one.drafted.drafts.map((of) => stepOf(one, of)));
  const own = [...drafted.filter(waitsForNobody), ...drafted.filter((step) => !waitsForNobody(step))];
  const byAddress = Map.groupBy(own, ({ address }) => address);
  const all = (address: Address): readonly Step[] => byAddress.get(address) ?? [];
  // What an opening step waits for opens with it: a narrowed policy before its key is enabled again.
  const early = new Set(own.flatMap((step) => (step.half === 'expand' ? step.after : [])));
  const opens = (step: Step): boolean => step.half === 'expand' || early.has(step.id);
  // Whoever edits who may use a key must not keep a bucket from it; under a disabled key nobody could write.
  const access = new Set(planned.flatMap(accessOf));
  const revives = new Set(
    own.flatMap(({ id, repair }) => (repair === undefined || access.has(id) ? [] : [id])),
  );
  const withEdges = own.map((step): Step => {
    if (waitsForNobody(step)) return step;
    // What gives access comes before what rests on it, and before what rests on it lets go.
    const before = edges.from(step.address).flatMap(({ to, live }) => {
      if (!undoesDrift(step)) return all(to).filter(opens);
      return live === true ? [] : all(to).filter((one) => opens(one) && revives.has(one.id));
    });
    const users = opens(step) ? [] : edges.to(step.address).flatMap(({ from }) => all(from));
    const waits = [...before, ...users].map(({ id }) => id);
    return { ...step, after: [...new Set([...step.after, ...waits])] };
  });
  return topological(withEdges);
}

/** Lists the steps that say who may use something: a policy, a grant. */
function accessOf({ kind, resource }: Planned): readonly StepId[] {
  return kind.facets.flatMap(({ name, narrowed }) =>
    narrowed === undefined && !kind.givesAccess ? [] : [stepIdOf(resource.address, name)],
  );
}

function stepOf({ resource, kind, at, drafted }: Planned, of: Draft): Step {
  const { afterFacets, shown: _shown, ...rest } = of;
  const claim = drafted.drafts.find(({ name }) => ['create', 'adopt', 'mark'].includes(name));
  // A mark that was lost does not put in doubt whose it is (engine/observe/observe.ts). Whoever can take it off, and hold
  // or deny that it comes back, must not stop the removal of what drift gave.
  const isSure = claim?.action === 'mark' && (waitsForNobody(of) || undoesDrift(of));
  const beforeClaim = claim === undefined || claim === of || isSure || claim.afterFacets.includes(of.name);
  const after = beforeClaim ? afterFacets : [...afterFacets, claim.name];
  const written = new Set(drafted.drafts.map(({ name }) => name));
  return {
    ...rest,
    id: stepIdOf(resource.address, of.name),
    address: resource.address,
    kind: kind.kind,
    place: resource.place,
    after: [...new Set(after)]
      .filter((name) => written.has(name))
      .map((name) => stepIdOf(resource.address, name)),
    locks: kind.locks(at),
    gate: { is: 'released' },
  };
}
