import type { Overview, PlanList, PlanPage } from '../../server/types.ts';
import type { Tone } from './tones.ts';

export type PlanSection = PlanPage['sections'][number];
export type PlanStep = PlanSection['steps'][number];
type InEffect = NonNullable<Overview['items'][number]['inEffect']>;

/** What is known of the decisions of persons on a plan. */
export interface Decided {
  readonly waiting: PlanList['items'][number]['waiting'];
  readonly approvals: InEffect['approvals'];
  readonly rejections: InEffect['rejections'];
}

/** How a step stands: a word with its colour, and a sentence with the reason. */
export interface Standing {
  readonly is: 'waits' | 'approved' | 'rejected' | 'other';
  readonly word: string;
  readonly tone: Tone;
  readonly text?: string;
}

/** Lists the steps of all sections in their order of execution, each beside its resource. */
export function inTurn(
  sections: readonly PlanSection[],
): readonly { readonly section: PlanSection; readonly step: PlanStep }[] {
  return sections
    .flatMap((section) => section.steps.map((step) => ({ section, step })))
    .toSorted((a, b) => a.step.turn - b.step.turn);
}

/** Returns the address of a step id: `Key/orders` of `Key/orders#policy:contract`. */
export function addressOfStep(id: string): string {
  const at = id.lastIndexOf('#');
  return at < 0 ? id : id.slice(0, at);
}

/** Writes a step as people say it: `Key/orders (policy)`. */
export function stepWords(id: string): string {
  const at = id.lastIndexOf('#');
  return at < 0 ? id : `${id.slice(0, at)} (${partWords(id.slice(at + 1))})`;
}

/** Writes the name of a step; the parts of one write, e.g. `policy:contract`, have one name. */
export function partWords(name: string): string {
  return name.replace(/:.*$/u, '');
}

/** Says how a step stands: its outcome, a decision on it, or its gate. */
export function standingOf(step: PlanStep, { approvals, rejections, waiting }: Decided): Standing {
  const { outcome, gate, heldBy } = step;
  if (outcome !== undefined) {
    const ended = outcomeOf(outcome);
    if (ended !== undefined) return ended;
  }
  const rejection = rejections.find((one) => one.step === step.id);
  if (rejection !== undefined)
    return {
      is: 'rejected',
      word: 'rejected',
      tone: 'unknown',
      text: `${rejection.by.name}: ${rejection.note}`,
    };
  const approval = approvals.find((one) => one.step === step.id);
  if (approval !== undefined)
    return {
      is: 'approved',
      word: 'approved',
      tone: 'motion',
      text: `${approval.by.name} approved it: it runs at the next pass.`,
    };
  if (gate.is === 'approval')
    return waiting.some((one) => one.step === step.id)
      ? { is: 'waits', word: 'waits for approval', tone: 'waits', text: gate.why }
      : { is: 'other', word: 'needed approval', tone: 'unknown', text: gate.why };
  if (gate.is === 'blocked') return { is: 'other', word: 'blocked', tone: 'danger', text: gate.why };
  if (heldBy !== undefined)
    return {
      is: 'other',
      word: 'comes later',
      tone: 'waits',
      text: `After ${stepWords(heldBy.step)}, which ${heldBy.gate === 'approval' ? 'waits for approval' : 'is blocked'}.`,
    };
  return { is: 'other', word: 'runs automatically', tone: 'motion' };
}

function outcomeOf(outcome: NonNullable<PlanStep['outcome']>): Standing | undefined {
  switch (outcome.is) {
    case 'done':
      return { is: 'other', word: 'done', tone: 'done' };
    case 'failed':
      return { is: 'other', word: 'failed', tone: 'danger', text: outcome.failure.message };
    case 'waiting':
      return {
        is: 'other',
        word: 'written',
        tone: 'motion',
        text: `AWS does not show it yet: ${outcome.why}`,
      };
    case 'stale':
      return { is: 'other', word: 'changed meanwhile', tone: 'waits', text: outcome.why };
    case 'skipped':
    case 'not-started':
      return { is: 'other', word: 'did not run', tone: 'unknown', text: outcome.why };
    // The gate tells more: it may have been decided on since.
    case 'blocked':
      return undefined;
  }
}

/** Says what a step does, in the words of its action. */
export function verbWords({ action, repair }: Pick<PlanStep, 'action' | 'repair'>): string {
  if (repair === 'protective') return 'reverts a change made outside Git';
  if (repair === 'access-giving') return 'restores access that was taken outside Git';
  return action === 'mark' ? 're-tag' : action;
}

/** Returns the lines of a section that belong to one of its steps; the first step has those that no step is named after. */
export function linesOf(section: PlanSection, step: PlanStep): PlanSection['lines'] {
  const names = new Set(section.steps.map(({ name }) => partWords(name)));
  const isFirst = section.steps[0]?.id === step.id;
  return section.lines.filter(({ path, half }: PlanSection['lines'][number] & { readonly half?: string }) => {
    const part = path.split('/')[1] ?? '';
    if (!names.has(part)) return isFirst;
    return part === partWords(step.name) && (half === undefined || half === 'both' || half === step.half);
  });
}
