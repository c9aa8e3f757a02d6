import type { PassResult } from '../model/outcome.ts';
import type { Desk } from './desk.ts';
import type { Work } from './work.ts';

/** Keeps what a look or a pass showed. */
export async function remember(
  result: PassResult,
  { scope, look }: Work,
  { parts, state }: Desk,
): Promise<void> {
  if (scope.is === 'all' && look === 'full') state.set({ plan: result.plan, fullAt: parts.clock.now() });
  await Promise.resolve();
}
