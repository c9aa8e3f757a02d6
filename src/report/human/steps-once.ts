import type { Plan, StepId } from '../../model/plan.ts';
import { addressOfStep } from '../../model/step-id.ts';
import type { Applied } from '../display/applied.ts';
import { saidOnce } from '../display/cause.ts';
import { stepText } from '../display/step-text.ts';

export interface BlockedRow {
  readonly names: readonly string[];
  readonly why: string;
  readonly release: string;
}

interface StepRow {
  readonly step: StepId;
  readonly text: string;
  /** What stands apart from the text: classes, or an end. */
  readonly beside?: string;
}

export interface StepsRow {
  readonly names: readonly string[];
  readonly text: string;
  readonly beside: string;
}

/** Groups steps of which the same is said, to say it once. */
export function stepsOnce(rows: readonly StepRow[]): readonly StepsRow[] {
  const groups = saidOnce(rows, ({ step, text, beside = '' }) => ({
    address: addressOfStep(step),
    texts: [text, beside],
  }));
  return groups.map(({ items, texts: [text = '', beside = ''] }) => ({
    names: items.map(({ step }) => stepText(step)),
    text,
    beside,
  }));
}

/** Lists what an apply could not do, each cause once. */
export function blockedOnce(
  { blocked, gated }: Pick<Applied, 'blocked' | 'gated'>,
  { resources }: Pick<Plan, 'resources'>,
): readonly BlockedRow[] {
  const ids = new Map(resources.map((resource) => [resource.address, resource.ids]));
  const all = [
    ...blocked.map(({ address, why, release }) => ({ address, name: address, why, release })),
    ...gated.flatMap(({ step, gate }) =>
      gate.is === 'blocked'
        ? [{ address: addressOfStep(step), name: stepText(step), why: gate.why, release: gate.release }]
        : [],
    ),
  ];
  const groups = saidOnce(all, ({ address, why, release }) => ({
    address,
    ids: ids.get(address),
    texts: [why, release],
  }));
  return groups.map(({ items, texts: [why = '', release = ''] }) => ({
    names: items.map(({ name }) => name),
    why,
    release,
  }));
}
