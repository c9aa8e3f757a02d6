import type { Step, StepId } from '../model/plan.ts';

/** Selects the steps that run if a person approves all that can be approved. None is blocked or comes after one. */
export function runnable(steps: readonly Step[]): readonly Step[] {
  const known = new Set(steps.map(({ id }) => id));
  const stopped = new Set<StepId>();
  for (const { id, gate, after } of steps) {
    const held = gate.is === 'blocked' && gate.code !== 'engine.approve-mode';
    if (held || after.some((before) => stopped.has(before) || !known.has(before))) stopped.add(id);
  }
  return steps.filter(({ id }) => !stopped.has(id));
}
