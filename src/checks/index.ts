import type { Diagnostic } from '../model/diagnostic.ts';
import type { Stack } from '../model/resource.ts';
import type { Check } from './check.ts';
import { encryptionContext } from './encryption-context.ts';
import { keyForS3 } from './key-for-s3.ts';
import { onePlace } from './one-place.ts';
import { replicaParity } from './replica-parity.ts';
import { trailAccess } from './trail-access.ts';
import { trustedAccounts } from './trusted-accounts.ts';

const checks: readonly Check[] = [
  onePlace,
  keyForS3,
  encryptionContext,
  trailAccess,
  replicaParity,
  trustedAccounts,
];

/** Everything that is wrong between the resources of a stack, in the order of the rules. */
export function checkStack(stack: Stack): readonly Diagnostic[] {
  return checks.flatMap((check) => check(stack));
}
