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
  description: 'The date, at midnight UTC. Older objects follow immediately.',
  examples: ['2030-01-01'],
});

const kept = described(z.int().min(1).max(100).exactOptional(), {
  description: 'The number of newest noncurrent versions to retain.',
  unset: 'none is retained',
  examples: [3],
});

const storageClass = described(z.enum(storageClasses), {
  description: 'The target storage class.',
  examples: ['GLACIER'],
});

const filter = described(
  z
    .strictObject({
      prefix: described(z.string().min(1).max(1024).exactOptional(), {
        description: 'The prefix of the object key.',
        unset: 'any key',
        examples: ['logs/'],
      }),
      tags: described(z.record(z.string().min(1).max(128), z.string().max(256)).exactOptional(), {
        description: 'Tags that an object must have, all of them.',
        unset: 'any tags',
        examples: [{ keep: 'no' }],
      }),
      objectSizeGreaterThan: described(z.int().min(0).exactOptional(), {
        description: 'The size in bytes that an object must exceed.',
        unset: 'any size',
        examples: [1048576],
      }),
      objectSizeLessThan: described(z.int().min(1).exactOptional(), {
        description: 'The size in bytes that an object must stay below.',
        unset: 'any size',
        examples: [1073741824],
      }),
    })
    .exactOptional(),
  {
    description: 'The objects to which the rule applies: those that match every condition.',
    unset: 'every object',
    examples: [{ prefix: 'logs/' }],
  },
);

const expiration = described(
  z
    .strictObject({
      days: days(1, 'Days after the creation of an object.', 365).exactOptional(),
      date: date.exactOptional(),
      expiredObjectDeleteMarker: described(z.literal(true).exactOptional(), {
        description: 'Removes delete markers without remaining versions.',
        unset: 'they are kept',
        examples: [true],
      }),
    })
    .exactOptional(),
  {
    description: 'The expiration of current versions. In an unversioned bucket, the object is deleted.',
    unset: 'never',
    limits: ['one of days, date and expiredObjectDeleteMarker'],
    examples: [{ days: 365 }],
  },
);

const noncurrentVersionExpiration = described(
  z
    .strictObject({
      noncurrentDays: days(1, 'Days after a newer version was created.', 90),
      newerNoncurrentVersions: kept,
    })
    .exactOptional(),
  {
    description: 'The expiration of noncurrent versions.',
    unset: 'never',
    examples: [{ noncurrentDays: 90 }],
  },
);

const abortIncompleteMultipartUpload = described(
  z.strictObject({ daysAfterInitiation: days(1, 'Days after an upload started.', 7) }).exactOptional(),
  {
    description: 'The deletion of parts of incomplete uploads.',
    unset: 'never',
    examples: [{ daysAfterInitiation: 7 }],
  },
);

const transitions = described(
  z
    .array(
      z.strictObject({
        storageClass,
        days: days(0, 'Days after the creation of an object.', 90).exactOptional(),
        date: date.exactOptional(),
      }),
    )
    .min(1)
    .exactOptional(),
  {
    description: 'Transitions of current versions to other storage classes, each class once.',
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
        noncurrentDays: days(0, 'Days after a newer version was created.', 30),
        newerNoncurrentVersions: kept,
      }),
    )
    .min(1)
    .exactOptional(),
  {
    description: 'Transitions of noncurrent versions to other storage classes.',
    unset: 'never',
    examples: [[{ noncurrentDays: 30, storageClass: 'STANDARD_IA' }]],
  },
);

export const rule = z.strictObject({
  status: described(z.enum(['Enabled', 'Disabled']).exactOptional(), {
    description: 'Whether S3 applies the rule.',
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

/** Parses the rule of one side of a change: the facet makes it as a whole. */
export function ruleIn(side: Tree | undefined): Rule | undefined {
  return side === undefined || side === null ? undefined : rule.parse(side);
}

/** Rules by their IDs. */
export type Rules = Readonly<Record<string, Rule>>;

/** Parses the rules of a tree of this kind. */
export function rulesIn(tree: Tree | undefined): Rules {
  // Any text is an ID, `__proto__` too, which z.record leaves out.
  return Object.fromEntries(
    Object.entries(isMap(tree) ? tree : {}).map(([id, one]) => [id, rule.parse(one)]),
  );
}

/** Returns the rule with an ID, which may be called as a member that every object has. */
export function ruleOfId(rules: Rules, id: string): Rule | undefined {
  return Object.hasOwn(rules, id) ? rules[id] : undefined;
}

/** Lists what S3 refuses of one rule, as path and reason (S3 API, PutBucketLifecycleConfiguration). */
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
    [isIdle && rest.noncurrentVersionTransitions === undefined, '', 'has no action, so it has no effect'],
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
    [dated > 0 && counted > 0, 'transitions', 'uses days, but the rule uses a date elsewhere'],
    [early, 'transitions', 'STANDARD_IA and ONEZONE_IA accept objects after 30 days at the earliest'],
    [
      end?.days !== undefined && end.days <= lastMove,
      'expiration',
      'expires objects before their transition to another storage class',
    ],
  ];
  return flaws.flatMap(([is, field, why]) => (is ? [[field === '' ? [] : [field], why] as const] : []));
}
