import type { Plan } from '../../model/plan.ts';
import type { Counts, Display, Section, Verb } from './display.ts';

/**
 * Counts what happens when a person types yes, as Terraform does. A typed yes approves what waits, so that is among the
 * changes and is counted apart besides; what is blocked is counted apart only.
 */
export function countsOf(plan: Plan, { sections, settling }: Pick<Display, 'sections' | 'settling'>): Counts {
  const running = sections.filter(({ standing }) => standing !== 'blocked');
  const having = (...verbs: readonly Verb[]): number =>
    running.filter((section) => verbs.includes(section.verb)).length;
  const adoptedAndChanged = running.filter(
    (section) => section.verb === 'adopt' && section.steps.some((step) => step.action === 'update'),
  ).length;
  const told = new Set(sections.map((section) => section.address));
  return {
    add: having('create'),
    change: having('update', 'mark', 'disable') + adoptedAndChanged,
    destroy: having('remove'),
    adopt: having('adopt'),
    release: having('release'),
    waiting: sections.filter((section) => section.steps.some(waits)).length,
    blocked: sections.filter(isBlocked).length,
    unknown: sections.filter(isUnknown).length,
    settling: settling.length,
    unchanged: plan.resources.filter((resource) => !told.has(resource.address)).length,
  };
}

function waits(step: Section['steps'][number]): boolean {
  return step.gate.is === 'approval' || (step.gate.is === 'released' && step.heldBy?.gate === 'approval');
}

/** Returns true if a step of it, or all of it, is blocked. */
export function isBlocked(section: Section): boolean {
  return (
    section.verb === 'blocked' ||
    section.steps.some(({ gate, heldBy }) => (gate.is === 'released' ? heldBy?.gate : gate.is) === 'blocked')
  );
}

/** Returns true if something of a resource could not be read. A resource that is blocked is counted there only. */
function isUnknown(section: Section): boolean {
  return section.verb !== 'blocked' && (section.unreadable.length > 0 || section.sync === 'Unknown');
}
