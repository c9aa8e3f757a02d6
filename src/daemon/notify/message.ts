import { isoOf } from '../../model/instant.ts';
import { oneLine } from '../../model/one-line.ts';
import type { Condition } from './condition.ts';
import type { Notification } from './grouping.ts';
import { notifySentences as words } from '../../report/sentences/notify.ts';

/** A notification as a target gets it: texts are one line and at most 200 characters each (authority.md §5.27). */
export interface Message {
  /** Names this message: whoever gets it twice can drop it. */
  readonly id: string;
  readonly event: Notification['event'];
  readonly severity: Notification['severity'];
  readonly again: boolean;
  readonly source: string;
  /** Name of the Stack; empty before one is in force. */
  readonly stack: string;
  readonly at: string;
  /** How many conditions it is about; `items` has the first of them. */
  readonly count: number;
  readonly title: string;
  readonly text: string;
  readonly items: readonly MessageItem[];
}

export interface MessageItem {
  readonly title: string;
  readonly text: string;
  readonly since: string;
  readonly addresses: readonly string[];
}

/** More would not be read, and a chat takes no more. */
const mostItems = 20;
const mostAddresses = 20;

export function messageOf(
  { event, severity, again, at, items }: Notification,
  { id, source, stack }: Pick<Message, 'id' | 'source' | 'stack'>,
): Message {
  const shown = items.slice(0, mostItems).map((item) => itemOf(item, event));
  const [first] = shown;
  const more = items.length - 1;
  return {
    id,
    event,
    severity,
    again,
    source,
    stack: oneLine(stack),
    at: isoOf(at),
    count: items.length,
    title: oneLine(`${first?.title ?? event}${more > 0 ? `, and ${more} more` : ''}`),
    text: first?.text ?? '',
    items: shown,
  };
}

function itemOf({ title, text, since, addresses }: Condition, event: Notification['event']): MessageItem {
  const isOver = event === 'recovered' || event === 'drift-closed';
  return {
    title: oneLine(isOver ? words.recovered(title) : title),
    // Of drift that is over it still matters what it was.
    text: event === 'recovered' ? '' : oneLine(text),
    since: isoOf(since),
    addresses: addresses.slice(0, mostAddresses).map(oneLine),
  };
}
