import type { Address } from '../../model/address.ts';
import type { Aws, AwsFailure, CallOptions } from '../../model/call.ts';
import type { Loosened } from '../../model/plan.ts';
import { markOf, type Settings, type Stack } from '../../model/resource.ts';
import { byCodeUnit } from '../../model/tree.ts';
import { stackSentences } from '../../report/sentences/stack.ts';
import { stackMarksIn } from '../observe/stack-marks.ts';

/**
 * What is in AWS under the mark of a Stack of which the store knows no accepted one: its state was lost, or the
 * commit moved `coordination`. Such a Stack is not a first one.
 */
export type Standing =
  | { readonly is: 'marked'; readonly addresses: readonly string[] }
  | { readonly is: 'unread'; readonly failure: AwsFailure };

/** Asks every account and Region of the Stack; undefined where nothing carries its mark. */
export async function standingOf(
  settings: Settings,
  aws: Aws,
  options: CallOptions,
): Promise<Standing | undefined> {
  const places = settings.accounts.flatMap(({ id, regions }) =>
    regions.map((region) => ({ account: id, region })),
  );
  const found = await stackMarksIn(places, aws, options);
  if (found.is === 'failed') return { is: 'unread', failure: found.failure };
  const own = found.marks.filter(({ stack }) => stack === markOf(settings));
  const addresses = own.map(({ address, arn }) => address ?? arn).sort(byCodeUnit);
  return addresses.length === 0 ? undefined : { is: 'marked', addresses };
}

/** Says why a Stack that stands already waits although nobody accepted one. */
export function standsAlready(standing: Standing, { uid }: Settings): Loosened {
  return {
    path: '/spec/uid',
    after: uid,
    why:
      standing.is === 'unread'
        ? stackSentences.standsUnread(standing.failure)
        : stackSentences.standsMarked(standing),
  };
}

/**
 * Lists the resources that would be taken away although no manifest declares them. With no accepted Stack to measure
 * by, the loss of one counts: nobody can say how many there were.
 */
export function takenAway(stack: Stack, declared: Stack): readonly Address[] {
  return [...stack.resources.keys()].filter((address) => !declared.resources.has(address)).sort(byCodeUnit);
}
