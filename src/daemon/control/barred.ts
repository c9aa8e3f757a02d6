import type { Approved, Person } from '../../model/decisions.ts';
import { isoOf } from '../../model/instant.ts';
import type { ControllerState } from '../controller.ts';
import { mayApprove } from '../decide/approvers.ts';
import { refusal, type Refusal } from './control.ts';

/**
 * Refuses at once an approval that would not count (authority.md §3.14): of a person who may have written the commits
 * themselves. The decider asks again before it uses one.
 */
export function barredFrom(
  chosen: readonly Approved[],
  person: Person,
  { guardrails, decisions }: Pick<ControllerState, 'guardrails' | 'decisions'>,
): Refusal | undefined {
  const contributors = decisions.taken?.contributors ?? [];
  const barred = chosen.filter(({ classes }) => !mayApprove(person, classes, { guardrails, contributors }));
  if (barred.length === 0) return undefined;
  const steps = barred.map(({ step }) => step).join(', ');
  return refusal(
    'control.own-commit',
    `${person.name} may not approve ${steps}: they may have contributed to the commits since the last accepted one`,
    guardrails?.identities?.[person.id] === undefined
      ? `list the e-mail addresses of ${person.id} under identities in the guardrails, or ask another approver`
      : 'ask an approver who did not author, commit or sign them',
  );
}

/**
 * Refuses at once an approval of what a person rejected: the rejection holds until the step changes, so the approval
 * would be in the status and release nothing. A plan shows the step as waiting until the next look.
 */
export function rejectedBefore(
  chosen: readonly Approved[],
  { decisions }: Pick<ControllerState, 'decisions'>,
): Refusal | undefined {
  for (const { step, desired, observed } of chosen) {
    const found = decisions.rejections.find(
      ({ of }) => of.step === step && of.desired === desired && of.observed === observed,
    );
    if (found === undefined) continue;
    return refusal('control.step', `${step} was rejected by ${found.by.name} at ${isoOf(found.at)}`, {
      command: `end the rejection with reconcile reject --end ${found.id}`,
      http: `end the rejection with POST /api/v1/unreject and the id ${found.id}`,
    });
  }
  return undefined;
}

/** Refuses who may have written the commits that move a Stack: they would choose where decisions on it are read. */
export function barredMove(
  person: Person,
  own: readonly string[],
  { guardrails, decisions }: Pick<ControllerState, 'guardrails' | 'decisions'>,
): Refusal | undefined {
  const contributors = [...own, ...(decisions.taken?.contributors ?? [])];
  if (mayApprove(person, ['loosen'], { guardrails, contributors })) return undefined;
  return refusal(
    'control.own-commit',
    `${person.name} may not approve the move of the Stack: they may have contributed to the commits since the last accepted one`,
    'ask an approver who did not author, commit or sign them',
  );
}
