import type { Ask, Point } from './ask.ts';
import { addressOfStep, stepWords } from '../words/step.ts';

/** A step that a person decides on. */
export interface Choice {
  readonly step: string;
  readonly classes: readonly string[];
  /** The danger, in one sentence. */
  readonly why: string;
}

export interface OfPlan {
  readonly plan: string;
  readonly source: string | undefined;
  /** True where a command must name the source. */
  readonly namesSource: boolean;
}

/** Makes the question of an approval: each step with its danger and its classes. */
export function approvalOf(choices: readonly Choice[], of: OfPlan): Ask {
  return {
    ...common('approve', choices, of),
    verb: choices.length === 1 ? 'Approve' : `Approve ${String(choices.length)} steps`,
    sentence:
      choices.length === 1
        ? 'You approve this step. It runs at the next pass, if AWS and the manifests do not change before.'
        : 'You approve these steps. They run at the next pass, if AWS and the manifests do not change before.',
    fields: [],
    isDangerous: true,
  };
}

/** Makes the question of a rejection. */
export function rejectionOf(choices: readonly Choice[], of: OfPlan): Ask {
  return {
    ...common('reject', choices, of),
    verb: choices.length === 1 ? 'Reject' : `Reject ${String(choices.length)} steps`,
    sentence: `You reject ${choices.length === 1 ? 'this step' : 'these steps'}: Keywright does not run ${choices.length === 1 ? 'it' : 'them'} before a manifest or AWS changes.`,
    fields: ['why'],
    isDangerous: false,
  };
}

function common(
  verb: 'approve' | 'reject',
  choices: readonly Choice[],
  { plan, source, namesSource }: OfPlan,
): Pick<Ask, 'points' | 'addresses' | 'command' | 'path' | 'body'> {
  const steps = choices.map(({ step }) => step);
  const command = ['reconcile', verb, plan, ...steps, ...(verb === 'reject' ? ['--reason', 'TEXT'] : [])];
  return {
    points: choices.map(pointOf),
    addresses: [...new Set(steps.map(addressOfStep))],
    command: [...command, ...(namesSource && source !== undefined ? ['--source', source] : [])].join(' '),
    path: `/plans/${encodeURIComponent(plan)}/${verb}`,
    body: { ...(source === undefined ? {} : { source }), steps },
  };
}

function pointOf({ step, classes, why }: Choice): Point {
  return { text: `${stepWords(step)}: ${why}`, classes };
}
