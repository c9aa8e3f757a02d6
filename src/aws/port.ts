import type { Aws, Call, Role } from '../model/call.ts';
import { hasUnknown } from '../model/tree.ts';
import { createAttempts, type AttemptParts } from './attempts.ts';
import { isRead, operationOf } from './operations.ts';
import { joiningPages } from './pages.ts';
import { sharingReads } from './sharing.ts';
import { verifyingAccounts } from './verified.ts';

/**
 * Creates the one way to AWS. It shares equal reads, verifies the account before its first call, and joins pages.
 * Each request has a deadline and takes its turn. Throttled and transient errors are retried. Reads go through an
 * account's read role and writes through its write role, unless `roleOf` says otherwise.
 */
export function createAws(parts: AttemptParts & { readonly roleOf?: (call: Call) => Role }): Aws {
  const shared = sharingReads(
    joiningPages(verifyingAccounts(createAttempts(parts), parts.clock)),
    parts.clock,
    parts.roleOf,
  );
  return {
    call(call, options) {
      if (hasUnknown(call.input)) {
        throw new Error(`${call.op} holds a value that AWS has not assigned yet: it must not be sent`);
      }
      return shared.call(addressed(call), options);
    },
  };
}

/**
 * Restricts AWS to reads, for planning and observing. A write there is a mistake in the program, not something AWS
 * should judge.
 */
export function readOnly(aws: Aws): Aws {
  return {
    call(call, options) {
      if (!isRead(call.op)) throw new Error(`${call.op} writes, and this part of Keywright only reads`);
      return aws.call(call, options);
    },
  };
}

/**
 * Adds the expected owner to a call. A bucket that another account deleted and made again must not be taken for ours.
 */
function addressed(call: Call): Call {
  if (operationOf(call.op).bucketOwner !== true || call.input['ExpectedBucketOwner'] !== undefined)
    return call;
  return { ...call, input: { ...call.input, ExpectedBucketOwner: call.at.account } };
}
