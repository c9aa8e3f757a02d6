import type { ResourcePlan, Step } from '../../model/plan.ts';
import type { Standing, StepView, Symbol, Verb } from './display.ts';

/** Tells in one word what will happen to a resource; undefined if nothing will and nothing hinders it. */
export function verbOf(resource: ResourcePlan, steps: readonly Step[]): Verb | undefined {
  if (resource.blocked !== undefined) return 'blocked';
  const actions = new Set(steps.map((step) => step.action));
  if (actions.has('remove') && steps.every(turnsOff)) return 'disable';
  if (resource.adopts === true && actions.has('update')) return 'adopt';
  for (const action of ['create', 'remove', 'release', 'adopt', 'update', 'mark'] as const) {
    if (actions.has(action)) return action;
  }
  return resource.unreadable.length > 0 || resource.sync === 'Unknown' ? 'unreadable' : undefined;
}

/** Recognizes the first step of a tombstone: what still needs the thing will show, and nothing is lost yet. */
export function turnsOff({ action, name }: Pick<Step, 'action' | 'name'>): boolean {
  return action === 'remove' && name === 'disable';
}

/** Returns Terraform's symbols; `!` and `?` are ours for what cannot go on and what could not be read. */
export function symbolOf(verb: Verb): Symbol {
  switch (verb) {
    case 'create':
      return '+';
    case 'update':
    case 'adopt':
    case 'mark':
    case 'disable':
      return '~';
    case 'remove':
      return '-';
    case 'release':
      return '.';
    case 'blocked':
      return '!';
    case 'unreadable':
      return '?';
  }
}

/** Tells what all steps wait for, if none runs. Puts an approval before a block, since a person can give it. */
export function standingOf(steps: readonly StepView[]): Standing {
  const stops = steps.map(standingOfStep);
  if (stops.length === 0 || stops.includes('released')) return 'released';
  return stops.includes('approval') ? 'approval' : 'blocked';
}

/** Tells what a step waits for, itself or because of the step that it comes after. */
function standingOfStep({ gate, heldBy }: Pick<StepView, 'gate' | 'heldBy'>): Standing {
  return gate.is === 'released' ? (heldBy?.gate ?? 'released') : gate.is;
}

/** Tells what some steps of a section wait for, where others run by themselves. */
export function partlyOf(steps: readonly StepView[]): Exclude<Standing, 'released'> | undefined {
  const stops = new Set(steps.map(standingOfStep));
  if (!stops.has('released')) return undefined;
  if (stops.has('approval')) return 'approval';
  return stops.has('blocked') ? 'blocked' : undefined;
}
