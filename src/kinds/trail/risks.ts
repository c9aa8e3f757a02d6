import type { Change } from '../../model/change.ts';
import type { Written } from '../../model/narrows.ts';
import { segmentsOf, type Path } from '../../model/path.ts';
import { isList, stableText } from '../../model/tree.ts';
import { foreignKey } from '../shared/kms/readers.ts';
import { each, where, type RiskRule, type RuleOfFacet } from '../shared/policy/risk-rules.ts';
import { isTrusted } from '../shared/policy/trusted.ts';
import { lostEvents } from './coverage.ts';
import type { TrailReads } from './reads.ts';
import type { TrailSpecOf } from './schema.ts';
import { recordsKeyUse, selectionIn, wantedSelection } from './selectors.ts';

type Rule = RiskRule<TrailSpecOf, TrailReads>;

/** What is lost where a setting is turned off. */
const losses: readonly { readonly path: Path; readonly when: string; readonly message: string }[] = [
  {
    path: '/key',
    when: 'removing the key',
    message: 'new log files are no longer encrypted with a KMS key',
  },
  {
    path: '/logFileValidation',
    when: 'turning off log file validation',
    message: 'changed or deleted log files can no longer be detected',
  },
  {
    path: '/multiRegion',
    when: 'turning off other Regions',
    message: 'events of other Regions are no longer logged',
  },
  {
    path: '/globalServiceEvents',
    when: 'turning off global services',
    message: 'events of IAM and other global services are no longer logged',
  },
  {
    path: '/organization',
    when: 'turning off the organization',
    message: 'events of the other accounts of the organization are no longer logged',
  },
];

export function isLoss({ after }: Change): boolean {
  return after === false || after === null;
}

const turnedOff: readonly Rule[] = losses.map(({ path, when, message }) => ({
  paths: [path],
  on: 'loses',
  class: 'disable',
  when,
  restoring: 'free',
  finds: each((change) =>
    isLoss(change) && change.before !== undefined && change.before !== change.after ? message : undefined,
  ),
}));

/** Whoever reads the log files or hears of them does so where they were until now. */
const destinations: readonly { readonly path: Path; readonly message: string }[] = [
  { path: '/bucket', message: 'new log files go to another bucket' },
  { path: '/prefix', message: 'new log files go to another folder of the bucket' },
  { path: '/key', message: 'new log files are encrypted with another key' },
  { path: '/snsTopic', message: 'subscribers of the SNS topic are no longer notified of new log files' },
  { path: '/cloudWatchLogs', message: 'events no longer go to the log group as before' },
];

const moved: readonly Rule[] = destinations.map(({ path, message }) => ({
  paths: [path],
  on: 'changes',
  class: 'disable',
  when: `setting another ${segmentsOf(path)[0] ?? ''}`,
  restoring: 'free',
  finds(changes) {
    const [change] = changes.filter((one) => isMove(one));
    return change === undefined ? [] : [{ message, path: change.path }];
  },
}));

function isMove(change: Change): boolean {
  if (change.before === undefined) return false;
  // A trail without a prefix has its log files somewhere too; without a key or topic nothing moves.
  if (change.before === null) return change.path === '/prefix';
  return change.path !== '/key' || change.after !== null;
}

/** Another account reads what is done here, or decides who does. */
const foreign: Rule = {
  paths: ['/key', '/snsTopic', '/cloudWatchLogs'],
  on: 'changes',
  class: 'widen',
  when: 'setting a key, topic or log group of an untrusted account',
  restoring: 'free',
  finds: each((change, { at, others }) => {
    const { after } = change;
    if (after === undefined || after === null) return undefined;
    if (change.path === '/key') return foreignKey(after, at, others);
    // A log group and the role that delivers to it may be of two accounts.
    const named = [...stableText(after).matchAll(/arn:[^:]+:(?:sns|logs|iam):[^:]*:(\d{12})/gu)];
    const account = named.flatMap(([, one]) => one ?? []).find((one) => !isTrusted(one, at.settings));
    return account === undefined
      ? undefined
      : `events go to account ${account}, which the Stack does not trust`;
  }),
};

export const settingsRules: readonly Rule[] = [...turnedOff, ...moved, foreign];

const fewerEvents: Rule = {
  paths: ['/eventSelectors', '/advancedEventSelectors'],
  on: 'loses',
  class: 'disable',
  when: 'logging fewer events, or no longer the use of KMS keys',
  restoring: 'free',
  finds(_changes, { at, reads }) {
    // A trail that this very plan makes has logged nothing yet, unless it takes the place of another.
    const isNew = reads.trail === undefined && (reads.former ?? []).length === 0;
    if (isNew) return [];
    const wanted = wantedSelection(at.spec);
    const lost = lostEvents(reads.selectors, wanted);
    return [
      ...(recordsKeyUse(reads.selectors) && !recordsKeyUse(wanted)
        ? [{ message: 'use of KMS keys is no longer logged' }]
        : []),
      ...(lost.length === 0 ? [] : [{ message: `no longer logged: ${lost.join(', ')}` }]),
    ];
  },
};

export const selectorRules: readonly Rule[] = [fewerEvents];

/** Tells which events a change by hand left out. The rule above measures by the live selectors: it finds nothing lost. */
export function lostByHand(_change: Change, { from, target }: Written): string | undefined {
  const lost = lostEvents(selectionIn(from), selectionIn(target));
  return lost.length === 0 ? undefined : `events are no longer logged: ${lost.join(', ')}`;
}

const fewerInsights: RuleOfFacet<TrailSpecOf, TrailReads> = {
  on: 'loses',
  class: 'disable',
  when: 'logging less unusual activity',
  restoring: 'free',
  finds: each(({ before, after }) => {
    const [old, next] = [before, after].map((side) => (isList(side) ? side.map(stableText) : []));
    return old?.some((one) => next?.includes(one) !== true) === true
      ? 'some unusual activity is no longer logged'
      : undefined;
  }),
};

export const insightRules: readonly RuleOfFacet<TrailSpecOf, TrailReads>[] = [fewerInsights];

export const loggingRules: readonly RuleOfFacet<TrailSpecOf, TrailReads>[] = [
  {
    on: 'loses',
    class: 'disable',
    when: 'stopping it',
    restoring: 'waits',
    finds: where(({ after }) => after === false, 'later activity in the account is not recorded'),
  },
];
