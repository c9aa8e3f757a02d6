import { z } from 'zod';
import { isAddress } from '../model/address.ts';
import { errors, type ErrorCode } from '../model/errors/index.ts';
import type { Path } from '../model/path.ts';
import type { Ignore, Metadata } from '../model/resource.ts';
import { day } from '../model/instant.ts';

/** The one version of the manifests' format. */
export const apiVersion = 'keywright.dev/v1';

const text = z.record(z.string(), z.string());

export const name = z
  .string()
  .max(63)
  .regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/u, {
    error: 'must be a DNS label: lower-case letters, digits, hyphens and dots, ends with a letter or digit',
  });

const address = z.string().refine(isAddress, { error: 'must be an address such as Key/customer-data' });

const ignore = z.strictObject({
  path: z
    .string()
    .regex(/^(?:\/(?:[^~/]|~[01])*)+$/u, { error: 'must be a path below spec, as in /rotation/periodInDays' })
    .meta({ description: 'A JSON Pointer below spec.', examples: ['/tags/owner'] }),
  reason: z
    .string()
    .min(1)
    .meta({
      description: 'The reason, shown wherever the path is ignored.',
      examples: ['set by the cost team'],
    }),
  until: z
    .union([z.iso.date(), z.iso.datetime({ offset: true })])
    .exactOptional()
    .meta({
      description: 'The end: a date (inclusive, UTC) or a time.',
      examples: ['2027-01-31'],
      ...unset('no end'),
    }),
});

/** Codes of warnings. What is an error stays one, whoever accepts it. */
const acceptable = Object.keys(errors).filter((code): code is ErrorCode => /^(?:policy|check)\./u.test(code));

const accept = z.strictObject({
  code: z.enum(acceptable).meta({ description: 'The code of the warning.', examples: ['policy.s3-context'] }),
  reason: z
    .string()
    .min(1)
    .meta({ description: 'Why the warning does not matter here.', examples: ['agreed with the audit team'] }),
  until: z.union([z.iso.date(), z.iso.datetime({ offset: true })]).meta({
    description: 'The end: a date (inclusive, UTC) or a time. Then the warning is shown again.',
    examples: ['2027-01-31'],
  }),
});

/** What people write for themselves, the same on a Stack and on a resource. */
const freeText = {
  labels: text.exactOptional().meta({
    description: 'Free text for selectors, not sent to AWS.',
    examples: [{ team: 'payments' }],
    ...unset('none'),
  }),
  annotations: text.exactOptional().meta({
    description: 'Free text for people and tools, not sent to AWS.',
    examples: [{ runbook: 'https://wiki.example.com/keys' }],
    ...unset('none'),
  }),
};

