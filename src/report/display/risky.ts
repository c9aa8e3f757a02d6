import type { Address } from '../../model/address.ts';
import type { ErrorCode } from '../../model/errors/index.ts';
import type { Gate, Plan, Step } from '../../model/plan.ts';
import { approvalClasses, optionsFor, type ApprovalClass } from '../../model/approval.ts';
import { givenText } from '../sentences/words.ts';
import type { Risky } from './display.ts';

/** What keeps a step back although it would close something: a hold, a pause, STOP, a brake, a daemon that observes. */
const holds: ReadonlySet<ErrorCode> = new Set([
  'engine.held',
  'engine.unreadable-tags',
  'engine.paused',
  'engine.frozen',
]);

/**
 * Everything with a risk or without a release, the most dangerous first. What lies outside of this run is left out.
 */
export function riskyOf({ steps, resources }: Plan, outside: ReadonlySet<Address>): readonly Risky[] {
  const all = [
    ...steps.flatMap((step): readonly Risky[] => riskyStep(step)),
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
  ];
  return all.filter(({ address }) => !outside.has(address)).toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** What opens access or takes it from a reader, then what destroys, then what waits for a person, then the rest. */
const order: readonly (NonNullable<Risky['first']> | ApprovalClass)[] = [
  'open-under-hold',
  'removes-hostile',
  'cut-off',
  'stays',
  'widen',
  'repair',
  'delete',
  'disable',
  'shrink',
  'loosen',
];

/** How far down the plan it stands: the lowest number is the most dangerous. */
export function rankOf({ first, classes, state }: Pick<Risky, 'first' | 'classes' | 'state'>): number {
  const ranks = [...(first === undefined ? [] : [first]), ...classes].map((one) => order.indexOf(one));
  if (ranks.length > 0) return Math.min(...ranks);
  return state === 'released' ? lastRank : order.length;
}

/** The rank of what runs by itself and endangers nothing. */
export const lastRank = order.length + 1;

function riskyStep(step: Step): readonly Risky[] {
  const { id, address, gate, risks, stays = [] } = step;
  const classes = classesOf(step);
  const first = firstOf(step);
  if (classes.length === 0 && gate.is === 'released' && first === undefined) return [];
  const given = first === undefined || first === 'stays' ? stays : [openedBy(step)];
  const told = gate.is === 'released' ? [] : [gate.why];
  const untold = risks.map(({ message }) => message).filter((message) => !told.join(' ').includes(message));
  // A block says little of what would be lost: what is dangerous comes first.
  const parts = [...given, ...(gate.is === 'approval' ? [...told, ...untold] : [...untold, ...told])];
  const why = [...new Set(parts)].join('; ');
  const release = releaseOf(gate, classes);
  return [
    {
      address,
      step: id,
      classes,
      ...(first === undefined ? {} : { first }),
      state: gate.is,
      ...(gate.is === 'released' ? {} : { reason: gate.reason }),
      why,
      release,
    },
  ];
}

function firstOf(step: Step): Risky['first'] {
  const { gate, half, repair, overHold, stays = [] } = step;
  const isHeld = gate.is === 'blocked' && holds.has(gate.code);
  // A person who holds a resource must see what stays open meanwhile (authority.md §6).
  if (isHeld && (overHold === 'hostile' || (repair !== undefined && half === 'contract')))
    return 'open-under-hold';
  if (overHold === 'hostile') return 'removes-hostile';
  return stays.length > 0 ? 'stays' : undefined;
}

function openedBy({ changes, overHold, removes = [] }: Step): string {
  if (overHold === 'hostile' && removes.length > 0) return `${givenText(removes)}, given outside Git`;
  const whom = overHold === 'hostile' ? ', for principals neither declared nor trusted' : ' and gives access';
  return `${changes.map(({ path }) => path).join(', ')} was changed outside Git${whom}`;
}

function classesOf({ risks, repair, gate }: Step): readonly ApprovalClass[] {
  const found = new Set<ApprovalClass>([
    ...risks.map((risk) => risk.class),
    ...(repair === 'access-giving' ? (['repair'] as const) : []),
    ...(gate.is === 'approval' ? gate.classes : []),
  ]);
  return approvalClasses.filter((one) => found.has(one));
}

function releaseOf(gate: Gate, classes: readonly ApprovalClass[]): string {
  switch (gate.is) {
    case 'approval':
      return `answer yes, or ${optionsFor(gate.classes)}`;
    case 'blocked':
      return gate.release;
    case 'released':
      return classes.length === 0
        ? 'nothing: it undoes a change outside Git and gives no access'
        : `nothing more: ${classes.join(', ')} is released`;
  }
}
