import type { Estimate } from '../../model/estimate.ts';
import type { Display } from '../display/display.ts';
import { costText, money, permissionsText, timeText } from '../human/estimate.ts';
import { plural } from '../human/paint.ts';
import { riskyRows } from '../human/risky.ts';
import type { Detail } from './cut.ts';
import { code, short } from './escape.ts';

/** Rows above the details; of what loses something, names go on after that. */
const most = 20;

/** What a reviewer must not overlook, before anything else: what it does, why, and how it is released. */
export function riskyBullets({ risky }: Display): readonly string[] {
  const rows = riskyRows(risky);
  const shown = rows.slice(0, most).map(({ names, does, why, release, loses }) => {
    const few = names.slice(0, loses ? most : 5).map(code);
    const more = names.length > few.length ? ` and ${names.length - few.length} more` : '';
    const what = loses ? `**${does}**` : does;
    return `- ${few.join(', ')}${more} ${what}: ${code(short(why))}; ${code(short(release))}`;
  });
  const left = rows.slice(most);
  const lost = left.filter(({ loses }) => loses).flatMap(({ names }) => names);
  const others = left.reduce((sum, { names }) => sum + names.length, 0) - lost.length;
  return [
    ...shown,
    ...(lost.length === 0 ? [] : [`- **also lost**: ${lost.slice(0, 200).map(code).join(', ')}`]),
    ...(others === 0 ? [] : [`- and ${plural(others, 'more step')}, shown below`]),
  ];
}

/** One bullet each for time, cost and permissions; nothing for a plan that does nothing. */
export function estimateBullets(display: Display): readonly string[] {
  const { estimate } = display;
  if (estimate?.time === undefined) return [];
  return [
    `- **Time**: ${timeText(estimate.time, display)}`,
    `- **Cost**: ${costText(estimate.cost)}`,
    ...estimate.permissions.map((of) => `- **Permissions**: ${permissionsText(of, 'names')}`),
  ];
}

/** What the cost and the permissions are made of, collapsible. */
export function estimateDetail({ estimate }: Display): readonly Detail[] {
  if (estimate?.time === undefined) return [];
  const title = 'Cost and permissions in detail';
  const text = [
    '<details>',
    `<summary>${title}</summary>`,
    '',
    ...costRows(estimate),
    ...estimate.permissions.flatMap(({ account, write, read }) => [
      `- ${account}, to write: ${write.map(code).join(', ') || 'nothing'}`,
      `- ${account}, to read: ${read.map(code).join(', ') || 'nothing'}`,
    ]),
    '',
    '</details>',
  ].join('\n');
  return [{ text, short: `${title}: too long for a comment.` }];
}

function costRows({ cost: { items, notKnown, ownReads, prices } }: Estimate): readonly string[] {
  const { requestsPerLook, requestsPerMonth, monthly } = ownReads;
  return [
    `List prices of ${prices.region}, ${prices.asOf}; your Region or contract may differ.`,
    '',
    ...rowsOf(
      items.map(({ address, what, monthly: now, later }) => {
        const amount = now === 0 ? `up to +${money(later)}` : `${now < 0 ? '-' : '+'}${money(Math.abs(now))}`;
        return { address, text: `${amount}/month, ${what}` };
      }),
    ),
    ...rowsOf(notKnown.map(({ address, why }) => ({ address, text: `not known; ${why}` }))),
    `- Keywright's own reads: ${requestsPerLook} requests a look, ${requestsPerMonth} a month: ${money(monthly)}`,
  ];
}

/** One row for all of which the same is to be said. */
function rowsOf(rows: readonly { readonly address: string; readonly text: string }[]): readonly string[] {
  return [...Map.groupBy(rows, ({ text }) => text)].map(([text, same]) => {
    const names = same.slice(0, most).map(({ address }) => code(address));
    const more = same.length > names.length ? ` and ${same.length - names.length} more` : '';
    return `- ${names.join(', ')}${more}: ${same.length > 1 ? 'each ' : ''}${text}`;
  });
}
