import type { AccountActions, Bound, CostEstimate, TimeEstimate } from '../../model/estimate.ts';
import { second, type Duration } from '../../model/instant.ts';
import { byCodeUnit } from '../../model/tree.ts';
import type { Display } from '../display/display.ts';
import type { Look } from '../text/style.ts';
import { wrap } from '../text/width.ts';
import { plural } from './paint.ts';
import { durationText } from './progress.ts';
import type { CallDetail } from './steps.ts';

const indent = ' '.repeat(13);

/** Tells time, cost and permissions of a plan, a line or two each; nothing for a plan that does nothing. */
export function estimateLines(display: Display, look: Look, detail: CallDetail): readonly string[] {
  const { estimate } = display;
  if (estimate?.time === undefined) return [];
  const rows = [
    { label: 'Time:', text: timeText(estimate.time, display) },
    { label: 'Cost:', text: costText(estimate.cost) },
    ...estimate.permissions.map((of) => ({ label: 'Permissions:', text: permissionsText(of, detail) })),
  ];
  return rows.flatMap(({ label, text }) =>
    wrap(text, look.width, label.padEnd(indent.length), indent).map((line) =>
      line.replace(label, look.style('bold', label)),
    ),
  );
}

/** Tells the time: `about 1m05s, at least 1m01s; mostly …`. */
export function timeText({ atLeastMs, likelyMs, boundBy }: TimeEstimate, { counts }: Display): string {
  const approved = counts.waiting > 0 ? ' if everything is approved' : '';
  const about = `about ${roundText(likelyMs)}${approved}`;
  if (likelyMs < 5 * second) return about;
  return `${about}, at least ${roundText(atLeastMs)}; mostly ${boundText(boundBy)}`;
}

function roundText(ms: Duration): string {
  if (ms < 60 * second) return `${Math.max(1, Math.round(ms / second))}s`;
  return durationText(Math.round(ms / second) * second);
}

function boundText(bound: Bound): string {
  switch (bound.is) {
    case 'quota': {
      const where = bound.at.region === 'global' ? bound.at.account : bound.at.region;
      return `the rate limit of ${bound.quota}, ${bound.perSecond} requests/s in ${where}`;
    }
    case 'settling':
      return 'a 60 s wait for AWS to propagate changes';
    case 'young-journal':
      return 'a one-time 2-minute safety wait (no record of earlier runs, so Keywright checks that none created a key)';
    case 'confirming':
      return 'polling until AWS shows each write';
  }
}

/** Own reads that cost less are shown only where the bill changes anyway, in US dollars a month. */
const worthTelling = 1;

/** Tells the cost: `+$4.00/month (4 keys), up to $6.00 more after two rotations; Keywright's own reads …`. */
export function costText(cost: CostEstimate): string {
  const { monthly, later, keys, notKnown, ownReads } = cost;
  const now = `${signed(monthly)}/month (${plural(Math.abs(keys), 'key')})`;
  const change = monthly !== 0 ? now : later === 0 ? 'no change' : 'no change now';
  const rotated = later === 0 ? '' : `, up to ${money(later)} more after two rotations`;
  const own =
    monthly === 0 && ownReads.monthly < worthTelling
      ? ''
      : `; Keywright's own reads, hourly, about ${money(ownReads.monthly)}/month`;
  const traffic = notKnown.length === 0 ? '' : `; excludes ${trafficText(cost)}`;
  return `${change}${rotated}${own}${traffic}`;
}

function trafficText({ notKnown }: CostEstimate): string {
  const more = notKnown.length > 1 ? ` and ${notKnown.length - 1} more` : '';
  return `usage-based charges of ${notKnown[0]?.address ?? ''}${more}`;
}

function signed(amount: number): string {
  return `${amount < 0 ? '-' : '+'}${money(Math.abs(amount))}`;
}

export function money(amount: number): string {
  if (amount > 0 && amount < 0.005) return 'less than $0.01';
  const [whole = '0', cents = '00'] = amount.toFixed(2).split('.');
  return `$${whole.replaceAll(/\B(?=(?:\d{3})+$)/gu, ',')}.${cents}`;
}

/** Counts the permissions: `31 actions in 111122223333: 17 to write, 14 to read (cloudtrail, kms, s3)`. */
export function permissionsText({ account, write, read }: AccountActions, detail: CallDetail): string {
  const all = [...write, ...read];
  const head = `${plural(all.length, 'action')} in ${account}`;
  if (detail === 'full')
    return `${head}; to write: ${write.join(', ') || 'none'}; to read: ${read.join(', ') || 'none'}`;
  const services = [...new Set(all.map((action) => action.slice(0, action.indexOf(':'))))].sort(byCodeUnit);
  return `${head}: ${write.length} to write, ${read.length} to read (${services.join(', ')})`;
}
