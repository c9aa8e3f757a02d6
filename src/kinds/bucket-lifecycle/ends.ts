import type { Rule } from './rules.ts';
import { plural } from '../../model/plural.ts';

type Filter = NonNullable<Rule['filter']>;

/** The actions that delete. The others move objects to another storage class. */
const ending = ['expiration', 'noncurrentVersionExpiration', 'abortIncompleteMultipartUpload'] as const;
const moving = ['transitions', 'noncurrentVersionTransitions'] as const;

/** An action that takes objects away, in words, and whether another one of its sort takes them as soon or sooner. */
interface End {
  readonly action: (typeof ending)[number];
  readonly what: string;
  isNoSoonerThan(other: Rule): boolean;
}

/** Lists what a rule deletes, each action by itself. One that is disabled deletes nothing. */
function endsOf({ status = 'Enabled', ...of }: Rule): readonly End[] {
  if (status === 'Disabled') return [];
  const { expiration: end, noncurrentVersionExpiration: old, abortIncompleteMultipartUpload: abort } = of;
  return [
    ...(end === undefined
      ? []
      : [
          {
            action: 'expiration' as const,
            what:
              end.days !== undefined
                ? `objects after ${plural(end.days, 'day')}`
                : end.date !== undefined
                  ? `objects on ${end.date}`
                  : 'delete markers without versions',
            isNoSoonerThan: ({ expiration: other }: Rule) => isLater(end, other),
          },
        ]),
    ...(old === undefined
      ? []
      : [
          {
            action: 'noncurrentVersionExpiration' as const,
            what: `noncurrent versions after ${plural(old.noncurrentDays, 'day')}`,
            isNoSoonerThan: ({ noncurrentVersionExpiration: other }: Rule) =>
              other !== undefined &&
              other.noncurrentDays <= old.noncurrentDays &&
              (other.newerNoncurrentVersions ?? 0) <= (old.newerNoncurrentVersions ?? 0),
          },
        ]),
    ...(abort === undefined
      ? []
      : [
          {
            action: 'abortIncompleteMultipartUpload' as const,
            what: `incomplete uploads after ${plural(abort.daysAfterInitiation, 'day')}`,
            isNoSoonerThan: ({ abortIncompleteMultipartUpload: other }: Rule) =>
              other !== undefined && other.daysAfterInitiation <= abort.daysAfterInitiation,
          },
        ]),
  ];
}

/** Days and dates cannot be compared: what is not known to be later is sooner. */
function isLater(end: NonNullable<Rule['expiration']>, other: Rule['expiration']): boolean {
  if (other === undefined) return false;
  if (end.days !== undefined) return other.days !== undefined && other.days <= end.days;
  if (end.date !== undefined) return other.date !== undefined && other.date <= end.date;
  return other.expiredObjectDeleteMarker === true;
}

/** Describes the objects that a filter names, in words: who approves must see whose end it is. */
export function inWords({
  prefix,
  tags = {},
  objectSizeGreaterThan: over,
  objectSizeLessThan: under,
}: Filter = {}): string {
  const conditions = [
    ...(prefix === undefined ? [] : [`prefix ${prefix}`]),
    ...Object.entries(tags).map(([key, value]) => `tag ${key}=${value}`),
    ...(over === undefined ? [] : [`over ${plural(over, 'byte')}`]),
    ...(under === undefined ? [] : [`under ${plural(under, 'byte')}`]),
  ];
  return conditions.length === 0 ? 'the whole bucket' : conditions.join(', ');
}

/** Returns true if every object that one filter names is named by the other. */
export function isNarrower(filter: Filter = {}, other: Filter = {}): boolean {
  return (
    (filter.prefix ?? '').startsWith(other.prefix ?? '') &&
    Object.entries(other.tags ?? {}).every(([key, value]) => filter.tags?.[key] === value) &&
    (filter.objectSizeGreaterThan ?? -1) >= (other.objectSizeGreaterThan ?? -1) &&
    (filter.objectSizeLessThan ?? Infinity) <= (other.objectSizeLessThan ?? Infinity)
  );
}

function endsBeyond(rule: Rule, before: readonly Rule[]): readonly End[] {
  const active = before.filter(
    (other) => (other.status ?? 'Enabled') === 'Enabled' && isNarrower(rule.filter, other.filter),
  );
  return endsOf(rule).filter(({ isNoSoonerThan }) => !active.some(isNoSoonerThan));
}

/** Lists what a rule deletes that none of these rules deletes as soon: each in words. */
export function newEnds(rule: Rule, before: readonly Rule[]): readonly string[] {
  return endsBeyond(rule, before).map(({ what }) => what);
}

/** Strips a rule of the actions that delete more than another rule does; undefined where no action is left. */
export function withoutNewEnds(rule: Rule, before: Rule): Rule | undefined {
  const dropped = new Set<string>(endsBeyond(rule, [before]).map(({ action }) => action));
  const left = Object.fromEntries(Object.entries(rule).filter(([name]) => !dropped.has(name))) as Rule;
  return [...ending, ...moving].some((action) => left[action] !== undefined) ? left : undefined;
}
