import type { Address } from '../../model/address.ts';
import type { ErrorCode } from '../../model/errors/index.ts';
import { showPath } from '../../model/path.ts';
import type { Gate, Plan, ResourcePlan, Step } from '../../model/plan.ts';
import { approvalClasses, optionsFor, type ApprovalClass } from '../../model/approval.ts';
import { facetNameOf, nameOfStep } from '../../model/step-id.ts';
import { planSentences } from '../sentences/plan.ts';
import { givenText, whoText } from '../sentences/words.ts';
import type { HeldBy, Risky } from './display.ts';
import { heldSteps } from './held.ts';
import { heldText } from './step-text.ts';

/** What keeps a step back although it would close something: a hold, a pause, STOP, a brake, a daemon that observes. */
const holds: ReadonlySet<ErrorCode> = new Set([
  'engine.held',
  'engine.unreadable-tags',
  'engine.paused',
  'engine.frozen',
]);

/**
 * Lists everything with a risk or without a release, the most dangerous first. Leaves out what lies outside of this
 * run.
 */
export function riskyOf({ steps, resources }: Plan, outside: ReadonlySet<Address>): readonly Risky[] {
  const seen = new Map(resources.map((resource) => [resource.address, resource] as const));
  const held = heldSteps(steps);
  const all = [
    ...rowsOf(steps.flatMap((step) => riskyStep(step, seen.get(step.address), held.get(step.id)))),
    ...resources.flatMap(({ address, blocked }): readonly Risky[] =>
      blocked === undefined
        ? []
        : [
            {
              address,
              classes: [],
              state: 'blocked',
              reason: blocked.reason,
              why: blocked.why,
              release: blocked.release,
            },
          ],
    ),
    ...resources.flatMap(riskyAccess),
  ];
  return all.filter(({ address }) => !outside.has(address)).toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** Shows access that somebody gave by hand and that stays: no step takes it away. */
function riskyAccess({ address, opened }: ResourcePlan): readonly Risky[] {
  if (opened === undefined || opened === 'unread') return [];
  const release = 'no manifest gives it, and Keywright does not take it away';
  return [{ address, classes: [], first: 'foreign', state: 'kept', why: opened.join('; '), release }];
}

/** Returns true for all but what is only blocked: a person looks at it before anything runs. */
export function isReviewed({ classes, first, state }: Risky): boolean {
  return classes.length > 0 || first !== undefined || state !== 'blocked';
}

/** Returns true for what must never be overlooked. What is quiet is shown besides. */
export function isDangerous(risky: Risky): boolean {
  return isReviewed(risky) && !isQuiet(risky);
}

/** Returns true for what nobody must approve and no one loses anything by. */
export function isQuiet({ classes, first }: Pick<Risky, 'classes' | 'first'>): boolean {
  return classes.length === 0 && (first === 'gives' || first === 'affects');
}

/** What opens access or takes it from a reader, then what destroys, then what waits for a person, then the rest. */
const order: readonly (NonNullable<Risky['first']> | ApprovalClass)[] = [
  'open-under-hold',
  'removes-hostile',
  'foreign',
  'lost',
  'reverts',
  'cut-off',
  'stays',
  'widen',
  'takes',
  'repair',
  'delete',
  'disable',
  'shrink',
  'loosen',
];

/** Tells how far down the plan it stands: the lowest number is the most dangerous. */
export function rankOf(row: Pick<Risky, 'first' | 'classes' | 'state'>): number {
  if (isQuiet(row)) return lastRank;
  const { first, classes, state } = row;
  const ranks = [...(first === undefined ? [] : [first]), ...classes].map((one) => order.indexOf(one));
  if (ranks.length > 0) return Math.min(...ranks);
  return state === 'released' ? lastRank : order.length;
}

/** The rank of what runs by itself and endangers nothing. */
export const lastRank = order.length + 1;

function riskyStep(
  step: Step,
  seen: ResourcePlan | undefined,
  heldBy: HeldBy | undefined,
): readonly Reasons[] {
  const { id, address, gate, risks } = step;
  const classes = classesOf(step);
  const first = firstOf(step, classes);
  if (classes.length === 0 && gate.is === 'released' && first === undefined) return [];
  const told = gate.is === 'released' ? [] : [gate.why];
  const untold = risks.map(({ message }) => message).filter((message) => !told.join(' ').includes(message));
  // A block says little of what would be lost: what is dangerous comes first.
  const parts = [
    ...dangersOf(step, first, seen),
    ...(gate.is === 'approval' ? [...told, ...untold] : [...untold, ...told]),
  ];
  const said = parts.join(' ');
  const removed = takenOf(step, first);
  const more = [
    ...removed.filter(({ who }) => !said.includes(who)).map((one) => takenText(one, first, step.narrows)),
    ...removed.flatMap(({ means }) => means ?? []),
    ...givenTexts(step, first, said),
    ...(step.affects ?? []),
  ];
  return [
    {
      address,
      step: id,
      classes,
      ...(first === undefined ? {} : { first }),
      state: gate.is,
      ...(gate.is === 'released' ? {} : { reason: gate.reason }),
      parts: [...parts, ...more],
      release: releaseOf(gate, classes, heldBy),
    },
  ];
}

/** A row before its reasons are joined. */
type Reasons = Omit<Risky, 'why'> & { readonly parts: readonly string[] };

/** Joins the reasons. The halves of one write that wait for the same person are one row. */
function rowsOf(all: readonly Reasons[]): readonly Risky[] {
  const groups = Map.groupBy(all, ({ address, step = '', classes, first, state, release }) =>
    JSON.stringify([address, facetNameOf(nameOfStep(step)), classes, first, state, release]),
  );
  return [...groups.values()].flatMap((group) => {
    const [one] = group;
    if (one === undefined) return [];
    const { parts: _parts, release, ...row } = one;
    return [{ ...row, why: [...new Set(group.flatMap(({ parts }) => parts))].join('; '), release }];
  });
}

function takenText(
  taken: NonNullable<Step['removes']>[number],
  first: Risky['first'],
  narrows: Step['narrows'],
): string {
  if (first !== 'takes') return planSentences.takes(taken);
  return `${taken.what} from ${taken.who}${narrows === undefined ? '' : ' (given outside Git)'}`;
}

function firstOf(step: Step, classes: readonly ApprovalClass[]): Risky['first'] {
  const { gate, half, repair, overHold, undoes, stays = [] } = step;
  const isHeld = gate.is === 'blocked' && holds.has(gate.code);
  // A person who holds a resource must see what stays open meanwhile (authority.md §6).
  if (isHeld && (overHold === 'hostile' || (repair !== undefined && half === 'contract')))
    return 'open-under-hold';
  if (overHold === 'hostile') return 'removes-hostile';
  if (gate.is === 'released' && undoes !== undefined) return step.action === 'create' ? 'lost' : 'reverts';
  if (stays.length > 0) return 'stays';
  if (classes.length > 0 || gate.is !== 'released') return undefined;
  if ((step.removes ?? []).length > 0) return 'takes';
  if (step.gives !== undefined) return 'gives';
  return step.affects === undefined ? undefined : 'affects';
}

function dangersOf(step: Step, first: Risky['first'], seen: ResourcePlan | undefined): readonly string[] {
  if (isOpen(first)) return [openedBy(step, seen)];
  const { stays = [], undoes = [] } = step;
  if (first === 'lost') return [...stays, ...undoes];
  return [...stays, ...(undoes.length === 0 ? [] : [`that change means ${undoes.join(', and ')}`])];
}

function isOpen(first: Risky['first']): boolean {
  return first === 'open-under-hold' || first === 'removes-hostile';
}

/** Lists who gets what, where no word of the gate says so: a risk names the principal and one of the actions. */
function givenTexts({ gives = [] }: Step, first: Risky['first'], said: string): readonly string[] {
  return gives
    .filter(({ who, what }) => {
      const [action = ''] = what.split(', ');
      return !(said.includes(who.replace(/^.*[ /]/u, '')) && said.includes(action));
    })
    .map((one) => (first === 'gives' ? `${one.what} to ${whoText(one.who)}` : planSentences.gives(one)));
}

/** Lists who loses what, where no other word of the row says so. */
function takenOf(
  { removes = [] }: Step,
  first: Risky['first'],
): readonly NonNullable<Step['removes']>[number][] {
  return isOpen(first) ? [] : removes;
}

/** Describes the access that the step removes. A resource may be unhealthy for another reason, say a disabled key. */
function openedBy({ changes, removes = [] }: Step, seen: ResourcePlan | undefined): string {
  if (removes.length > 0) return `${givenText(removes)} (given outside Git)`;
  if (seen?.reason === 'public' && seen.why !== undefined) return `${seen.why} (changed outside Git)`;
  const what = changes.map(({ path }) => showPath(path)).join(', ');
  return `${what} was changed outside Git and gives access`;
}

function classesOf({ risks, repair, gate }: Step): readonly ApprovalClass[] {
  const found = new Set<ApprovalClass>([
    ...risks.map((risk) => risk.class),
    ...(repair === 'access-giving' ? (['repair'] as const) : []),
    ...(gate.is === 'approval' ? gate.classes : []),
  ]);
  return approvalClasses.filter((one) => found.has(one));
}

/** Tells what releases a step. One that needs nothing itself does not run before the step that it comes after. */
function releaseOf(gate: Gate, classes: readonly ApprovalClass[], heldBy: HeldBy | undefined): string {
  switch (gate.is) {
    case 'approval':
      return `answer yes, or ${optionsFor(gate.classes)}`;
    case 'blocked':
      return gate.release;
    case 'released':
      if (heldBy !== undefined) return heldText(heldBy);
      return classes.length === 0 ? 'needs no approval' : `${classes.join(', ')} is approved already`;
  }
}
