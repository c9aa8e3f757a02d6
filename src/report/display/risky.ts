import type { Address } from '../../model/address.ts';
import type { Gate, Plan, Step, StepId } from '../../model/plan.ts';
import { approvalClasses, type ApprovalClass } from '../../model/approval.ts';

/** A step, or a whole resource, that a person should look at before anything runs. */
export interface Risky {
  readonly address: Address;
  /** Absent where nothing at all can be done to the resource. */
  readonly step?: StepId;
  /** What makes it dangerous; empty where it is only blocked. The worst first. */
  readonly classes: readonly ApprovalClass[];
  readonly state: Gate['is'];
  readonly why: string;
  /** What a person does to let it run. */
  readonly release: string;
}

/** Everything with a risk or without a release, the worst first; what lies outside of this run is left out. */
export function riskyOf({ steps, resources }: Plan, outside: ReadonlySet<Address>): readonly Risky[] {
  const all = [
    ...steps.flatMap((step): readonly Risky[] => riskyStep(step)),
    ...resources.flatMap(({ address, blocked }): readonly Risky[] =>
      blocked === undefined
        ? []
        : [{ address, classes: [], state: 'blocked', why: blocked.why, release: blocked.release }],
    ),
  ];
  const rank = ({ classes: [worst] }: Risky): number =>
    worst === undefined ? approvalClasses.length : approvalClasses.indexOf(worst);
  return all.filter(({ address }) => !outside.has(address)).toSorted((a, b) => rank(a) - rank(b));
}

function riskyStep(step: Step): readonly Risky[] {
  const { id, address, gate, risks } = step;
  const classes = classesOf(step);
  if (classes.length === 0 && gate.is === 'released') return [];
  const told = gate.is === 'released' ? [] : [gate.why];
  const untold = risks.map(({ message }) => message).filter((message) => !told.join(' ').includes(message));
  // A block says little of what would be lost: what is dangerous comes first.
  const why = [...new Set(gate.is === 'approval' ? [...told, ...untold] : [...untold, ...told])].join('; ');
  return [{ address, step: id, classes, state: gate.is, why, release: releaseOf(gate, classes) }];
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
      return `answer yes, or --yes --approve=${gate.classes.join(',')}`;
    case 'blocked':
      return gate.release;
    case 'released':
      return `nothing more: ${classes.join(', ')} is released`;
  }
}
