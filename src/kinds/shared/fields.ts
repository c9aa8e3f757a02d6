import { z } from 'zod';
import { isAddress, kindOf } from '../../model/address.ts';
import { readJson } from '../../model/json.ts';
import { hasHoles, holeFor, holesOf } from '../../model/template.ts';
import {
  isList,
  isMap,
  isUnknown,
  stableText,
  type Tree,
  type TreeMap,
  type Unknown,
} from '../../model/tree.ts';

/** What a field means beyond its type. Survives into JSON Schema as `x-keywright`. */
export interface Semantics {
  /** AWS does not change it in place. */
  readonly immutable?: boolean;
  /** A list whose order means nothing and which is exact. */
  readonly set?: boolean;
  /** An IAM policy document, compared by meaning. */
  readonly policy?: boolean;
  /** The AWS call, or the default, that `null` stands for. */
  readonly onNull?: string;
  /** A list whose items are told apart by this field. */
  readonly keyedBy?: string;
  /** Rules that no single check of the schema says, in words. */
  readonly limits?: readonly string[];
  /** What leaving it out means, where it does not mean that the value in AWS is not managed. */
  readonly unset?: string;
  /** Whether it can change, where that is more than yes or no. */
  readonly changes?: string;
  /** It says which thing in AWS this is: another value is another thing. */
  readonly identity?: boolean;
  /** Kinds and attribute that a `ref` may name. */
  readonly ref?: { readonly to: readonly string[]; readonly attribute: string };
}

export interface Described extends Semantics {
  readonly title?: string;
  readonly description: string;
  readonly examples?: readonly unknown[];
}

/** The key of a JSON Schema under which `Semantics` stand. */
const semanticsKey = 'x-keywright';

/** Gives a schema its words and semantics: put it last, after `.optional()` or `.nullable()`. */
export function described<T extends z.ZodType>(schema: T, about: Described): T {
  const { title, description, examples, ...semantics } = about;
  return schema.meta({
    ...(title === undefined ? {} : { title }),
    description,
    ...(examples === undefined ? {} : { examples: [...examples] }),
    ...(Object.keys(semantics).length === 0 ? {} : { [semanticsKey]: semantics }),
  });
}

/** Returns the semantics given to a schema, if any. */
export function semanticsOf(schema: z.ZodType): Semantics {
  return schema.meta()?.[semanticsKey] ?? {};
}

export const accountId = z.string().regex(/^\d{12}$/u, { error: 'must be a 12-digit AWS account ID' });

export const regionName = z
  .string()
  .regex(/^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/u, { error: 'must be a Region such as eu-central-1' });

