import * as resources from '../../aws/services/resource.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { pathOf } from '../../model/path.ts';
import type { Tree } from '../../model/tree.ts';
import { showText, statementName } from '../../policy/index.ts';
import { policyOf } from '../shared/policy/facet.ts';

/**
 * Reports statements that speak of another bucket: S3 refuses such a policy (S3 User Guide, bucket policies: "invalid
 * resource").
 */
export function bucketResources(document: Tree, bucket: string, partition: string): readonly Diagnostic[] {
  const own = resources.bucket.arn(bucket, partition);
  return (policyOf(document)?.statements ?? []).flatMap((statement, index) => {
    const { resources } = statement;
    const strange = (resources?.entries ?? []).filter(
      (entry) => typeof entry === 'string' && entry !== own && !entry.startsWith(`${own}/`),
    );
    return strange.map((entry): Diagnostic => {
      const element = resources?.not === true ? 'NotResource' : 'Resource';
      return {
        severity: 'error',
        code: 'policy.other-bucket',
        message: `${statementName(statement, index)} names ${showText(entry)}, which is not of bucket ${bucket}`,
        hint: `write ${own} for the bucket and ${own}/* for its objects`,
        path: pathOf(['document', 'Statement', index, element]),
      };
    });
  });
}
