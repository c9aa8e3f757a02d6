import { z } from 'zod';
import type { Metadata, Reference, Settings } from '../../model/resource.ts';
import { address, approvalClass, diagnostic, path, place, span, strings, text, treeMap } from './parts.ts';

const mode = z.enum(['observe', 'approve', 'enforce']);

const settings: z.ZodType<Settings> = z.strictObject({
  name: text,
  uid: text,
  partition: text,
  accounts: z.array(
    z.strictObject({
      id: text,
      roles: z.strictObject({ read: text, write: text }).exactOptional(),
      externalId: text.exactOptional(),
      regions: z.array(text),
    }),
  ),
  mode: mode.exactOptional(),
  keyAdministrators: z.array(text),
  trustedAccounts: z.array(text),
  rolePolicies: z.strictObject({ allowActions: z.array(text) }).exactOptional(),
  tags: strings,
  caps: z.strictObject({ count: z.number(), percent: z.number() }),
  release: z.array(approvalClass),
  coordination: z
    .discriminatedUnion('is', [
      z.strictObject({ is: z.literal('directory'), path: text }),
      z.strictObject({ is: z.literal('s3'), bucket: text, prefix: text, account: text, region: text }),
    ])
    .exactOptional(),
});

const metadata: z.ZodType<Metadata> = z.strictObject({
  name: text,
  labels: strings,
  annotations: strings,
  adopt: z.union([text, z.literal(true)]).exactOptional(),
  formerly: z.array(address),
  state: z.enum(['present', 'absent', 'released']),
  keyId: text.exactOptional(),
  mode: mode.exactOptional(),
  ignore: z.array(z.strictObject({ path, reason: text, until: z.number().exactOptional() })),
});

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
  settings,
  resources: z.array(resource),
  diagnostics: z.array(diagnostic),
});
