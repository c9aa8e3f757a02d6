import type { ResourcePlan, Step } from '../../model/plan.ts';
import type { Symbol, Verb } from './display.ts';

/** What will happen to a resource, in one word; undefined if nothing will and nothing hinders it. */
export function verbOf(resource: ResourcePlan, steps: readonly Step[]): Verb | undefined {
  if (resource.blocked !== undefined) return 'blocked';
  const goesOn = steps.filter((step) => step.gate.is !== 'blocked');
  if (steps.length > 0 && goesOn.length === 0) return 'blocked';
  const actions = new Set(goesOn.map((step) => step.action));
  if (actions.has('create') && actions.has('remove')) return 'replace';
  for (const action of ['create', 'remove', 'release', 'adopt', 'update', 'mark'] as const) {
    if (actions.has(action)) return action;
  }
  return resource.unreadable.length > 0 || resource.sync === 'Unknown' ? 'unreadable' : undefined;
}

/** Terraform's symbols; `!` and `?` are ours for what cannot go on and what could not be read. */
export function symbolOf(verb: Verb, steps: readonly Step[]): Symbol {
  switch (verb) {
    case 'create':
      return '+';
    case 'update':
    case 'adopt':
    case 'mark':
      return '~';
    case 'remove':
      return '-';
    case 'release':
      return '.';
    case 'blocked':
      return '!';
    case 'unreadable':
      return '?';
    case 'replace': {
      const first = steps.find((step) => step.action === 'create' || step.action === 'remove');
      return first?.action === 'create' ? '+/-' : '-/+';
    }
  }
}
