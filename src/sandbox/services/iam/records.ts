import { z } from 'zod';

/** A role or user. The document texts are kept as put: IAM gives them back as they were. */
const principal = z.object({
  type: z.enum(['role', 'user']),
  name: z.string(),
  arn: z.string(),
  path: z.string(),
  uniqueId: z.string(),
  createdAt: z.number(),
  description: z.string().optional(),
  trust: z.string(),
  policies: z.record(z.string(), z.string()),
});

/** Scope: the account. Id: `role/name` or `user/name`; a path does not make a name free again. */
export const iamTables = { principal } as const;

export type PrincipalRecord = z.infer<typeof principal>;
