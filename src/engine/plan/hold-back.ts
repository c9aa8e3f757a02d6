import type { Address } from '../../model/address.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Subject } from '../../model/subject.ts';
import type { Observation } from '../../model/observation.ts';
import { undoesDrift, waitsForNobody } from '../../model/motive.ts';
import type { Gate, Step } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { blockOf, type BlockCode } from '../../model/reasons.ts';
import { planSentences } from '../../report/sentences/plan.ts';
import type { Words } from '../../report/sentences/words.ts';
import type { Drafted } from './draft.ts';
import type { Edges } from './edges.ts';

/** One address with all that planning knows about it. */
export interface Planned {
  readonly resource: Resource;
  readonly kind: AnyKind;
  readonly at: Subject<unknown>;
  readonly observation: Observation;
  readonly drafted: Drafted;
}

export interface HoldBackInput {
  readonly steps: readonly Step[];
  readonly planned: readonly Planned[];
  readonly edges: Edges;
  /** Addresses that may be written. */
  readonly writable: ReadonlySet<Address>;
}

type Blocked = Extract<Gate, { readonly is: 'blocked' }>;

/**
 * Blocks steps for what lies in the plan itself. Outside the scope nothing is written, and what rests on a blocked or
 * unknown resource waits for it. Nothing is taken away from what may still use it.
 */
export function holdBack({ steps, planned, edges, writable }: HoldBackInput): readonly Step[] {
  const byId = new Map(steps.map((step) => [step.id, step] as const));
  const changing = new Set(steps.map(({ address }) => address));
  const unusable = new Map(
    planned.filter((one) => !isUsable(one)).map((one) => [one.resource.address, one] as const),
  );

  function outsideScope(step: Step): Blocked | undefined {
    const code = 'engine.outside-scope';
    if (!writable.has(step.address)) return blocked(code, planSentences.outsideScope());
    const cause = step.after
      .flatMap((id) => byId.get(id) ?? [])
      .find(({ address }) => !writable.has(address));
    if (cause === undefined) return undefined;
    return blocked(code, planSentences.afterOutside({ cause: cause.address }));
  }

  /**
   * Blocks a removal while a declared resource that nothing in this plan moves uses what the tombstone takes away.
   */
  function stillUsed(step: Step): Blocked | undefined {
    if (step.action !== 'remove') return undefined;
    const user = edges.to(step.address).find(({ from, live }) => live === true && !changing.has(from))?.from;
    if (user === undefined) return undefined;
    return blocked('engine.in-use', planSentences.inUseBy({ user }));
  }

  /** Blocks a step where it is not known what may still use its resource. */
  function perhapsUsed(step: Step): Blocked | undefined {
    if (step.half === 'expand') return undefined;
    const user = edges.to(step.address).flatMap(({ from }) => unusable.get(from) ?? [])[0];
    return user === undefined ? undefined : waitsFor(planSentences.perhapsUsed(stuckOf(user)));
  }

  function restsOnBlocked(step: Step): Blocked | undefined {
    if (step.half === 'contract') return undefined;
    // What it only uses now it may leave, say a key that cannot go before its last user has.
    const needed = edges.from(step.address).filter(({ live }) => live !== true);
    const stuck = needed.flatMap(({ to }) => unusable.get(to) ?? [])[0];
    return stuck === undefined ? undefined : waitsFor(planSentences.restsOn(stuckOf(stuck)));
  }

  function aroundIt(step: Step): Blocked | undefined {
    if (waitsForNobody(step) || undoesDrift(step)) return undefined;
    return stillUsed(step) ?? perhapsUsed(step) ?? restsOnBlocked(step);
  }

  return steps.map((step) => {
    const gate = outsideScope(step) ?? aroundIt(step);
    return gate === undefined ? step : { ...step, gate };
  });
}

function stuckOf({ resource, drafted }: Planned): {
  readonly address: Address;
  readonly why: string | undefined;
} {
  return { address: resource.address, why: drafted.blocked?.why };
}

function waitsFor(words: Words): Blocked {
  return blocked('engine.waits-for-blocked', words);
}

function blocked(code: BlockCode, words: Words): Blocked {
  return { is: 'blocked', ...blockOf(code, words) };
}

function isUsable({ drafted, observation }: Planned): boolean {
  return drafted.blocked === undefined && observation.is !== 'unknown' && observation.is !== 'ambiguous';
}
