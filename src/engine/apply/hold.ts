import type { Outcome } from '../../model/outcome.ts';
import { holdTag } from '../../model/resource.ts';
import { ask } from '../reading.ts';
import { subjectNow, type ApplyContext, type Work } from './context.ts';

type Held = Extract<Outcome, { readonly is: 'blocked' | 'failed' }>;

/**
 * The index hears of a tag late, so before the first write of a resource its tags are read directly: a
 * `keywright:hold` set a moment ago stops it too.
 */
export async function heldNow(context: ApplyContext, work: Work): Promise<Held | undefined> {
  const { step, kind, resource } = work;
  const { clock, aws } = context.ports;
  const read = kind.reads['tags'];
  const live = context.live.get(step.address);
  if (kind.identity.marking === undefined || read === undefined || live === undefined) return undefined;
  if (live.createdHere || context.wrote.has(step.address)) return undefined;
  const at = subjectNow(context, resource);
  const result = await ask(aws, read, at, 'narrow', { notBefore: clock.now(), lane: 'asked' });
  if (result.is === 'failed') return { is: 'failed', failure: result.failure };
  const tags = result.is === 'value' ? kind.identity.marking.tagsOf({ tags: result.value }) : undefined;
  const hold = tags?.[holdTag];
  if (hold === undefined) return undefined;
  const why = `the tag keywright:hold is set: ${hold}`;
  return {
    is: 'blocked',
    gate: { is: 'blocked', code: 'engine.held', why, release: 'take the tag keywright:hold off' },
  };
}
