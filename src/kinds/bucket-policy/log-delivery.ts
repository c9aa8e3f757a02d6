import type { Risk } from '../../model/change.ts';
import { isMap, type Tree } from '../../model/tree.ts';
import { partiesOf, showText, type Statement } from '../../policy/index.ts';
import { sidOf, statementsIn } from '../shared/policy/attached.ts';
import { policyOf } from '../shared/policy/facet.ts';
import { trustOf, type At } from '../shared/policy/risks.ts';

/** What the service needs, and nothing besides (CloudWatch Logs User Guide, logs sent to Amazon S3). */
const needed: readonly string[] = ['s3:putobject', 's3:getbucketacl', 's3:listbucket'];

/**
 * Finds the statements that the delivery of AWS's logs adds to the policy of the bucket it writes to. Such logs are
 * flow logs, and those of Route 53, WAF and others. Recognizes them by what they allow, since anybody can write their
 * Sid. They allow the service alone, for accounts that the Stack trusts.
 */
export function logDeliveryIn(document: Tree, at: At): readonly Tree[] {
  return statementsIn(document).filter((tree) => {
    if (!/^AWSLogDelivery/u.test(sidOf(tree) ?? '')) return false;
    const policy = policyOf({ Version: '2012-10-17', Statement: [tree] });
    return policy?.statements.every((statement) => isDelivery(statement, at)) === true;
  });
}

function isDelivery(statement: Statement, at: At): boolean {
  const { effect, principals, actions } = statement;
  return (
    effect === 'Allow' &&
    principals?.not === false &&
    principals.entries.every(
      ({ type, value }) => type === 'Service' && value === 'delivery.logs.amazonaws.com',
    ) &&
    actions?.not === false &&
    actions.entries.every((action) => needed.includes(showText(action).toLowerCase())) &&
    partiesOf(statement, trustOf('bucket', at)).every(({ is }) => is === 'trusted')
  );
}

/**
 * Extends the document by the statements of log delivery that are in the live one. Leaves out those that the
 * document names itself.
 */
export function withLogDelivery(ours: Tree, live: Tree, at: At): Tree {
  if (!isMap(ours)) return ours;
  const own = statementsIn(ours);
  const named = new Set(own.map(sidOf));
  const kept = logDeliveryIn(live, at).filter((statement) => !named.has(sidOf(statement)));
  return kept.length === 0 ? ours : { ...ours, Statement: [...own, ...kept] };
}

/** Warns that the delivery goes too where the whole policy goes. */
export function logDeliveryRisks(want: Tree, live: Tree, at: At): readonly Risk[] {
  const names = want === null ? logDeliveryIn(live, at).map(sidOf) : [];
  if (names.length === 0) return [];
  const message = `AWS stops delivering logs to this bucket: ${names.join(', ')} is removed`;
  return [{ class: 'disable', path: '/document', message }];
}