/** Bucket naming rules of general purpose buckets (S3 User Guide, bucketnamingrules). */
export const bucketName = z
  .string()
  .regex(/^(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u, {
    error: 'must be a bucket name: 3 to 63 lower-case letters, digits, dots and hyphens',
  });

/** Accepts an ARN of one service, any partition. */
export function arn(service: string): z.ZodString {
  return z.string().regex(new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]*:(?:\\d{12})?:\\S+$`, 'u'), {
    error: `must be an ARN of ${service}, as in arn:aws:${service}:…`,
  });
}

/** An IAM principal: root, role or user of an account, or an assumed-role session. */
export const principalArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:(?:iam::\d{12}:(?:root|(?:role|user)\/[\w+=,.@/-]+)|sts::\d{12}:(?:assumed-role|federated-user)\/[\w+=,.@/-]+)$/u,
    {
      error: 'must be the ARN of a role, a user or an account root, as in arn:aws:iam::111122223333:role/app',
    },
  );

/** Accepts text in which `${account.id}`, `${region}`, `${partition}` and `${Kind/name.attribute}` are filled. */
export function template(literal: z.ZodType<string, string>): z.ZodType<string | Unknown, string> {
  return z.union([literal, holed]).transform(unknownIfHoled);
}

/**
 * Accepts a literal, or `{ref: Key/customer-data}`, which stands for one attribute of that resource. Outputs the
 * literal, or an Unknown that the loader fills when manifests alone settle it.
 */
export function ref(
  about: Omit<Described, 'ref'> & {
    readonly to: readonly string[];
    readonly attribute: string;
    readonly literal: z.ZodType<string, string>;
  },
): z.ZodType<string | Unknown, string | { ref: string }> {
  const { to, attribute, literal, ...words } = about;
  const examples = words.examples ?? to.slice(0, 1).map((kind) => ({ ref: `${kind}/customer-data` }));
  const wants = `must be ${to.map((kind) => `${kind}/name`).join(' or ')}`;
  const address = z
    .string()
    .regex(new RegExp(`^(?:${to.join('|')})/[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?$`, 'u'), { error: wants });
  const reference = z.strictObject({
    ref: address.meta({
      description: `The address of the resource: ${to.map((kind) => `${kind}/name`).join(' or ')}`,
      examples: to.slice(0, 1).map((kind) => `${kind}/customer-data`),
    }),
  });
  const schema = z.union([literal, holed, reference]).transform((value, context): string | Unknown => {
    if (typeof value !== 'string') {
      return isAddress(value.ref) ? { $unknown: holeFor(value.ref, attribute) } : z.NEVER;
    }
    const [only, more] = holesOf(value);
    if (only?.is === 'attribute' && more === undefined && !to.includes(kindOf(only.of))) {
      context.addIssue({ code: 'custom', message: `${wants}, has ${only.of}`, input: value });
    }
    return unknownIfHoled(value);
  });
  return described(schema, { ...words, examples, ref: { to, attribute } });
}

/**
 * Accepts an IAM policy document, as YAML or as JSON text. Turns strings with holes into Unknown. Keeps every other
 * value as written, because only the policy code may judge what is equal.
 */
export function policyDocument(about: Omit<Described, 'policy'>): z.ZodType<TreeMap> {
  const document = z.record(z.string(), z.json());
  const schema = z.union([document, z.string()]).transform((value, context): TreeMap => {
    if (typeof value !== 'string') return holesInside(value);
    if (!value.trimStart().startsWith('{')) {
      const message = 'must be the document itself, as YAML or as JSON text, not its path or name';
      context.addIssue({ code: 'custom', message, input: value });
      return z.NEVER;
    }
    const { tree, problems } = readJson(value);
    for (const { is, message, position } of problems) {
      const what = is === 'syntax' ? 'is not JSON' : 'is ambiguous JSON';
      const at = `line ${String(position.line)}, column ${String(position.column)} of the text`;
      const params = { code: is === 'syntax' ? 'policy.json' : 'policy.duplicate-key' };
      context.addIssue({ code: 'custom', message: `${what}: ${message} (${at})`, params, input: value });
    }
    return isMap(tree) ? holesInside(tree) : z.NEVER;
  });
  return described(schema, { ...about, policy: true });
}

/**
 * Accepts tags by key; `null` removes one. Limits: 128 and 256 characters, 50 per resource, less the two of
 * Keywright.
 */
export function tags(
  about?: Partial<Described>,
): z.ZodType<Record<string, string | null>, Record<string, string | null>> {
  const value = z.union([
    z.string().max(256).regex(tagText, { error: 'has a character that AWS does not allow in a tag' }),
    z.null(),
  ]);
  const schema = z.record(tagKey, value).refine((record) => Object.keys(record).length <= 48, {
    error: 'has more than 48 tags: AWS allows 50, and Keywright needs two',
  });
  return described(schema, {
    description: 'Tags owned by this manifest, by key. Other tags are never changed; null removes a tag.',
    examples: [{ 'cost-center': '4711' }],
    ...about,
    onNull: about?.onNull ?? 'the tag is removed',
  });
}

/** Accepts a list whose order means nothing. A value given twice is an error; the order written is kept. */
export function setOf<T extends z.ZodType>(item: T, about: Omit<Described, 'set'>): z.ZodArray<T> {
  const schema = z.array(item).superRefine((items, context) => {
    const seen = new Set<string>();
    items.forEach((value, index) => {
      const text = stableText(value as Tree);
      if (seen.has(text))
        context.addIssue({ code: 'custom', message: 'is a duplicate', path: [index], input: value });
      seen.add(text);
    });
  });
  return described(schema, { ...about, set: true });
}

/** Accepts a length of time such as `90s`, `15m`, `12h` or `30d`. The output is milliseconds. */
export function duration(about: Described): z.ZodType<number, string> {
  const schema = z
    .string()
    .regex(/^[1-9]\d{0,5}[smhd]$/u, { error: 'must be a duration such as 90s, 15m, 12h or 30d' })
    .transform((text) => Number(text.slice(0, -1)) * unitMs[text.slice(-1) as keyof typeof unitMs]);
  return described(schema, about);
}

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

// Resource Groups Tagging API, TagKey and TagValue.
const tagText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

const tagKey = z
  .string()
  .min(1)
  .max(128)
  .regex(/^(?![aA][wW][sS]:)/u, { error: 'starts with aws:, which AWS reserves' })
  .regex(/^(?!keywright:)/u, { error: 'starts with keywright:, which Keywright reserves' })
  .regex(tagText, { error: 'has a character that AWS does not allow in a tag' });

const holed = z
  .string()
  .regex(/\$\{[^}]*\}/u, { error: 'must be text with a ${…}' })
  .refine(hasHoles);

function unknownIfHoled(text: string): string | Unknown {
  return hasHoles(text) ? { $unknown: text } : text;
}

function holesToUnknown(tree: Tree): Tree {
  if (typeof tree === 'string') return unknownIfHoled(tree);
  if (isUnknown(tree)) return tree;
  if (isList(tree)) return tree.map(holesToUnknown);
  return isMap(tree) ? holesInside(tree) : tree;
}

function holesInside(map: TreeMap): TreeMap {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, holesToUnknown(value)]));
}
