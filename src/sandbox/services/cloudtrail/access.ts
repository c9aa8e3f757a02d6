import type { Context } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { callerOf } from '../iam/caller.ts';
import { judgeIdentity } from '../iam/evaluate.ts';
import { callerKeys } from '../kms/authorize.ts';

/** CloudTrail has no resource policy for trails: IAM alone decides (Service Authorization Reference). */
export function requireAccess(context: Context, resource: string, action = context.request.operation): void {
  const caller = callerOf(context);
  const name = `cloudtrail:${action}`;
  const ask = { caller, action: name, resource, keys: callerKeys(context, caller) };
  if (judgeIdentity(ask) === 'allow') return;
  refuse(
    'AccessDeniedException',
    `User: ${caller.arn} is not authorized to perform: ${name} on resource: ${resource} because no identity-based policy allows the ${name} action`,
  );
}
