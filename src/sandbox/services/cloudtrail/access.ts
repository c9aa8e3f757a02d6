import type { Context } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { callerOf } from '../iam/caller.ts';
import type { Keys } from '../iam/variables.ts';
import { judgeIdentity } from '../iam/evaluate.ts';
import { callerKeys } from '../iam/global-keys.ts';
import { trailsOf } from './find.ts';

/**
 * Refuses what IAM does not allow. CloudTrail has no resource policy for trails: IAM alone decides (Service
 * Authorization Reference).
 */
export function requireAccess(
  context: Context,
  resource: string,
  action = context.request.operation,
  more: Keys = {},
): void {
  const caller = callerOf(context);
  const name = action.includes(':') ? action : `cloudtrail:${action}`;
  const trail = trailsOf(context.world, context.request.account).find(({ arn }) => arn === resource);
  const tags = (trail?.tags ?? []).map(
    ({ Key, Value }) => [`aws:resourcetag/${Key.toLowerCase()}`, Value] as const,
  );
  const keys = { ...callerKeys(context, caller), ...Object.fromEntries(tags), ...more };
  const ask = { caller, action: name, resource, keys };
  if (judgeIdentity(ask) === 'allow') return;
  refuse(
    'AccessDeniedException',
    `User: ${caller.arn} is not authorized to perform: ${name} on resource: ${resource} because no identity-based policy allows the ${name} action`,
  );
}
