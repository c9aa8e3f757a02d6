import { z } from 'zod';
import type { Accepted, AcceptedResource } from '../model/accepted.ts';
import type { Address } from '../model/address.ts';
import { path, tree } from '../model/plan-schema/values.ts';
import { metadataSchema, settingsSchema } from './stack-parts.ts';

const resource: z.ZodType<AcceptedResource> = metadataSchema
  .pick({
    adopt: true,
    formerly: true,
    state: true,
    mode: true,
    apply: true,
    heal: true,
    prune: true,
    ignore: true,
    accept: true,
    partOf: true,
  })
  .extend({
    labels: z.record(z.string(), z.string()).exactOptional(),
    thing: z.string().exactOptional(),
    managed: z
      .array(z.strictObject({ path, value: tree }))
      .readonly()
      .exactOptional(),
    ownership: z.string().exactOptional(),
    rest: z.record(z.string(), tree).exactOptional(),
    left: z.literal(true).exactOptional(),
  });

/** The accepted Stack as a store keeps it. */
export const acceptedDocument = z.strictObject({
  settings: settingsSchema,
  resources: z.record(z.templateLiteral([z.string(), '/', z.string()]), resource),
});

export type AcceptedDocument = z.infer<typeof acceptedDocument>;

export function acceptedOf({ settings, resources }: AcceptedDocument): Accepted {
  return { settings, resources: new Map(Object.entries(resources) as [Address, AcceptedResource][]) };
}

export function documentOf({ settings, resources }: Accepted): AcceptedDocument {
  return { settings, resources: Object.fromEntries(resources) };
}
