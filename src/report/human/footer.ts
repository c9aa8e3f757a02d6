import type { Address } from '../../model/address.ts';
import type { Counts, Display } from '../display/display.ts';
import type { Look } from '../text/style.ts';
import { wrap } from '../text/width.ts';
import { plural } from './paint.ts';

type Shown = Pick<Display, 'counts' | 'deferred' | 'settling' | 'scope' | 'drift'>;

/**
 * Writes the last lines of a plan: Terraform's sentence, then what of it will not happen by itself. Says "No changes"
 * only where everything was read and is as declared.
 */
export function footerLines(
  shown: Shown & Pick<Display, 'stackChange' | 'orphans'>,
  look: Look,
): readonly string[] {
  const waits = stackLine(shown);
  const opened = shown.orphans.filter((one) => one.opened !== undefined).length;
  const open =
    opened === 0 ? [] : [`${plural(opened, 'orphan')} ${opened === 1 ? 'was' : 'were'} opened outside Git.`];
  return [...resourceLines(shown, look), ...waits, ...open];
}

function stackLine({ stackChange }: Pick<Display, 'stackChange'>): readonly string[] {
  if (stackChange === undefined || stackChange.gate.is === 'released') return [];
  return [
    stackChange.gate.is === 'approval' ? 'The Stack waits for approval.' : 'The Stack cannot be accepted.',
  ];
}

function resourceLines({ counts, deferred, settling, scope, drift }: Shown, look: Look): readonly string[] {
  const { add, change, destroy, adopt, release, waiting, blocked, unknown } = counts;
  const bold = (text: string): readonly string[] =>
    wrap(text, look.width).map((line) => look.style('bold', line));
  if (add + change + destroy + adopt + release + waiting + blocked > 0) {
    return [
      ...bold(planSentence(counts)),
      ...wrap(driftSentence(drift), look.width),
      ...wrap(restSentence(counts, settling), look.width),
    ];
  }
  if (unknown > 0) {
    const unread = `${plural(unknown, 'resource')} could not be read`;
    return bold(`No changes found, but ${unread}: cannot tell whether AWS matches the manifests.`);
  }
  if (settling.length > 0) {
    const which =
      settling.length === 1 ? 'this resource matches its manifest' : 'these resources match their manifests';
    return bold(
      `${plural(settling.length, 'resource')} still settling: ${namesOf(settling)}. AWS does not show the last write yet: cannot tell whether ${which}.`,
    );
  }
  const except = deferred.length === 0 ? '' : ', except for deferred changes';
  const which = scope.is === 'all' ? 'the manifests' : 'this part of the manifests';
  return bold(`No changes. AWS matches ${which}${except}.`);
}

const mostNames = 10;

function namesOf(addresses: readonly Address[]): string {
  const more = addresses.length > mostNames ? ` and ${addresses.length - mostNames} more` : '';
  return `${addresses.slice(0, mostNames).join(', ')}${more}`;
}

/** Writes `Plan: 1 to adopt, 2 to add, 1 to change, 0 to destroy.` */
function planSentence({ add, change, destroy, adopt, release }: Counts): string {
  return [
    'Plan: ',
    ...(adopt > 0 ? [`${adopt} to adopt, `] : []),
    `${add} to add, ${change} to change, ${destroy} to destroy`,
    ...(release > 0 ? [`, ${release} to release`] : []),
    '.',
  ].join('');
}

function driftSentence({ length }: Display['drift']): string {
  return length === 0
    ? ''
    : `${plural(length, 'resource')} ${length === 1 ? 'was' : 'were'} changed outside Git.`;
}

/** Writes `1 resource waits for approval, 2 are blocked.`, or nothing. */
function restSentence({ waiting, blocked, unknown }: Counts, settling: readonly Address[]): string {
  const rest = [
    { count: waiting, one: 'waits for approval', many: 'wait for approval' },
    { count: blocked, one: 'is blocked', many: 'are blocked' },
    { count: unknown, one: 'could not be read', many: 'could not be read' },
    {
      count: settling.length,
      one: `is still settling: ${namesOf(settling)}`,
      many: `are still settling: ${namesOf(settling)}`,
    },
  ].filter(({ count }) => count > 0);
  const told = rest.map(({ count, one, many }, index) => {
    const what = index === 0 ? plural(count, 'resource') : String(count);
    return `${what} ${count === 1 ? one : many}`;
  });
  return told.length === 0 ? '' : `${told.join(', ')}.`;
}
