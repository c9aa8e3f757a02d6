import type { Counts, Display } from '../display/display.ts';
import type { Look } from '../text/style.ts';
import { wrap } from '../text/width.ts';
import { plural } from './paint.ts';

/** The last lines of a plan: Terraform's sentence, then what of it will not happen by itself. */
export function footerLines(
  { counts, deferred }: Pick<Display, 'counts' | 'deferred'>,
  look: Look,
): readonly string[] {
  const { add, change, destroy, adopt, release, blocked, unknown } = counts;
  const bold = (text: string): readonly string[] =>
    wrap(text, look.width).map((line) => look.style('bold', line));
  if (add + change + destroy + adopt + release + blocked > 0) {
    return [...bold(planSentence(counts)), ...wrap(restSentence(counts), look.width)];
  }
  if (unknown > 0) {
    const unread = `${plural(unknown, 'resource')} could not be read`;
    return bold(`No changes found, but ${unread}: whether AWS matches the manifests is not known.`);
  }
  const settling = counts.settling === 0 ? '' : ` ${plural(counts.settling, 'resource')} still settling.`;
  const except = deferred.length === 0 ? '' : ', except for what is deferred';
  return bold(`No changes. AWS matches the manifests${except}.${settling}`);
}

/** `Plan: 1 to adopt, 2 to add, 1 to change, 0 to destroy.` */
function planSentence({ add, change, destroy, adopt, release }: Counts): string {
  return [
    'Plan: ',
    ...(adopt > 0 ? [`${adopt} to adopt, `] : []),
    `${add} to add, ${change} to change, ${destroy} to destroy`,
    ...(release > 0 ? [`, ${release} to let go`] : []),
    '.',
  ].join('');
}

/** `1 resource waits for approval, 2 are blocked.`, or nothing. */
function restSentence({ waiting, blocked, unknown, settling }: Counts): string {
  const rest = [
    { count: waiting, one: 'waits for approval', many: 'wait for approval' },
    { count: blocked, one: 'is blocked', many: 'are blocked' },
    { count: unknown, one: 'could not be read', many: 'could not be read' },
    { count: settling, one: 'is settling', many: 'are settling' },
  ].filter(({ count }) => count > 0);
  const told = rest.map(({ count, one, many }, index) => {
    const what = index === 0 ? plural(count, 'resource') : String(count);
    return `${what} ${count === 1 ? one : many}`;
  });
  return told.length === 0 ? '' : `${told.join(', ')}.`;
}
