import { z } from 'zod';
import type { Decisions, StopOrder } from '../../model/decisions.ts';
import { approvalClasses } from '../../model/approval.ts';
import { addressSchema } from '../journal-state.ts';

/**
 * The document of the decisions. Its objects are loose: a field that a newer version added stays where it is when this
 * version writes the document again (authority.md §4.19).
 */
const decided = {
  id: z.string(),
  by: z.looseObject({ id: z.string(), name: z.string() }),
  at: z.number(),
};

const bounded = { ...decided, why: z.string(), until: z.number() };

const addresses = z.array(addressSchema);

const approved = z.looseObject({
  uid: z.string(),
  account: z.string(),
  awsId: z.string(),
  address: addressSchema,
  step: z.string(),
  classes: z.array(z.enum(approvalClasses)),
  calls: z.string(),
  desired: z.string(),
  observed: z.string(),
  guardrails: z.string(),
  commit: z.string(),
  plan: z.string(),
});

const counted = z.looseObject({
  address: addressSchema,
  account: z.string(),
  kind: z.string(),
  at: z.number(),
});

const under = z.looseObject({ version: z.string(), settings: z.string(), guardrails: z.string() });

const decisionsSchema: z.ZodType<Decisions> = z.looseObject({
  approvals: z.array(
    z.looseObject({ ...decided, until: z.number(), of: approved, usedAt: z.number().exactOptional() }),
  ),
  rejections: z.array(
    z.looseObject({
      ...decided,
      of: z.looseObject({
        address: addressSchema,
        step: z.string(),
        desired: z.string(),
        observed: z.string(),
      }),
      why: z.string(),
    }),
  ),
  pauses: z.array(z.looseObject({ ...bounded, addresses: addresses.exactOptional() })),
  silences: z.array(
    z.looseObject({
      ...bounded,
      addresses: addresses.exactOptional(),
      labels: z.record(z.string(), z.string()).exactOptional(),
    }),
  ),
  pin: z.looseObject({ ...bounded, commit: z.string() }).exactOptional(),
  freeze: z.looseObject(bounded).exactOptional(),
  yielded: z.looseObject({ ...bounded, to: z.string() }).exactOptional(),
  losses: z.array(counted),
  writes: z.array(counted),
  brakes: z.array(z.looseObject({ kind: z.string(), at: z.number(), confirmed: z.number() })),
  letGo: z.array(z.looseObject({ ...bounded, kind: z.string().exactOptional() })),
  reverts: z.array(z.looseObject({ address: addressSchema, path: z.string(), at: z.number() })),
  taken: z
    .looseObject({
      revision: z.string(),
      commit: z.string().exactOptional(),
      at: z.number(),
      by: decided.by,
      under,
      contributors: z.array(z.string()).exactOptional(),
    })
    .exactOptional(),
  sourceReadAt: z.number().exactOptional(),
  upgrade: z
    .looseObject({
      at: z.number(),
      steps: z.array(z.looseObject({ step: z.string(), desired: z.string(), observed: z.string() })),
    })
    .exactOptional(),
  verdicts: z.looseObject({ under, outOfSync: addresses }).exactOptional(),
});

export const stopSchema: z.ZodType<StopOrder> = z.looseObject({
  by: z.string(),
  why: z.string(),
  at: z.number(),
});

/** The format that this version writes where there is no document yet. Older ones are written as they were found. */
export const newestVersion = 1;

export const decisionsDocument = z.looseObject({
  keywright: z.literal('decisions'),
  version: z.int().positive(),
  /** Whose they are. */
  stack: z.looseObject({ name: z.string(), uid: z.string() }),
  /** Grows with each change, so that no two states of the document are the same text. */
  sequence: z.number(),
  /** Who wrote it: two writers of one sequence never write the same text. */
  writer: z.string(),
  decisions: decisionsSchema,
});

export type DecisionsDocument = z.infer<typeof decisionsDocument>;
