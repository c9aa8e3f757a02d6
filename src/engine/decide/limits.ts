import type { Address } from '../../model/address.ts';
import type { Counted } from '../../model/decisions.ts';
import { hour, minute, type Instant } from '../../model/instant.ts';
import type { Plan, Step } from '../../model/plan.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { ReasonCode } from '../../model/reasons.ts';
import type { Caps } from '../../model/resource.ts';
import { decidedSentences } from '../../report/sentences/decided.ts';
import { countsAgainstCap } from './gates/cap.ts';
import { blocked, type GateInput } from './gates/types.ts';
import type { Rules } from './rules.ts';

/** The brake stops a kind of which more resources than this are written within `brakeWindow`. */
const brakeAfter = 20;
const brakeWindow = 10 * minute;
/** So many are written, and confirmed, before it stops: enough to see whether it works. */
const brakeLets = 3;

/** What a Stack allows where it names no cap per hour: 5 or 1 %, whichever is less (authority.md §4.17). */
export const defaultHourly: NonNullable<Caps['hourly']> = { count: 5, percent: 1 };

/** Holds released steps of a daemon to the caps of an hour and to the brake. What waits anyway is not counted. */
export function limited(plan: Plan, given: Pick<GateInput, 'stack' | 'guardrails' | 'rules'>): Plan {
  const { rules } = given;
  if (rules?.daemon === undefined) return plan;
  const capped = withCaps(plan, given, rules);
  const ahead = brakesAhead(plan, rules).map(brakeAhead);
  // A plan is gated again before it runs.
  const told = plan.diagnostics.filter(({ code }) => code !== 'engine.brake-ahead');
  return withBrake({ ...capped, diagnostics: [...told, ...ahead] }, rules);
}

function withCaps(
  plan: Plan,
  { stack, guardrails }: Pick<GateInput, 'stack' | 'guardrails'>,
  rules: Rules,
): Plan {
  const { count, percent } = stack.settings.caps.hourly ?? defaultHourly;
  const bounds = { ...guardrails?.caps, ...guardrails?.caps?.hourly };
  const most = Math.min(count, bounds.count ?? count);
  const share = Math.min(percent, bounds.percent ?? percent) / 100;
  const allowedIn = (account: string): number => {
    const total = [...stack.resources.values()].filter(({ place }) => place.account === account).length;
    return Math.min(most, Math.max(1, Math.floor(total * share)));
  };
  const counts = (step: Step): boolean => step.gate.is === 'released' && countsAgainstCap(step);
  const firsts = Map.groupBy(plan.steps.filter(counts), ({ place }) => place.account);
  const lets = new Map(
    [...firsts].map(([account, steps]) => {
      const before = since(rules.decisions.losses, rules.now - hour).filter((one) => one.account === account);
      return [account, firstOf(before, steps, allowedIn(account))] as const;
    }),
  );
  return {
    ...plan,
    steps: plan.steps.map((step) => {
      const { account } = step.place;
      if (!counts(step) || lets.get(account)?.has(step.address) === true) return step;
      const words = decidedSentences.overHourlyCap({ account, allowed: allowedIn(account) });
      return { ...step, gate: blocked('engine.cap-exceeded', words) };
    }),
  };
}

function withBrake(plan: Plan, rules: Rules): Plan {
  const stopped = new Map(brakedKinds(plan, rules).map((one) => [one.kind, one]));
  return {
    ...plan,
    steps: plan.steps.map((step) => {
      const brake = stopped.get(step.kind);
      if (step.gate.is !== 'released' || brake === undefined || brake.lets.has(step.address)) return step;
      const words = decidedSentences.braked({ kind: step.kind, count: brake.count });
      return { ...step, gate: blocked('engine.paused', words, 'braked') };
    }),
  };
}

/** A kind of which too much would be written, and those that are written all the same. */
export interface BrakedKind {
  readonly kind: string;
  readonly count: number;
  readonly lets: ReadonlySet<Address>;
}

/** Finds the kinds braked: by what a plan releases now, or because nobody let go of the brake since. */
function brakedKinds({ steps }: Pick<Plan, 'steps'>, { now, decisions }: Rules): readonly BrakedKind[] {
  const released = steps.filter(({ gate }) => gate.is === 'released' || isBraked(gate));
  return [...Map.groupBy(released, ({ kind }) => kind)].flatMap(([kind, ofKind]): readonly BrakedKind[] => {
    if (isLetGo(kind, { now, decisions })) return [];
    const before = since(decisions.writes, now - brakeWindow).filter((one) => one.kind === kind);
    const count = new Set([...before, ...ofKind].map(({ address }) => address)).size;
    if (decisions.brakes.some((one) => one.kind === kind)) return [{ kind, count, lets: new Set() }];
    return count > brakeAfter ? [{ kind, count, lets: firstOf(before, ofKind, brakeLets) }] : [];
  });
}

/** What a person or the hour still holds, and runs once they let it. */
const runsLater: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'no-baseline',
  'waits-for-approval',
  'waits-for-stack',
  'upgrade',
  'paused',
  'yielded',
  'frozen',
  'outside-window',
]);

/**
 * Predicts which kinds the brake will stop once what waits may run. A first apply of a large estate says so
 * before. A person who read the plan can release the brake beforehand.
 */
export function brakesAhead(
  { steps }: Pick<Plan, 'steps'>,
  { now, decisions }: Pick<Rules, 'now' | 'decisions'>,
): readonly { readonly kind: string; readonly count: number }[] {
  const later = steps.filter(({ gate }) => gate.is !== 'released' && runsLater.has(gate.reason));
  return [...Map.groupBy(later, ({ kind }) => kind)].flatMap(([kind, ofKind]) => {
    const count = new Set(ofKind.map(({ address }) => address)).size;
    return count <= brakeAfter || isLetGo(kind, { now, decisions }) ? [] : [{ kind, count }];
  });
}

function brakeAhead({ kind, count }: { readonly kind: string; readonly count: number }): Diagnostic {
  const message = decidedSentences.brakeAhead({ kind, count });
  return { severity: 'warning', code: 'engine.brake-ahead', message };
}

function isLetGo(kind: string, { now, decisions }: Pick<Rules, 'now' | 'decisions'>): boolean {
  return decisions.letGo.some((one) => one.until > now && (one.kind ?? kind) === kind);
}

function isBraked(gate: Step['gate']): boolean {
  return gate.is === 'blocked' && gate.reason === 'braked';
}

function since(all: readonly Counted[], at: Instant): readonly Counted[] {
  return all.filter((one) => one.at > at);
}

/** Takes the first addresses, those before first: what was counted already counts once. */
function firstOf(
  before: readonly Pick<Counted, 'address'>[],
  steps: readonly Pick<Step, 'address'>[],
  most: number,
): ReadonlySet<Address> {
  return new Set([...new Set([...before, ...steps].map(({ address }) => address))].slice(0, most));
}
