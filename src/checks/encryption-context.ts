import * as resources from '../aws/services/resource.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Resource, Stack } from '../model/resource.ts';
import { isMap } from '../model/tree.ts';
import { evaluate, showText, type Policy, type Statement } from '../policy/index.ts';
import { at, keyOf, policyAt, resourcesOf, textAt } from './check.ts';

const contextKey = 'kms:encryptioncontext:aws:s3:arn';

/**
 * Reports a key policy or grant that names only one form of the encryption context: it locks the readers out. With a
 * bucket key S3 sends the bucket's ARN, without one the object's (S3 User Guide, bucket-key). While both kinds of
 * objects exist, both forms are needed.
 */
export function encryptionContext(stack: Stack): readonly Diagnostic[] {
  const bound = resourcesOf(stack, 'Grant').flatMap(boundGrant);
  const grantsOf = Map.groupBy(bound, ({ grant }) => keyOf(stack, grant, '/key')?.address);
  return resourcesOf(stack, 'BucketEncryption').flatMap((resource) => {
    const bucket = textAt(resource.spec, 'bucket');
    const key = keyOf(stack, resource, '/key');
    if (bucket === undefined || key === undefined || textAt(resource.spec, 'algorithm') !== 'aws:kms')
      return [];
    const bucketArn = resources.bucket.arn(bucket, stack.settings.partition);
    const bucketKey = resource.spec['bucketKey'] === true;
    return [
      ...judgePolicy(resource, key, bucketArn, bucketKey),
      ...(grantsOf.get(key.address) ?? []).flatMap((one) => judgeGrant(resource, one, bucketArn, bucketKey)),
    ];
  });
}

function judgePolicy(
  resource: Resource,
  key: Resource,
  bucketArn: string,
  bucketKey: boolean,
): readonly Diagnostic[] {
  const policy = policyAt(key.spec, 'policy');
  if (policy === undefined) return [];
  return policy.statements.flatMap((statement) => {
    if (!statement.conditions.some((condition) => condition.key.toLowerCase() === contextKey)) return [];
    const named = statement.sid === undefined ? 'a statement' : `statement ${showText(statement.sid)}`;
    const objects = admits(policy, statement, `${bucketArn}/object`);
    const whole = admits(policy, statement, bucketArn);
    if (objects === whole) return [];
    return wrongForm(resource, `${named} of the policy of ${key.address}`, { objects, whole }, bucketKey);
  });
}

/** Returns true if the conditions of a statement on the encryption context hold for this ARN. */
function admits(policy: Policy, statement: Statement, arn: string): boolean {
  const only: Statement = {
    effect: 'Allow',
    principals: { not: false, entries: [{ type: 'AWS', value: '*' }] },
    actions: { not: false, entries: ['kms:Decrypt'] },
    resources: { not: false, entries: ['*'] },
    conditions: statement.conditions.filter((condition) => condition.key.toLowerCase() === contextKey),
  };
  const answer = evaluate(
    { version: policy.version, versionStated: true, statements: [only] },
    {
      caller: { is: 'aws', arn: 'arn:aws:iam::000000000000:role/any' },
      action: 'kms:Decrypt',
      context: { [contextKey]: [arn] },
    },
  );
  return answer.is === 'allowed';
}

interface BoundGrant {
  readonly grant: Resource;
  /** The ARN in the encryption context of S3 that a request must have. */
  readonly arn: string;
}

function boundGrant(grant: Resource): readonly BoundGrant[] {
  const constraints = grant.spec['constraints'];
  if (!isMap(constraints)) return [];
  const context = constraints['encryptionContextEquals'] ?? constraints['encryptionContextSubset'];
  const arn = isMap(context) ? context['aws:s3:arn'] : undefined;
  return typeof arn === 'string' ? [{ grant, arn }] : [];
}

function judgeGrant(
  resource: Resource,
  { grant, arn }: BoundGrant,
  bucketArn: string,
  bucketKey: boolean,
): readonly Diagnostic[] {
  const whole = arn === bucketArn;
  const objects = arn.startsWith(`${bucketArn}/`);
  return whole || objects ? wrongForm(resource, grant.address, { objects, whole }, bucketKey) : [];
}

function wrongForm(
  resource: Resource,
  who: string,
  { objects, whole }: { readonly objects: boolean; readonly whole: boolean },
  bucketKey: boolean,
): readonly Diagnostic[] {
  const sent = bucketKey ? 'the bucket ARN' : 'the object ARN';
  const named = objects ? 'only object ARNs' : 'only the bucket ARN';
  const breaks = bucketKey ? !whole : !objects;
  const message = breaks
    ? `with bucketKey ${bucketKey ? 'on' : 'off'} S3 sends ${sent} as encryption context, and ${who} names ${named}`
    : `${who} names ${named}: objects written before bucketKey was ${bucketKey ? 'on' : 'off'} send the other form`;
  return [
    at(resource, {
      severity: breaks ? 'error' : 'warning',
      code: 'check.encryption-context',
      path: '/bucketKey',
      message,
    }),
  ];
}
