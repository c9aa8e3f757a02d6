import type { Finding } from '../../server/types.ts';

export type Action = Finding['actions'][number];

/** A decision that a person is about to make: what the dialog shows, and what is sent then. */
export interface Ask {
  /** The word of the button. */
  readonly verb: string;
  /** What will happen, in one sentence. */
  readonly sentence: string;
  /** What it is about: the sentence of the finding or of the step. */
  readonly about?: string;
  /** Its parts, where one sentence does not say all of them: the steps that are approved. */
  readonly points?: readonly Point[];
  readonly addresses?: readonly string[];
  readonly command: string;
  /** What the person must say too. */
  readonly fields: readonly Field[];
  readonly isDangerous: boolean;
  readonly path: string;
  readonly body: object;
}

export interface Point {
  readonly text: string;
  /** Words in which the point is classed, e.g. the classes that a person approves. */
  readonly classes: readonly string[];
}

export type Field = 'why' | 'forMs';

interface Deed {
  readonly verb: string;
  readonly fields: readonly Field[];
  readonly isDangerous?: true;
}

const deeds: Readonly<Record<Action['is'], Deed>> = {
  approve: { verb: 'Approve', fields: [], isDangerous: true },
  reject: { verb: 'Reject', fields: ['why'] },
  sync: { verb: 'Look now', fields: [] },
  silence: { verb: 'Silence', fields: ['why', 'forMs'] },
  resume: { verb: 'Resume', fields: [] },
  release: { verb: 'Release the brake', fields: ['why', 'forMs'] },
  start: { verb: 'Start again', fields: [], isDangerous: true },
  'accept-baseline': { verb: 'Accept', fields: [], isDangerous: true },
};

/** Returns the word of the button of an action. */
export function verbOf({ is }: Action): string {
  return deeds[is].verb;
}

/** Makes the question of an action on a finding. */
export function askOf(action: Action, finding: Pick<Finding, 'source' | 'title' | 'addresses'>): Ask {
  const { is, plan = '', steps, addresses, revision } = action;
  const { verb, fields, isDangerous = false } = deeds[is];
  return {
    verb,
    fields,
    isDangerous,
    sentence: action.text,
    about: finding.title,
    addresses: finding.addresses,
    command: action.command,
    path: is === 'approve' || is === 'reject' ? `/plans/${encodeURIComponent(plan)}/${is}` : `/${is}`,
    body: {
      source: finding.source,
      ...(steps === undefined ? {} : { steps }),
      ...(addresses === undefined ? {} : { addresses }),
      ...(revision === undefined ? {} : { revision }),
    },
  };
}

/** Writes what the person chose into the command that does the same. */
export function commandWith(
  command: string,
  { why, forMs }: { readonly why?: string | undefined; readonly forMs?: number | undefined },
): string {
  const timed = forMs === undefined ? command : command.replace(/--for \S+/u, () => `--for ${flagOf(forMs)}`);
  return why === undefined || why === ''
    ? timed
    : timed.replace('--reason TEXT', () => `--reason ${quoted(why)}`);
}

/** Finds how long the command suggests. */
export function suggestedSpan(command: string): number {
  const text = /--for (?<span>\S+)/u.exec(command)?.groups?.['span'];
  return spans.find(({ ms }) => flagOf(ms) === text)?.ms ?? spans[1].ms;
}

function flagOf(ms: number): string {
  const minutes = ms / 60_000;
  return minutes % 60 === 0 ? `${String(minutes / 60)}h` : `${String(minutes)}m`;
}

/** Quotes a text for a POSIX shell. */
function quoted(text: string): string {
  return /^[\w.,:/@-]+$/u.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** How long something may last that a person decides: the choices of the dialogs. */
export const spans = [
  { ms: 30 * 60_000, text: '30 minutes' },
  { ms: 3_600_000, text: '1 hour' },
  { ms: 4 * 3_600_000, text: '4 hours' },
  { ms: 24 * 3_600_000, text: '1 day' },
  { ms: 7 * 24 * 3_600_000, text: '7 days' },
] as const;

/** Returns what is wrong with a reason; undefined if it is good. A reason is one line of a record. */
export function reasonFault(why: string): string | undefined {
  if (why.trim() === '') return 'Say why: the record keeps it.';
  if (why.trim().length > 200) return 'At most 200 characters.';
  return undefined;
}
