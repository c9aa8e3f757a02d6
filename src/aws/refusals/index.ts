import type { Service } from '../../model/call.ts';
import { cloudtrailCommon, cloudtrailRefusals } from './cloudtrail.ts';
import { iamCommon, iamRefusals } from './iam.ts';
import { kmsCommon, kmsRefusals } from './kms.ts';
import type { Refusals } from './refusal.ts';
import { s3Common, s3Refusals } from './s3.ts';

export type { Met, Refusal, Refusals } from './refusal.ts';

/** What AWS documents that it refuses: of each service what every write may meet, and what each write may meet besides. */
export const refusals = {
  kms: { common: kmsCommon, of: kmsRefusals },
  s3: { common: s3Common, of: s3Refusals },
  cloudtrail: { common: cloudtrailCommon, of: cloudtrailRefusals },
  iam: { common: iamCommon, of: iamRefusals },
} as const satisfies Partial<
  Record<Service, { readonly common: Refusals; readonly of: Readonly<Record<string, Refusals>> }>
>;
