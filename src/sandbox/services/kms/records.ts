import { z } from 'zod';
import { documentSchema } from '../iam/document.ts';

const tag = z.object({ TagKey: z.string(), TagValue: z.string() });

/** What belongs to one key in one Region. State is derived from it and the time (`state.ts`). */
const key = z.object({
  id: z.string(),
  account: z.string(),
  region: z.string(),
  arn: z.string(),
  createdAt: z.number(),
  description: z.string(),
  enabled: z.boolean(),
  keySpec: z.string(),
  keyUsage: z.string(),
  origin: z.string(),
  manager: z.enum(['AWS', 'CUSTOMER']),
  multiRegion: z.boolean(),
  policy: documentSchema,
  tags: z.array(tag),
  /** Until then the key is `Creating` (a new replica) or `Updating` (a change of primary). */
  creatingUntil: z.number().optional(),
  updatingUntil: z.number().optional(),
  /** Without a date the key is a primary that waits for its replicas to be deleted. */
  deletion: z.object({ windowInDays: z.number(), date: z.number().optional() }).optional(),
  /** Set by hand in tests: the key's store is out of reach. */
  unavailable: z.boolean().optional(),
  importedMaterial: z.boolean().optional(),
});

/** Key material and what follows it: shared by all keys of a multi-Region family. */
const material = z.object({
  materialId: z.string(),
  rotation: z.object({ periodInDays: z.number(), since: z.number() }).optional(),
  /** Rotations made so far, oldest first, except automatic ones since `rotation.since`. */
  rotations: z.array(
    z.object({ at: z.number(), type: z.enum(['AUTOMATIC', 'ON_DEMAND']), materialId: z.string() }),
  ),
  onDemandUntil: z.number().optional(),
  family: z
    .object({
      primaryRegion: z.string(),
      regions: z.array(z.string()),
      /** While the primary moves, DescribeKey shows every member as a replica. */
      movingUntil: z.number().optional(),
    })
    .optional(),
});

const alias = z.object({
  name: z.string(),
  target: z.string(),
  createdAt: z.number(),
  updatedAt: z.number(),
});

/** The names that point to a key: what an alias quota or a condition on aliases asks. */
const keyAliases = z.object({ names: z.array(z.string()) });

const grant = z.object({
  id: z.string(),
  keyId: z.string(),
  name: z.string().optional(),
  createdAt: z.number(),
  /** Unique id of a role or user, else the ARN as given. */
  grantee: z.string().optional(),
  granteeService: z.string().optional(),
  retiring: z.string().optional(),
  retiringService: z.string().optional(),
  issuingAccount: z.string(),
  operations: z.array(z.string()),
  constraints: z
    .object({
      EncryptionContextEquals: z.record(z.string(), z.string()).optional(),
      EncryptionContextSubset: z.record(z.string(), z.string()).optional(),
      SourceArn: z.string().optional(),
    })
    .optional(),
  token: z.string(),
});

/** The last cryptographic use of a key: apart, because uses do not wait for each other. */
const usage = z.object({ operation: z.string(), at: z.number(), requestId: z.string() });

export const kmsTables = { key, material, alias, keyAliases, grant, usage } as const;

export type KeyRecord = z.infer<typeof key>;
export type MaterialRecord = z.infer<typeof material>;
export type AliasRecord = z.infer<typeof alias>;
export type GrantRecord = z.infer<typeof grant>;
export type TagRecord = z.infer<typeof tag>;
