import type { Estimate } from '../../model/estimate.ts';
import type { Display } from '../display/display.ts';
import { costText, money, permissionsText, timeText } from '../human/estimate.ts';
import { plural } from '../human/paint.ts';
import { riskyRows, type RiskyRow } from '../human/risky.ts';
import { under, type Detail } from './detail.ts';
import { code, collapsed, short } from './escape.ts';

/** Rows that lose nothing, and names in them, above the details. */
const most = { rows: 20, quiet: 10, names: 10, lost: 200 };

/** Shows before anything else what a reviewer must not overlook: what it does, why, and how it is released. */
export function riskyDetail(display: Display, detail: 'full' | 'summary' = 'full'): readonly Detail[] {
  const rows = riskyRows(display);
  const lost = rows.filter(({ loses }) => loses);
  const others = rows.filter(({ loses }) => !loses);
  // Below a summary no section names them.
  const [shown, named] = detail === 'summary' ? [Infinity, Infinity] : [most.rows, most.names];
  const listed = [
    ...others.filter(({ quiet }) => !quiet).slice(0, shown),
    ...others.filter(({ quiet }) => quiet).slice(0, most.quiet),
  ];
  const left = others.filter((row) => !listed.includes(row)).flatMap(({ names }) => names).length;
  const text = [
    ...lost.map((row) => riskyBullet(row, most.lost)),
    ...listed.map((row) => riskyBullet(row, named)),
    ...(left === 0
      ? []
      : [`- and ${plural(left, 'more step')}${detail === 'summary' ? '' : ', shown below'}`]),
  ].join('\n');
  if (text === '') return [];
  // Too many for a comment: what is lost is still named.
  const names = lost.flatMap((row) => row.names);
  const what =
    names.length === 0
      ? 'too many to list'
      : `**loses access or data, or was opened outside Git**: ${few(names, most.lost)}`;
  const short = `${plural(display.risky.length, 'step')} to review: ${what}`;
  return under('Review before you continue', [{ text, short, isWhole: true }]);
}

function riskyBullet({ names, does, why, release, loses, whyFirst }: RiskyRow, limit: number): string {
  const acts = `${few(names, limit)} ${loses ? `**${does}**` : does}`;
  const reason = code(short(why));
  return `- ${loses ? '🔴' : '🟡'} ${whyFirst ? `${reason}: ${acts}` : `${acts}: ${reason}`}; ${code(short(release))}`;
}

function few(names: readonly string[], limit: number): string {
  const more = names.length > limit ? ` and ${names.length - limit} more` : '';
  return `${names.slice(0, limit).map(code).join(', ')}${more}`;
}

/** Writes one bullet each for time, cost and permissions; nothing for a plan that does nothing. */
export function estimateBullets(display: Display): readonly string[] {
  const { estimate } = display;
  if (estimate?.time === undefined) return [];
  return [
    `- **Time**: ${timeText(estimate.time, display)}`,
    `- **Cost**: ${costText(estimate.cost)}`,
    ...estimate.permissions.map((of) => `- **Permissions**: ${permissionsText(of, 'names')}`),
  ];
}

/** Shows what the cost and the permissions are made of, collapsible. */
export function estimateDetail({ estimate }: Display): readonly Detail[] {
  if (estimate?.time === undefined) return [];
  const rows = [
    ...costRows(estimate),
    ...estimate.permissions.flatMap(({ account, write, read }) => [
      `- ${account}, to write: ${write.map(code).join(', ') || 'nothing'}`,
      `- ${account}, to read: ${read.map(code).join(', ') || 'nothing'}`,
    ]),
  ];
  return [collapsed('Cost and permissions in detail', rows)];
}

function costRows({ cost: { items, notKnown, ownReads, prices } }: Estimate): readonly string[] {
  const { requestsPerLook, requestsPerMonth, monthly } = ownReads;
  return [
    `List prices of ${prices.region}, ${prices.asOf}; your Region or contract may differ.`,
    '',
    ...rowsOf(
      items.map(({ address, what, monthly: now, later }) => {
        const certain = `${now < 0 ? '-' : '+'}${money(Math.abs(now))}/month`;
        const amount = later > 0 ? `up to +${money(later)}/month` : now === 0 ? 'no change' : certain;
        return { address, text: `${amount}, ${what}` };
      }),
    ),
    ...rowsOf(notKnown.map(({ address, why }) => ({ address, text: `unknown; ${why}` }))),
    `- Keywright's own reads: ${plural(requestsPerLook, 'request')} per look, ${requestsPerMonth} per month: ${money(monthly)}`,
  ];
}

/** Writes one row for all of which the same is to be said. */
function rowsOf(rows: readonly { readonly address: string; readonly text: string }[]): readonly string[] {
  return [...Map.groupBy(rows, ({ text }) => text)].map(([text, same]) => {
    const names = same.map(({ address }) => address);
    return `- ${few(names, most.rows)}: ${same.length > 1 ? 'each ' : ''}${text}`;
  });
}
