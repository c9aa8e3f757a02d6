import { z } from 'zod';
import type { Coordination, Handling, Settings } from '../model/resource.ts';
import { address, approvalClass, errorCode, path, text } from '../model/plan-schema/values.ts';
import { approvalClasses } from '../model/approval.ts';

const strings = z.record(text, text);

const mode = z.enum(['observe', 'approve', 'enforce']);
const apply = z.enum(['off', 'approve', 'auto']);
const heal = z.enum(['off', 'protective', 'auto']);

const handling: z.ZodType<Handling> = z.strictObject({
  labels: strings.exactOptional(),
  apply: apply.exactOptional(),
  heal: heal.exactOptional(),
  windows: z.array(z.strictObject({ opens: text, lasts: z.number(), timeZone: text })).exactOptional(),
});

/** A class that an earlier Keywright knew, say `replace`, releases nothing any more. */
const released = z.codec(z.array(text), z.array(approvalClass), {
  decode: (classes) => classes.flatMap((one) => approvalClasses.find((known) => known === one) ?? []),
  encode: (classes) => classes,
});

export const coordinationSchema: z.ZodType<Coordination> = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('directory'), path: text }),
  z.strictObject({ is: z.literal('s3'), bucket: text, prefix: text, account: text, region: text }),
]);

export const settingsSchema: z.ZodType<Settings> = z.strictObject({
  name: text,
  uid: text,
  partition: text,
  accounts: z.array(
    z.strictObject({
      id: text,
      roles: z
        .strictObject({
          read: text,
          write: text,
          destroy: text.exactOptional(),
          coordination: text.exactOptional(),
        })
        .exactOptional(),
      externalId: text.exactOptional(),
      regions: z.array(text),
    }),
  ),
  mode: mode.exactOptional(),
  keyAdministrators: z.array(text),
  trustedAccounts: z.array(text),
  organization: text.exactOptional(),
  rolePolicies: z.strictObject({ allowActions: z.array(text) }).exactOptional(),
  tags: strings,
  caps: z.strictObject({
    count: z.number(),
    percent: z.number(),
    hourly: z.strictObject({ count: z.number(), percent: z.number() }).exactOptional(),
  }),
  handling: z.array(handling).exactOptional(),
  waves: z.array(z.array(text)).exactOptional(),
  notify: text.exactOptional(),
  release: released,
  coordination: coordinationSchema.exactOptional(),
});

export const metadataSchema = z.strictObject({
  name: text,
  labels: strings,
  annotations: strings,
  adopt: z.union([text, z.literal(true)]).exactOptional(),
  formerly: z.array(address),
  state: z.enum(['present', 'absent', 'released']),
  keyId: text.exactOptional(),
  mode: mode.exactOptional(),
  apply: apply.exactOptional(),
  heal: heal.exactOptional(),
  prune: z.enum(['approve', 'auto', 'never']).exactOptional(),
  partOf: address.exactOptional(),
  ignore: z.array(z.strictObject({ path, reason: text, until: z.number().exactOptional() })),
  accept: z.array(z.strictObject({ code: errorCode, reason: text, until: z.number() })).exactOptional(),
});
