import { kindOf, type Address } from '../../../model/address.ts';
import type { Episode } from '../../../model/history.ts';
import type { Instant } from '../../../model/instant.ts';
import { showPath } from '../../../model/path.ts';
import type { ReasonCode } from '../../../model/reasons.ts';
import {
  findingTexts as texts,
  findingTitles,
  inText,
  mayText,
} from '../../../report/sentences/attention.ts';
import { someOf } from '../../../report/sentences/decisions.ts';
import { worst, type ConditionSort, type Severity } from '../../notify/severity.ts';
import type { Thing } from './thing.ts';

/** The worst that holds of a resource: what its finding is about. */
export interface Problem {
  readonly is: keyof typeof findingTitles;
  readonly severity: Severity;
  /** What the title says besides the name. */
  readonly what: string;
  /** What is to be known besides, each in a sentence. */
  readonly more: readonly string[];
}

type Rule = (thing: Thing, now: Instant) => Omit<Problem, 'is' | 'severity'> | undefined;

/**
 * What may hold of a resource, the most dangerous first: access that was opened, data that is lost or cannot be read,
 * records that are not written, then what waits for a person, then the rest.
 */
const rules: readonly { readonly is: Problem['is']; readonly finds: Rule }[] = [
  {
    is: 'opened',
    finds: (thing) =>
      having(thing, 'opened', () => {
        const given = thing.steps
          .filter(({ half }) => half === 'contract')
          .flatMap((one) => one.removes ?? []);
        return { what: mayText(given), more: [changed(thing)] };
      }),
  },
  {
    is: 'granted',
    finds: ({ record }) =>
      record?.opened === undefined
        ? undefined
        : { what: someOf(record.opened.says, 2), more: [texts.kept()] },
  },
  {
    is: 'deletion',
    finds: (thing, now) => {
      const { record, conditions } = thing;
      const isBad = conditions.some(({ sort }) => sort === 'deletion' || sort === 'degraded');
      if (record?.deletesAt === undefined || !isBad) return undefined;
      const { deletesAt } = record;
      return { what: inText(deletesAt - now), more: [texts.lostAt(deletesAt), ...used(thing)] };
    },
  },
  { is: 'disabled', finds: unwell('disabled') },
  { is: 'unusable', finds: unwell('unusable', 'no-key-material', 'pending-deletion') },
  { is: 'silent', finds: unwell('not-recording') },
  { is: 'degraded', finds: unwell('not-delivering') },
  { is: 'exposed', finds: unwell('public') },
  {
    is: 'weakened',
    finds: (thing) => {
      const [first, ...more] = [...new Set(thing.steps.flatMap(({ undoes = [] }) => undoes))];
      return first === undefined ? undefined : { what: first, more: [...more, changed(thing)] };
    },
  },
  {
    is: 'held',
    finds: ({ record }) => (record?.hold === undefined ? undefined : { what: record.hold.why, more: [] }),
  },
  { is: 'blocked', finds: told('blocked') },
  { is: 'degraded', finds: told('degraded') },
  {
    is: 'drifted',
    finds: (thing) => having(thing, 'drifted', () => ({ what: someOf(pathsOf(thing)), more: [] })),
  },
  {
    is: 'granted',
    finds: (thing) =>
      having(thing, 'granted', () => ({
        what: someOf(thing.record?.foreign ?? [], 2),
        more: [texts.kept()],
      })),
  },
  { is: 'orphaned', finds: told('orphaned') },
  { is: 'unreadable', finds: told('unreadable') },
  { is: 'stale', finds: told('stale') },
];

/** Finds what a resource is shown with first, and how dangerous that is: 0 is the worst. */
export function problemOf(thing: Thing, now: Instant): (Problem & { readonly rank: number }) | undefined {
  const severity = worst(thing.conditions.map((one) => one.severity));
  for (const [rank, { is, finds }] of rules.entries()) {
    const found = finds(thing, now);
    if (found !== undefined) return { is, severity, rank, ...found };
  }
  return undefined;
}

/** Where findings about no resource stand among the others: after the dangers. */
export const rankOfProcess = rules.findIndex(({ is }) => is === 'held');

/** Where a plan that waits stands. */
export const rankOfPlan = rules.findIndex(({ is }) => is === 'blocked');

/** Ranks behind all resources. */
export const lastRank = rules.length;

function having({ conditions }: Thing, sort: ConditionSort, say: () => ReturnType<Rule>): ReturnType<Rule> {
  return conditions.some((one) => one.sort === sort) ? say() : undefined;
}

function told(sort: ConditionSort): Rule {
  return (thing) => {
    const found = thing.conditions.find((one) => one.sort === sort);
    if (found === undefined) return undefined;
    switch (sort) {
      case 'stale':
        return { what: '', more: [] };
      case 'orphaned':
      case 'unreadable':
        return { what: '', more: [found.text] };
      default:
        return { what: found.text, more: [changed(thing)] };
    }
  };
}

function unwell(...reasons: readonly ReasonCode[]): Rule {
  return (thing) => {
    const { record, conditions } = thing;
    if (record === undefined || conditions.every(({ sort }) => sort !== 'degraded')) return undefined;
    const { fast, rest } = record.parts;
    const found = [fast, rest, record].find(
      (part) => part?.health === 'Degraded' && part.reason !== undefined && reasons.includes(part.reason),
    );
    return found === undefined
      ? undefined
      : { what: found.why ?? '', more: [...used(thing), changed(thing)] };
  };
}

/** Lists the users of a key, which stop with it. What names a trail or a bucket does not depend on it to work. */
function used({ address, users }: Thing): readonly string[] {
  const isKey = ['Key', 'ReplicaKey'].includes(kindOf(address));
  return isKey && users.length > 0 ? [texts.usedBy(users)] : [];
}

function changed(thing: Thing): string {
  const paths = pathsOf(thing);
  return paths.length === 0 ? '' : texts.changed(paths);
}

/** Says in one sentence what drifted. */
export function driftText(address: Address, open: readonly Episode[]): string {
  return findingTitles.drifted({ name: address, many: false }, someOf(pathsOf({ open })));
}

function pathsOf({ open }: Pick<Thing, 'open'>): readonly string[] {
  return [...new Set(open.flatMap(({ changes }) => changes.map(({ path }) => showPath(path))))];
}
