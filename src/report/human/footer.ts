import type { Counts } from '../display/display.ts';
import type { Look } from '../text/style.ts';
import { wrap } from '../text/width.ts';
import { plural } from './paint.ts';

/** The last lines of a plan: Terraform's sentence, then what of it will not happen by itself. */
export function footerLines(counts: Counts, look: Look): readonly string[] {
  const { add, change, destroy, adopt, release, waiting, blocked, unknown, settling } = counts;
  const nothing = add + change + destroy + adopt + release + blocked === 0;
  const rest = [
    ...(waiting > 0 ? [`${plural(waiting, 'resource waits', 'resources wait')} for approval`] : []),
    ...(blocked > 0 ? [`${blocked} ${blocked === 1 ? 'is' : 'are'} blocked`] : []),
    ...(unknown > 0 ? [`${unknown} could not be read`] : []),
    ...(settling > 0 ? [`${settling} ${settling === 1 ? 'is' : 'are'} settling`] : []),
  ].join(', ');
  if (nothing && unknown === 0) {
    const still = settling > 0 ? ` (${plural(settling, 'resource')} still settling)` : '';
    return [look.style('bold', `No changes. AWS matches the manifests.${still}`)];
  }
  if (nothing) {
    const text = `No changes found, but ${plural(unknown, 'resource')} could not be read: whether AWS matches the manifests is not known.`;
    return wrap(text, look.width).map((line) => look.style('bold', line));
  }
  return [look.style('bold', planSentence(counts)), ...(rest === '' ? [] : wrap(`${rest}.`, look.width))];
}

/** `Plan: 1 to adopt, 2 to add, 1 to change, 0 to destroy.` */
export function planSentence({ add, change, destroy, adopt, release }: Counts): string {
  return [
    'Plan: ',
    ...(adopt > 0 ? [`${adopt} to adopt, `] : []),
    `${add} to add, ${change} to change, ${destroy} to destroy`,
    ...(release > 0 ? [`, ${release} to let go`] : []),
    '.',
  ].join('');
}
