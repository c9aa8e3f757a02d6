import { z } from 'zod';
import { rule, type Rule } from './rules.ts';

const tag = z.object({ Key: z.string(), Value: z.string() });
const predicates = {
  Prefix: z.string().nullish(),
  ObjectSizeGreaterThan: z.number().nullish(),
  ObjectSizeLessThan: z.number().nullish(),
};

/**
 * What S3 answers of a rule and a manifest says in another way; the rest differs in its first letters only.
 * A condition of a filter that is not known must not be left out: the rule would seem to be for more objects.
 */
export const AwsRule = z.looseObject({
  ID: z.string(),
  /** The form of before filters: the same as a filter by prefix (S3 API, LifecycleRule). */
  Prefix: z.string().nullish(),
  Filter: z
    .strictObject({
      ...predicates,
      Tag: tag.nullish(),
      And: z.strictObject({ ...predicates, Tags: z.array(tag).nullish() }).nullish(),
    })
    .nullish(),
});

/**
 * Converts the rule to what a manifest says. What a manifest cannot say makes the answer one that is not understood.
 */
export function ruleOf({ ID: _id, Prefix: prefix, Filter: by, ...rest }: z.infer<typeof AwsRule>): Rule {
  const { Tag, And, ...one } = by ?? {};
  const { Tags, ...several } = And ?? {};
  const tags = [...(Tags ?? []), ...(Tag ? [Tag] : [])].map(({ Key, Value }) => [Key, Value] as const);
  const { prefix: start, ...others } = { prefix, ...lowered(one), ...lowered(several) };
  const filter = start ? { ...others, prefix: start } : others;
  // Keys of tags are data, and case-sensitive: lowered like members they would name other objects.
  return canonical(rule.parse({ ...lowered(rest), filter: { ...filter, tags: Object.fromEntries(tags) } }));
}

/**
 * Brings a rule to one form for each meaning. Enabled is said, what holds nothing is not, and each move has its
 * place.
 */
export function canonical({ filter = {}, transitions, noncurrentVersionTransitions, ...rest }: Rule): Rule {
  const { tags = {}, ...others } = filter;
  const by = Object.keys(tags).length === 0 ? others : { ...others, tags };
  return {
    status: 'Enabled',
    ...rest,
    ...(Object.keys(by).length === 0 ? {} : { filter: by }),
    ...(transitions === undefined ? {} : { transitions: inOrder(transitions) }),
    ...(noncurrentVersionTransitions === undefined
      ? {}
      : { noncurrentVersionTransitions: inOrder(noncurrentVersionTransitions) }),
  };
}

function inOrder<T extends { readonly storageClass: string }>(moves: readonly T[]): T[] {
  return moves.toSorted((a, b) => (a.storageClass < b.storageClass ? -1 : 1));
}

type Tags = readonly { readonly Key: string; readonly Value: string }[];
type Predicates = Raised<Omit<NonNullable<Rule['filter']>, 'tags'>>;

/** A rule as S3 takes it. */
interface SentRule extends Raised<Omit<Rule, 'status' | 'filter'>> {
  readonly ID: string;
  readonly Status: string;
  readonly Filter:
    Predicates | { readonly Tag: Tags[number] } | { readonly And: Predicates & { readonly Tags?: Tags } };
}

/**
 * Converts the rule to what S3 takes. A filter has one condition, or joins several by And; none of them: every
 * object.
 */
export function sentRule(id: string, { status = 'Enabled', filter = {}, ...actions }: Rule): SentRule {
  const { tags = {}, ...others } = filter;
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const count = Object.keys(others).length + Tags.length;
  const [Tag] = Tags;
  const alone = Tag === undefined ? raised(others) : { Tag };
  return {
    ID: id,
    Status: status,
    Filter:
      count > 1
        ? { And: { ...raised(others), ...(Tag === undefined ? {} : { Tags }) } }
        : count === 0
          ? { Prefix: '' }
          : alone,
    ...raised(actions),
  };
}

/** Drops members that say nothing, and writes names as manifests do. */
function lowered(value: unknown): Readonly<Record<string, unknown>> {
  return named(
    value,
    (name) => name.slice(0, 1).toLowerCase() + name.slice(1),
    (at) => String(at).slice(0, 10),
  ) as Readonly<Record<string, unknown>>;
}

type Raised<T> = T extends readonly (infer Item)[]
  ? readonly Raised<Item>[]
  : T extends object
    ? {
        readonly [Name in keyof T as Name extends string ? Capitalize<Name> : never]: Name extends 'date'
          ? number
          : Raised<T[Name]>;
      }
    : T;

/** Writes names as S3 does. The cast says what the type computes. */
function raised<T>(value: T): Raised<T> {
  return named(
    value,
    (name) => name.slice(0, 1).toUpperCase() + name.slice(1),
    (at) => Date.parse(String(at)),
  ) as Raised<T>;
}

function named(value: unknown, nameOf: (name: string) => string, dateOf: (at: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => named(item, nameOf, dateOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      if (member === undefined || member === null || member === false) return [];
      return [[nameOf(name), /^date$/iu.test(name) ? dateOf(member) : named(member, nameOf, dateOf)]];
    }),
  );
}
