import { z } from 'zod';
import { isMap, type Tree } from '../../model/tree.ts';
import { described } from '../shared/fields.ts';

/** TransitionStorageClass (S3 API, Transition). */
const storageClasses = [
  'DEEP_ARCHIVE',
  'GLACIER',
  'GLACIER_IR',
  'INTELLIGENT_TIERING',
  'ONEZONE_IA',
  'STANDARD_IA',
] as const;

function days(least: number, description: string, example: number): z.ZodInt {
  return described(z.int().min(least), { description, examples: [example] });
}

const date = described(z.iso.date(), {
  description: 'The day on which it happens, midnight UTC. What is older then follows at once.',
  examples: ['2030-01-01'],
});

const kept = described(z.int().min(1).max(100).exactOptional(), {
  description: 'How many of the newest former versions stay as they are.',
  unset: 'none stays',
  examples: [3],
});

const storageClass = described(z.enum(storageClasses), {
  description: 'The storage class that they move to.',
  examples: ['GLACIER'],
});

const filter = described(
  z
    .strictObject({
      prefix: described(z.string().min(1).max(1024).exactOptional(), {
        description: 'What the key of an object begins with.',
        unset: 'any key',
        examples: ['logs/'],
      }),
      tags: described(z.record(z.string().min(1).max(128), z.string().max(256)).exactOptional(), {
        description: 'Tags that an object has, all of them.',
        unset: 'any tags',
        examples: [{ keep: 'no' }],
      }),
      objectSizeGreaterThan: described(z.int().min(0).exactOptional(), {
        description: 'Bytes that an object must exceed.',
        unset: 'any size',
        examples: [1048576],
      }),
      objectSizeLessThan: described(z.int().min(1).exactOptional(), {
        description: 'Bytes that an object must stay below.',
        unset: 'any size',
        examples: [1073741824],
      }),
    })
    .exactOptional(),
  {
    description: 'The objects that the rule is for: those that match all of it.',
    unset: 'every object',
    examples: [{ prefix: 'logs/' }],
  },
);

const expiration = described(
  z
    .strictObject({
      days: days(1, 'Days after an object was made.', 365).exactOptional(),
      date: date.exactOptional(),
      expiredObjectDeleteMarker: described(z.literal(true).exactOptional(), {
        description: 'Removes delete markers under which no version is left.',
        unset: 'they stay',
        examples: [true],
      }),
    })
    .exactOptional(),
  {
    description: 'When current versions end. In a bucket without versions the object is deleted.',
    unset: 'never',
    limits: ['one of days, date and expiredObjectDeleteMarker'],
    examples: [{ days: 365 }],
  },
);

const noncurrentVersionExpiration = described(
  z
    .strictObject({
      noncurrentDays: days(1, 'Days after a newer version came.', 90),
      newerNoncurrentVersions: kept,
    })
    .exactOptional(),
  { description: 'When former versions are deleted.', unset: 'never', examples: [{ noncurrentDays: 90 }] },
);

const abortIncompleteMultipartUpload = described(
  z.strictObject({ daysAfterInitiation: days(1, 'Days after an upload began.', 7) }).exactOptional(),
  {
    description: 'When the parts of an upload that was never completed are deleted.',
    unset: 'never',
    examples: [{ daysAfterInitiation: 7 }],
  },
);

const transitions = described(
  z
    .array(
      z.strictObject({
        storageClass,
        days: days(0, 'Days after an object was made.', 90).exactOptional(),
        date: date.exactOptional(),
      }),
    )
    .min(1)
    .exactOptional(),
  {
    description: 'When current versions move to another storage class, each class once.',
    unset: 'never',
    limits: ['each has days or a date'],
    examples: [[{ days: 90, storageClass: 'STANDARD_IA' }]],
  },
);

const noncurrentVersionTransitions = described(
  z
    .array(
      z.strictObject({
        storageClass,
        noncurrentDays: days(0, 'Days after a newer version came.', 30),
        newerNoncurrentVersions: kept,
      }),
    )
    .min(1)
    .exactOptional(),
  {
    description: 'When former versions move to another storage class.',
    unset: 'never',
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
  // Any text is an ID, `__proto__` too, which z.record leaves out.
  return Object.fromEntries(
    Object.entries(isMap(tree) ? tree : {}).map(([id, one]) => [id, rule.parse(one)]),
  );
}

/** The rule with an ID, which may be called as a member that every object has. */
export function ruleOfId(rules: Rules, id: string): Rule | undefined {
  return Object.hasOwn(rules, id) ? rules[id] : undefined;
}

/** What S3 refuses of one rule, as path and reason (S3 API, PutBucketLifecycleConfiguration). */
export function flawsOf(of: Rule): readonly (readonly [path: readonly string[], why: string])[] {
  const { filter: by, expiration: end, transitions: moves = [], ...rest } = of;
  const actions = [end, rest.noncurrentVersionExpiration, rest.abortIncompleteMultipartUpload];
  const isIdle = actions.every((one) => one === undefined) && moves.length === 0;
  const byTag = Object.keys(by?.tags ?? {}).length > 0;
  const classes = moves.map((move) => move.storageClass);
  const all = [...moves, ...(end === undefined ? [] : [end])];
  const dated = all.filter((one) => one.date !== undefined).length;
  const counted = all.filter((one) => one.days !== undefined).length;
  const lastMove = Math.max(-1, ...moves.map((move) => move.days ?? -1));
  const early = moves.some(({ storageClass: to, days: after = 30 }) => to.endsWith('_IA') && after < 30);
  const flaws: readonly (readonly [boolean, string, string])[] = [
    [isIdle && rest.noncurrentVersionTransitions === undefined, '', 'does nothing: it has no action'],
    [
      byTag && end?.expiredObjectDeleteMarker !== undefined,
      'expiration',
      'delete markers have no tags, so the filter cannot name any',
    ],
    [
      byTag && rest.abortIncompleteMultipartUpload !== undefined,
      'abortIncompleteMultipartUpload',
      'incomplete uploads have no tags, so the filter cannot name any',
    ],
    [
      end !== undefined && Object.keys(end).length !== 1,
      'expiration',
      'has one of days, date and expiredObjectDeleteMarker',
    ],
    [
      moves.some((move) => (move.days === undefined) === (move.date === undefined)),
      'transitions',
      'each has days or a date, and not both',
    ],
    [new Set(classes).size < classes.length, 'transitions', 'names one storage class twice'],
    [dated > 0 && counted > 0, 'transitions', 'counts in days what the rule elsewhere gives a date'],
    [early, 'transitions', 'STANDARD_IA and ONEZONE_IA take objects after 30 days at the earliest'],
    [
      end?.days !== undefined && end.days <= lastMove,
      'expiration',
      'ends objects before they move to another storage class',
    ],
  ];
  return flaws.flatMap(([is, field, why]) => (is ? [[field === '' ? [] : [field], why] as const] : []));
}