/** `metadata` of a resource's manifest, as written. */
export const metadataSchema = z
  .strictObject({
    name: name.meta({
      description: 'The name. With the kind, it forms the address of the resource.',
      examples: ['customer-data'],
      'x-keywright': {
        changes: 'another name means another resource, unless formerly lists the old address',
      },
    }),
    account: z
      .string()
      .regex(/^\d{12}$/u, { error: 'must be a 12-digit AWS account ID' })
      .exactOptional()
      .meta({
        description: 'The account of the resource.',
        examples: ['111122223333'],
        'x-keywright': { immutable: true, unset: 'the default of the Stack' },
      }),
    region: z
      .string()
      .exactOptional()
      .meta({
        description: 'The Region of the resource.',
        examples: ['eu-central-1'],
        'x-keywright': { immutable: true, unset: 'the default of the Stack' },
      }),
    ...freeText,
    adopt: z
      .union([z.string().min(1), z.literal(true)])
      .exactOptional()
      .meta({
        description:
          'Takes over an existing resource: the id or ARN of a key, the current target of an alias, or true. A grant cannot be adopted.',
        examples: ['1234abcd-12ab-34cd-56ef-1234567890ab', true],
        ...unset(
          'Keywright leaves an existing, unmanaged resource alone, and the plan shows the line to add',
        ),
      }),
    formerly: z
      .array(address)
      .exactOptional()
      .meta({
        description: 'Earlier addresses of this resource.',
        examples: [['Key/old-name']],
        ...unset('none'),
      }),
    state: z
      .enum(['present', 'absent', 'released'])
      .exactOptional()
      .meta({
        description:
          'present: as declared in spec. absent: a tombstone; Keywright deletes the resource, with approval and only while unused. released: Keywright removes its ownership tags and stops managing the resource.',
        examples: ['absent'],
        ...unset('present'),
      }),
    keyId: z
      .string()
      .min(1)
      .exactOptional()
      .meta({
        description: 'With state: absent, the id of the key that may be deleted.',
        examples: ['1234abcd-12ab-34cd-56ef-1234567890ab'],
        ...unset('no key is deleted'),
      }),
    mode: z
      .enum(['observe', 'approve', 'enforce'])
      .exactOptional()
      .meta({
        description: 'A stricter mode than the mode of the Stack. The stricter of the two applies.',
        examples: ['observe'],
        ...unset('the mode of the Stack'),
      }),
    apply: z
      .enum(['off', 'approve', 'auto'])
      .exactOptional()
      .meta({
        description:
          'How a daemon handles changes from Git. The strictest of this, the Stack and its rules applies.',
        examples: ['approve'],
        ...unset('as the Stack says'),
      }),
    heal: z
      .enum(['off', 'protective', 'auto'])
      .exactOptional()
      .meta({
        description: 'How a daemon handles drift. The strictest of this, the Stack and its rules applies.',
        examples: ['protective'],
        ...unset('as the Stack says'),
      }),
    prune: z
      .enum(['approve', 'auto', 'never'])
      .exactOptional()
      .meta({
        description:
          'The fate of a grant whose manifest is deleted. approve: revoked after an approval (cut-off). auto: revoked without approval. never: kept and reported as an orphan. The last accepted value applies. Other kinds are always kept.',
        examples: ['never'],
        ...unset('approve'),
      }),
    ignore: z
      .array(ignore)
      .exactOptional()
      .meta({
        description: 'Paths whose differences are ignored.',
        examples: [[{ path: '/tags/owner', reason: 'set by the cost team', until: '2027-01-31' }]],
        ...unset('every difference is shown and reverted'),
      }),
    accept: z
      .array(accept)
      .exactOptional()
      .meta({
        description: 'Warnings about this resource that are accepted. An error cannot be accepted.',
        examples: [
          [{ code: 'policy.s3-context', reason: 'agreed with the audit team', until: '2027-01-31' }],
        ],
        ...unset('every warning is shown'),
      }),
  })
  .superRefine(({ keyId, state }, context) => {
    if (keyId === undefined || state === 'absent') return;
    context.addIssue({ code: 'custom', path: ['keyId'], message: 'belongs to state: absent', input: keyId });
  });

/** `metadata` of the Stack. */
export const stackMetadataSchema = z.strictObject({
  name: name.meta({
    description: 'The name of the Stack. With uid, it forms the ownership tag in AWS.',
    examples: ['estate'],
    'x-keywright': { identity: true },
  }),
  ...freeText,
});

/** States what leaving a field out means, in the form in which the fields of kinds say it. */
function unset(meaning: string): { readonly 'x-keywright': { readonly unset: string } } {
  return { 'x-keywright': { unset: meaning } };
}

type Written = z.infer<typeof metadataSchema>;

/** Fills in the defaults of metadata. */
export function metadataOf(written: Written): Metadata {
  const { accept, adopt, apply, heal, keyId, mode, prune } = written;
  return {
    name: written.name,
    labels: written.labels ?? {},
    annotations: written.annotations ?? {},
    ...(adopt === undefined ? {} : { adopt }),
    formerly: written.formerly ?? [],
    state: written.state ?? 'present',
    ...(keyId === undefined ? {} : { keyId }),
    ...(mode === undefined ? {} : { mode }),
    ...(apply === undefined ? {} : { apply }),
    ...(heal === undefined ? {} : { heal }),
    ...(prune === undefined ? {} : { prune }),
    ignore: (written.ignore ?? []).map(ignoreOf),
    ...(accept === undefined
      ? {}
      : { accept: accept.map((entry) => ({ ...entry, until: endOf(entry.until) })) }),
  };
}

function ignoreOf({ path, reason, until }: NonNullable<Written['ignore']>[number]): Ignore {
  return { path: path as Path, reason, ...(until === undefined ? {} : { until: endOf(until) }) };
}

/** Converts an end to a time; a date means the end of that day, UTC. */
function endOf(until: string): number {
  const at = Date.parse(until);
  return until.length === 'yyyy-mm-dd'.length ? at + day : at;
}
