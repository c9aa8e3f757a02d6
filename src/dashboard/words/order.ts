import type { PlanPage } from '../../server/types.ts';

type Section = PlanPage['sections'][number];
type Step = Section['steps'][number];

/** A step of a plan beside its resource, with its turn in the order of execution. */
export interface OrderedStep {
  readonly turn: number;
  readonly section: Section;
  readonly step: Step;
}

/**
 * Puts the steps of a plan in their order of execution. A step that gives comes after all that gives of the resources
 * that it waits for; one that takes comes after everything of them.
 */
export function orderedSteps(sections: readonly Section[]): readonly OrderedStep[] {
  const byAddress = new Map(sections.map((section) => [section.address as string, section]));
  const seen = new Set<string>();
  const ordered: OrderedStep[] = [];
  // Not recursive: a chain of thousands of steps would exhaust the stack of the browser.
  for (const section of sections)
    for (const step of section.steps) {
      const open: Visit[] = [{ section, step, isReady: false }];
      while (true) {
        const visit = open.pop();
        if (visit === undefined) break;
        if (visit.isReady) {
          ordered.push({ turn: ordered.length + 1, section: visit.section, step: visit.step });
          continue;
        }
        if (seen.has(visit.step.id)) continue;
        seen.add(visit.step.id);
        open.push({ ...visit, isReady: true });
        open.push(...needsOf(visit, byAddress).toReversed());
      }
    }
  return ordered;
}

interface Visit {
  readonly section: Section;
  readonly step: Step;
  readonly isReady: boolean;
}

function needsOf({ section, step }: Visit, byAddress: ReadonlyMap<string, Section>): readonly Visit[] {
  const own = section.steps.slice(
    0,
    section.steps.findIndex(({ id }) => id === step.id),
  );
  const others = step.after.flatMap((address) => {
    const other = byAddress.get(address);
    if (other === undefined || other === section) return [];
    return other.steps
      .filter(({ half }) => step.half === 'contract' || half === 'expand')
      .map((one) => ({ section: other, step: one, isReady: false }));
  });
  return [...own.map((one) => ({ section, step: one, isReady: false })), ...others];
}
