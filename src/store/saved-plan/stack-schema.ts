import { z } from 'zod';
import type { Metadata, Reference } from '../../model/resource.ts';
import { metadataSchema, settingsSchema } from '../stack-parts.ts';
import { diagnostic, span } from '../../model/plan-schema/call.ts';
import { address, path, place, text, treeMap } from '../../model/plan-schema/values.ts';

const metadata: z.ZodType<Metadata> = metadataSchema;

const reference: z.ZodType<Reference> = z.strictObject({
  to: address,
  attribute: text,
  path,
  edge: z.boolean(),
});

const resource = z.strictObject({
  address,
  kind: text,
  place,
  metadata,
  spec: treeMap,
  references: z.array(reference),
  span,
});

export type ResourceOfFile = z.infer<typeof resource>;

export const stackSchema = z.strictObject({
  settings: settingsSchema,
  resources: z.array(resource),
  diagnostics: z.array(diagnostic),
});
