import { partitionOf } from '../canonical.ts';
import { isStale } from '../diff.ts';
import type { Principal, Statement } from '../document.ts';
import type { Finding, LintContext } from './lint.ts';

/**
 * Reports L26: a principal that AWS refuses, or keeps as another ("Invalid principal in policy"; IAM User Guide,
 * element Principal). Whether it exists, AWS alone knows.
 */
export function principalNames({ principals }: Statement, context: LintContext): readonly Finding[] {
  if (principals === undefined || context.kind === 'role') return [];
  const element = principals.not ? 'NotPrincipal' : 'Principal';
  return principals.entries.flatMap((principal): readonly Finding[] => {
    const found =
      typeof principal.value === 'string' ? wrongIn(principal, principal.value, context) : undefined;
    if (found === undefined) return [];
    return [
      {
        severity: 'error',
        code: 'policy.invalid-principal',
        ...found,
        element: [element, principal.type],
        entry: principal.value,
      },
    ];
  });
}

type Wrong = Pick<Finding, 'says' | 'hint'>;

function wrongIn({ type }: Principal, value: string, context: LintContext): Wrong | undefined {
  switch (type) {
    case 'AWS':
      return wrongAws(value, context);
    case 'Service':
      return wrongService(value);
    case 'Federated':
      return /[*?]/u.test(value) ? wildcard(value, 'write out the ARN of the identity provider') : undefined;
    case 'CanonicalUser':
      return {
        says: `names the canonical user ${value}, which ${context.kind === 'key' ? 'KMS does not accept' : 'S3 replaces with the ARN of its account'}`,
        hint: `write AWS: arn:${context.partition}:iam::ACCOUNT:root, or for CloudFront allow the service cloudfront.amazonaws.com`,
      };
  }
}

function wrongAws(value: string, { partition }: LintContext): Wrong | undefined {
  if (value === '*' || /^\d{12}$/u.test(value) || isStale(value)) return undefined;
  const like = `write "*", and add the condition ArnLike: { aws:PrincipalArn: ${JSON.stringify(value)} }`;
  if (/[*?]/u.test(value)) return wildcard(value, like);
  if (value.includes('${'))
    return {
      says: `names ${value}: a principal cannot contain variables`,
      hint: 'write it out, or add a condition',
    };
  const other = partitionOf(value);
  if (other !== undefined && other !== partition)
    return {
      says: `names ${value}, of the partition ${other}; the accounts of the Stack are in ${partition}`,
      hint: 'a principal is valid only in its own partition',
    };
  if (/^arn:[a-z\d-]+:iam::[a-z\d]+:group\//u.test(value))
    return {
      says: `names the group ${value}, but a group cannot be a principal`,
      hint: 'list its users, or use a role',
    };
  return isPrincipalArn(value)
    ? undefined
    : {
        says: `names ${value}, which is not a principal`,
        hint: `write an ARN such as arn:${partition}:iam::111122223333:role/NAME, or a 12-digit account ID`,
      };
}

/** Besides accounts: the users by which CloudFront reads are of the account `cloudfront`. */
function isPrincipalArn(value: string): boolean {
  return (
    /^arn:[a-z\d-]+:iam::(?:\d{12}:root|(?:\d{12}|[a-z]+):(?:user|role)\/.+)$/u.test(value) ||
    /^arn:[a-z\d-]+:sts::\d{12}:(?:assumed-role\/[^/]+\/[^/]+|federated-user\/.+)$/u.test(value)
  );
}

function wildcard(value: string, hint: string): Wrong {
  return { says: `names ${value}: a principal cannot contain wildcards`, hint };
}

function wrongService(value: string): Wrong | undefined {
  if (/[*?]/u.test(value)) return wildcard(value, 'list each service');
  if (/^[A-Za-z\d-]+(?:\.[A-Za-z\d-]+)+$/u.test(value)) return undefined;
  const name = /^[a-z\d-]+$/u.test(value)
    ? `write ${value}.amazonaws.com`
    : 'write one such as s3.amazonaws.com';
  return { says: `names ${value}, which is not a service principal`, hint: name };
}
