import { isList, isMap, type Tree } from '../../model/tree.ts';
import type { Message } from './message.ts';

/** What a template may fill in. */
const templateNames = [
  'id',
  'event',
  'severity',
  'source',
  'stack',
  'at',
  'count',
  'title',
  'text',
] as const satisfies readonly (keyof Message)[];

/** Builds the body of a webhook: all fields, or a template of the operator with some of them. */
export function webhookBody(message: Message, template: string | undefined): string {
  if (template === undefined) return JSON.stringify({ formatVersion: 1, kind: 'Notification', ...message });
  // The template is JSON before anything is filled in: no text from outside can add a field to it.
  return JSON.stringify(filled(JSON.parse(template) as Tree, message));
}

function filled(tree: Tree, message: Message): Tree {
  if (typeof tree === 'string')
    return tree.replaceAll(hole, (whole, name: string) => {
      const known = templateNames.find((one) => one === name);
      return known === undefined ? whole : String(message[known]);
    });
  if (isList(tree)) return tree.map((item) => filled(item, message));
  if (!isMap(tree)) return tree;
  return Object.fromEntries(Object.entries(tree).map(([name, value]) => [name, filled(value, message)]));
}

const hole = /\{\{(?<name>\w+)\}\}/gu;

/** Finds what is wrong with a template, or nothing. */
export function templateProblem(text: string): string | undefined {
  if (!isJson(text)) return 'must be JSON';
  const unknown = [...text.matchAll(hole)]
    .map(({ groups }) => groups?.['name'] ?? '')
    .find((name) => !templateNames.some((one) => one === name));
  return unknown === undefined ? undefined : `has {{${unknown}}}; available: ${templateNames.join(', ')}`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const signs: Readonly<Record<Message['severity'], string>> = {
  critical: '🔴',
  warning: '🟠',
  info: '🟢',
};

/** Items in a message of Slack: it takes 50 blocks. */
const mostInSlack = 10;

/**
 * Builds the body for an incoming webhook of Slack. Puts all text in `plain_text`, where Slack reads no markup, no
 * link and no mention. Escapes the fallback of notifications as Slack documents it ("Formatting text for app
 * surfaces").
 */
export function slackBody(message: Message): string {
  const { severity, title, items, count, source, stack, event, again } = message;
  const rest = count - Math.min(items.length, mostInSlack);
  const context = [event, again ? 'still' : undefined, source, stack === '' ? undefined : `Stack ${stack}`];
  return JSON.stringify({
    text: `${signs[severity]} ${escaped(title)}`,
    mrkdwn: false,
    unfurl_links: false,
    blocks: [
      { type: 'header', text: plain(`${signs[severity]} ${title}`, 150) },
      ...items.slice(0, mostInSlack).map(({ title: of, text }) => ({
        type: 'section',
        text: plain(text === '' ? of : `${of}\n${text}`, 3_000),
      })),
      {
        type: 'context',
        elements: [
          plain(
            [...context.filter((one) => one !== undefined), ...(rest > 0 ? [`and ${rest} more`] : [])].join(
              ' · ',
            ),
            300,
          ),
        ],
      },
    ],
  });
}

function plain(
  text: string,
  most: number,
): { readonly type: string; readonly text: string; readonly emoji: false } {
  const characters = Array.from(text);
  const cut = characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
  return { type: 'plain_text', text: cut, emoji: false };
}

/** Escapes `<`, `>` and `&`, which are Slack's own in a fallback text: `<!channel>` would call everybody. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
