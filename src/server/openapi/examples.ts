import type { Tree } from '../../model/tree.ts';
import produced from './examples.json' with { type: 'json' };

/** What was sent and what came back. */
export interface Example {
  readonly request?: Tree;
  readonly answer?: Tree;
}

/** Finds what a server answered really: a test asks one, and compares. */
export function exampleOf(operation: string): Example {
  const examples: Readonly<Record<string, Example>> = produced;
  return examples[operation] ?? {};
}
