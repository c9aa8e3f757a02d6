import type { Address } from '../../../model/address.ts';
import { digestOf } from '../../../model/digest.ts';
import { derived } from '../../../model/derived.ts';
import type { Instant } from '../../../model/instant.ts';
import { endings } from '../../../model/endings.ts';
import type { Gate, Step, StackChange } from '../../../model/plan.ts';
import { planIdOf } from '../../../model/plan-id.ts';
import { saidOnce } from '../../../report/display/cause.ts';
import { stepText } from '../../../report/display/step-text.ts';
import {
  capital,
  findingTexts as texts,
  findingTitles,
  inParts,
  paragraph,
  type About,
  type Part,
} from '../../../report/sentences/attention.ts';
import type { ControllerState } from '../../controller.ts';
import { isApprovable } from '../../decide/approved.ts';
import type { Condition } from '../../notify/condition.ts';
import { conditionsOf, isForApproval } from '../../notify/conditions.ts';
import type { ConditionSort } from '../../notify/severity.ts';
import { shownUntil } from '../shown-until.ts';
import { effectOf } from './effect.ts';
import { lastRank, problemOf, rankOfPlan, rankOfProcess, type Problem } from './problem.ts';
import { sinceOf, thingsOf, type Thing } from './thing.ts';

/** A finding before it is known who asks. */
export interface Draft extends Pick<Condition, 'key' | 'event' | 'severity' | 'since' | 'title' | 'text'> {
  /** How far down it stands. */
  readonly rank: number;
  readonly addresses: readonly Address[];
  /** The condition, of one about no resource. */
  readonly of?: ConditionSort;
  /** Steps of the current plan that wait for a person. */
  readonly waiting: readonly Step[];
  /** Set where the change of the Stack waits, too. */
  readonly stackChange?: StackChange;
  /** True where a pause keeps Keywright from acting. */
  readonly isPaused: boolean;
}

/** Fewer are shown one by one: each is easier to act on by its own name. */
const fewest = 3;

const events: Readonly<Record<Problem['is'], Condition['event']>> = {
  opened: 'drift-opened',
  granted: 'drift-opened',
  deletion: 'deletion-near',
  disabled: 'degraded',
  unusable: 'degraded',
  weakened: 'drift-opened',
  silent: 'degraded',
  exposed: 'degraded',
  held: 'blocked',
  blocked: 'blocked',
  degraded: 'degraded',
  drifted: 'drift-opened',
  orphaned: 'degraded',
  unreadable: 'stale',
  stale: 'stale',
};

const keptIn = derived(
  (_state: ControllerState): { at: Instant; until: Instant; drafts: readonly Draft[] } => ({
    at: Infinity,
    until: -Infinity,
    drafts: [],
  }),
);

/**
 * Gives what a person should look at, the most dangerous first: one finding a thing, and one for all of one cause. Keeps
 * it with the state, as long as the clock changes nothing of it: figures, list and findings ask for the same.
 */
export function draftsOf(state: ControllerState, now: Instant): readonly Draft[] {
  const kept = keptIn(state);
  if (now < kept.at || now >= kept.until) {
    kept.drafts = drafted(state, now);
    kept.at = now;
    kept.until = shownUntil(state, now);
  }
  return kept.drafts;
}

function drafted(state: ControllerState, now: Instant): readonly Draft[] {
  const conditions = conditionsOf(state, now);
  const things = thingsOf(state, conditions, now);
  return [
    ...ofThings(things, now),
    ...ofPlan(state, conditions, new Set(things.map(({ address }) => address))),
    ...conditions.filter(({ addresses }) => addresses.length === 0).flatMap(ofProcess),
  ].toSorted((a, b) => a.rank - b.rank || a.since - b.since);
}

interface Found {
  readonly thing: Thing;
  readonly problem: Problem & { readonly rank: number };
  readonly more: readonly string[];
}

function ofThings(things: readonly Thing[], now: Instant): readonly Draft[] {
  const found = things.flatMap((thing): readonly Found[] => {
    const problem = problemOf(thing, now);
    return problem === undefined
      ? []
      : [{ thing, problem, more: [...problem.more, ...ahead(thing, problem), ...besides(thing, problem)] }];
  });
  const groups = saidOnce(
    found,
    ({ thing, problem, more }) => ({
      address: thing.address,
      ids: thing.record?.ids,
      key: problem.rank,
      texts: [problem.what, ...more],
    }),
    fewest,
  );
  return groups.map(({ items, texts: [what = '', ...more] }) => {
    const [{ thing, problem }, ...rest] = items;
    const all = items.map((one) => one.thing);
    const about: About =
      rest.length === 0
        ? { name: thing.address, many: false }
        : { name: `${String(items.length)} resources`, many: true };
    const waiting = all.flatMap(({ steps }) => steps.filter(isApprovable));
    return {
      key: rest.length === 0 ? keyOf(thing) : `${problem.is}:${digestOf([what])}`,
      event: events[problem.is],
      severity: problem.severity,
      rank: problem.rank,
      since: Math.min(...all.map(sinceOf)),
      title: findingTitles[problem.is](about, what),
      text: paragraph(more),
      addresses: all.map(({ address }) => address),
      waiting,
      isPaused: all.some(({ steps }) =>
        steps.some(({ gate }) => gate.is === 'blocked' && gate.reason === 'paused'),
      ),
    };
  });
}

