import { z } from 'zod';
import type { Tree } from '../../model/tree.ts';
import { described } from '../shared/fields.ts';

const days = z.int().min(1);
const kept = z.int().min(1).max(100);
const date = z.iso.date();

/** TransitionStorageClass (S3 API, Transition). */
const storageClasses = [
  'DEEP_ARCHIVE',
  'GLACIER',
  'GLACIER_IR',
  'INTELLIGENT_TIERING',
  'ONEZONE_IA',
  'STANDARD_IA',
] as const;

const filter = described(
  z
    .strictObject({
      prefix: z.string().min(1).max(1024).exactOptional(),
      tags: z.record(z.string().min(1).max(128), z.string().max(256)).exactOptional(),
      objectSizeGreaterThan: z.int().min(0).exactOptional(),
      objectSizeLessThan: z.int().min(1).exactOptional(),
    })
    .exactOptional(),
  {
    description: 'The objects that the rule is for: those that match all of it. None: every object.',
    examples: [{ prefix: 'logs/' }],
  },
);

const expiration = described(
  z
    .union([
      z.strictObject({ days }),
      z.strictObject({ date }),
      z.strictObject({ expiredObjectDeleteMarker: z.literal(true) }),
    ])
    .exactOptional(),
  {
    description:
      'When a current version ends: so many days after it was made, or on a date (midnight UTC). In a bucket without versions the object is deleted. Or the removal of delete markers without versions.',
    examples: [{ days: 365 }],
  },
);

const noncurrentVersionExpiration = described(
  z.strictObject({ noncurrentDays: days, newerNoncurrentVersions: kept.exactOptional() }).exactOptional(),
  {
    description:
      'When a former version is deleted: so many days after a newer one came, but for the newest `newerNoncurrentVersions`.',
    examples: [{ noncurrentDays: 90 }],
  },
);

const abortIncompleteMultipartUpload = described(
  z.strictObject({ daysAfterInitiation: days }).exactOptional(),
  {
    description: 'When the parts of an upload that was never completed are deleted.',
    examples: [{ daysAfterInitiation: 7 }],
  },
);

const storageClass = z.enum(storageClasses);

const transitions = described(
  z
    .array(
      z.union([
        z.strictObject({ storageClass, days: z.int().min(0) }),
        z.strictObject({ storageClass, date }),
      ]),
    )
    .min(1)
    .exactOptional(),
  {
    description: 'When current versions move to another storage class, each class once.',
    examples: [[{ days: 90, storageClass: 'STANDARD_IA' }]],
  },
);

const noncurrentVersionTransitions = described(
  z
    .array(
      z.strictObject({
        storageClass,
        noncurrentDays: z.int().min(0),
        newerNoncurrentVersions: kept.exactOptional(),
      }),
    )
    .min(1)
    .exactOptional(),
  {
    description: 'When former versions move to another storage class.',
    examples: [[{ noncurrentDays: 30, storageClass: 'STANDARD_IA' }]],
  },
);

export const rule = z.strictObject({
  status: described(z.enum(['Enabled', 'Disabled']).exactOptional(), {
    description: 'Whether S3 acts on the rule.',
    unset: 'Enabled',
    examples: ['Enabled'],
  }),
  filter,
  expiration,
  noncurrentVersionExpiration,
  abortIncompleteMultipartUpload,
  transitions,
  noncurrentVersionTransitions,
});

export type Rule = z.infer<typeof rule>;

/** The rule of one side of a change: the facet makes it as a whole. */
export function ruleIn(side: Tree | undefined): Rule | undefined {
  return side === undefined || side === null ? undefined : rule.parse(side);
}

/** Rules by their IDs. */
export type Rules = Readonly<Record<string, Rule>>;

/** The rules of a tree of this kind. */
export function rulesIn(tree: Tree | undefined): Rules {
  return tree === undefined ? {} : z.record(z.string(), rule).parse(tree);
}

/** What S3 refuses of one rule, as path and reason (S3 API, PutBucketLifecycleConfiguration). */
export function flawsOf(of: Rule): readonly (readonly [path: readonly string[], why: string])[] {
  const { filter: by, expiration: end, transitions: moves = [], ...rest } = of;
  const actions = [end, rest.noncurrentVersionExpiration, rest.abortIncompleteMultipartUpload];
  const isIdle = actions.every((one) => one === undefined) && moves.length === 0;
  const byTag = Object.keys(by?.tags ?? {}).length > 0;
  const classes = moves.map((move) => move.storageClass);
  const dated = [...moves, ...(end === undefined ? [] : [end])].filter((one) => 'date' in one).length;
  const counted = [...moves, ...(end === undefined ? [] : [end])].filter((one) => 'days' in one).length;
  const lastMove = Math.max(-1, ...moves.map((move) => ('days' in move ? move.days : -1)));
  const early = moves.some((move) => 'days' in move && move.storageClass.endsWith('_IA') && move.days < 30);
  const flaws: readonly (readonly [boolean, string, string])[] = [
    [isIdle && rest.noncurrentVersionTransitions === undefined, '', 'does nothing: it has no action'],
    [
      byTag && end !== undefined && 'expiredObjectDeleteMarker' in end,
      'expiration',
      'delete markers have no tags, so the filter cannot name any',
    ],
    [
      byTag && rest.abortIncompleteMultipartUpload !== undefined,
      'abortIncompleteMultipartUpload',
      'incomplete uploads have no tags, so the filter cannot name any',
    ],
    [new Set(classes).size < classes.length, 'transitions', 'names one storage class twice'],
    [dated > 0 && counted > 0, 'transitions', 'counts in days what the rule elsewhere gives a date'],
    [early, 'transitions', 'STANDARD_IA and ONEZONE_IA take objects after 30 days at the earliest'],
    [
      end !== undefined && 'days' in end && end.days <= lastMove,
      'expiration',
      'ends objects before they move to another storage class',
    ],
  ];
  return flaws.flatMap(([is, field, why]) => (is ? [[field === '' ? [] : [field], why] as const] : []));
}
