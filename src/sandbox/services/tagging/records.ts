import { z } from 'zod';

/** A deleted resource that the tag index goes on showing for a while. Scope: account/region. Id: its ARN. */
const ghost = z.object({
  arn: z.string(),
  type: z.string(),
  tags: z.array(z.object({ Key: z.string(), Value: z.string() })),
  until: z.number(),
});

export const taggingTables = { ghost } as const;