function keyOf({ address }: Thing): string {
  return `resource:${address}`;
}

/** Gives what else holds of the resource. */
function besides({ record, conditions }: Thing, { is, what }: Problem): readonly string[] {
  const others = conditions
    .filter(({ sort }) => sort === 'blocked' || sort === 'unreadable')
    .map(({ text }) => text);
  const foreign = is === 'granted' ? [] : (record?.foreign ?? []);
  return [
    ...(record?.hold === undefined || is === 'held' ? [] : [record.hold.why]),
    ...foreign,
    ...(foreign.length === 0 ? [] : [texts.kept()]),
    ...others,
  ].filter((one) => one !== what);
}

/** Tells what becomes of it: Keywright reverts it, waits for a person, or cannot. */
function ahead({ steps, open }: Thing, { is }: Problem): readonly string[] {
  // Of what is blocked the title says why.
  if (is === 'blocked' || open.length === 0 || steps.length === 0) return [];
  const gates = steps.map(({ gate }) => gate);
  const waits = gates.flatMap((gate) =>
    gate.is === 'approval' ? [gate.why] : gate.is === 'blocked' && isForApproval(gate) ? [''] : [],
  );
  const reasons = [...new Set(waits)].filter((why) => why !== '').join('; ');
  const stops = gates.flatMap((gate) => (gate.is === 'blocked' && !isForApproval(gate) ? [gate] : []));
  const blocked = [...Map.groupBy(stops, ({ why }) => why).values()].flatMap(([one]) => one ?? []);
  return inParts([
    ...(gates.some(({ is }) => is === 'released') ? [texts.reverts] : []),
    ...(waits.length === 0 ? [] : [(what: Part) => texts.waits(what, reasons)]),
    ...blocked.map((gate) => (what: Part) => stopText(what, gate)),
  ]);
}

/** Tells what stops a repair: something that ends without a change, or not before a person changes something. */
function stopText(what: Part, { reason, why }: Extract<Gate, { is: 'blocked' }>): string {
  return endings[reason] === 'change' ? texts.stuck(what, why) : texts.later(what, why);
}

/** Gives what of the plan waits for approval and no other finding shows. */
function ofPlan(
  { plan }: ControllerState,
  conditions: readonly Condition[],
  told: ReadonlySet<Address>,
): readonly Draft[] {
  const condition = conditions.find(({ sort }) => sort === 'waits');
  if (plan === undefined || condition === undefined) return [];
  const steps = plan.steps.filter(({ gate, address }) => isForApproval(gate) && !told.has(address));
  const { stackChange } = plan;
  const change = stackChange !== undefined && isForApproval(stackChange.gate) ? stackChange : undefined;
  const [first] = steps;
  if (first === undefined && change === undefined) return [];
  const effects =
    steps.length === 1 ? steps.map(effectOf) : [texts.steps(steps.map(({ id }) => stepText(id)))];
  return [
    {
      ...condition,
      rank: rankOfPlan,
      title:
        change === undefined
          ? texts.planWaits(steps.length, first === undefined ? planIdOf(plan) : stepText(first.id))
          : texts.stackWaits(),
      text: paragraph([
        ...(change === undefined ? [] : [...change.loosened.map(({ why }) => why), ...change.dropped]),
        ...(steps.length === 0 ? [] : effects),
      ]),
      addresses: [...new Set(steps.map(({ address }) => address))],
      waiting: steps.filter(isApprovable),
      ...(change === undefined ? {} : { stackChange: change }),
      isPaused: false,
    },
  ];
}

function ofProcess(condition: Condition): readonly Draft[] {
  const { sort, severity } = condition;
  if (sort === 'waits') return [];
  const rank = severity === 'critical' ? rankOfProcess : sort === 'unread' ? rankOfProcess : rankOfPlan;
  return [
    {
      ...condition,
      rank: sort === 'target' ? lastRank : rank,
      title: capital(condition.title),
      text: paragraph([condition.text]),
      of: sort,
      waiting: [],
      isPaused: false,
    },
  ];
}
