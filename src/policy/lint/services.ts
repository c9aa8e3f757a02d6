import { showText, type Statement } from '../document.ts';
import { fold } from '../fold.ts';
import { isPin } from '../party.ts';
import { conditionKeys, namedPrincipals, type Finding, type LintContext } from './lint.ts';

/**
 * Reports L08: a service principal that nothing ties to our account. It acts for any customer of AWS who can make
 * the service act (confused deputy; KMS Developer Guide, key-policy-services). An encryption context that names our
 * resource ties it too, as CloudWatch Logs documents. A pattern that fits any account ties nothing.
 */
export function unpinnedService(statement: Statement, { kind }: LintContext): readonly Finding[] {
  if (statement.effect === 'Deny') return [];
  return namedPrincipals(statement)
    .filter(
      (principal) =>
        principal.type === 'Service' &&
        !statement.conditions.some((condition) => isPin(condition, principal)),
    )
    .map(({ value }) => fold(showText(value)))
    .map((service) => (kind === 'key' && service.startsWith('s3.') ? unneeded(service) : unpinned(service)));
}

/**
 * Warns of a statement that gives no reader or writer anything. For SSE-KMS S3 calls KMS on behalf of the requester
 * (forward access session). The statement serves event notifications to encrypted topics and queues, and inventory
 * reports; those need it pinned.
 */
function unneeded(service: string): Finding {
  return {
    severity: 'warning',
    code: 'policy.s3-service-unneeded',
    says: `allows ${service}, which bucket readers and writers do not need, and which trusts every AWS customer`,
    hint:
      'remove it, and allow the reading and writing roles with kms:ViaService; keep it only for S3 Inventory or ' +
      'event notifications, with aws:SourceAccount and aws:SourceArn',
    element: ['Principal', 'Service'],
    entry: service,
  };
}

function unpinned(service: string): Finding {
  return {
    severity: 'warning',
    code: 'policy.unpinned-service',
    says: `allows ${service} acting for any account (confused deputy)`,
    hint: 'add StringEquals aws:SourceAccount with your account, or aws:SourceArn with the resource the service acts for',
    element: ['Principal', 'Service'],
    entry: service,
  };
}

const networkKeys = ['aws:sourceip', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:vpcsourceip'];

/**
 * Reports L19: S3 makes the call to KMS, from AWS's network. A condition on the requester's network does not hold
 * there.
 */
export function networkThroughS3(statement: Statement, { kind }: LintContext): readonly Finding[] {
  const keys = conditionKeys(statement);
  const network = keys.find((key) => networkKeys.includes(key));
  const excepted = keys.some(
    (key) => key === 'aws:viaawsservice' || key === 'kms:viaservice' || key === 'aws:calledvia',
  );
  const data = (statement.actions?.entries ?? []).some((action) =>
    /^(?:kms:)?(?:\*|decrypt|generatedatakey)/iu.test(showText(action)),
  );
  if (network === undefined || excepted || !data || kind === 'bucket' || statement.actions?.not === true)
    return [];
  return [
    {
      severity: 'warning',
      code: 'policy.source-network',
      says: `${statement.effect === 'Allow' ? 'allows' : 'denies'} by ${network}, which does not match when S3 calls KMS for the requester`,
      hint: 'allow use through S3 in a separate statement with kms:ViaService; in a Deny, add Bool aws:ViaAWSService "false"',
      element: ['Condition'],
    },
  ];
}
