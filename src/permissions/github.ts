import type { IamDocument } from './trust.ts';

/** A repository on github.com, and the branch whose commits are applied. */
export interface GitHub {
  /** `ORG/REPO`, or `ORG@ID/REPO@ID` where GitHub writes immutable subjects: as its tokens spell it. */
  readonly repository: string;
  readonly branch: string;
}

/** The issuer of the tokens of GitHub Actions. Condition keys of their claims begin with it. */
export const issuer = 'token.actions.githubusercontent.com';

/** The environment whose protection rules guard an apply. */
export const environment = 'production';

/** What jobs of the repository do: each is a role of its own. */
export type Job = 'plan' | 'apply';

/**
 * Returns who a token is for. STS in China asks for its own name (README of aws-actions/configure-aws-credentials,
 * "OIDC audience").
 */
export function audienceIn(partition: string): string {
  return partition === 'aws-cn' ? 'sts.amazonaws.com.cn' : 'sts.amazonaws.com';
}

export function providerIn(account: string, partition: string): string {
  return `arn:${partition}:iam::${account}:oidc-provider/${issuer}`;
}

/**
 * Lists the subjects whose token a job may present (GitHub Docs, "OpenID Connect reference"). A job that names an
 * environment has that for its subject, and neither branch nor pull request.
 */
function subjectsOf(job: Job, { repository, branch }: GitHub): readonly string[] {
  const of = `repo:${repository}`;
  return job === 'apply'
    ? [`${of}:environment:${environment}`]
    : [`${of}:pull_request`, `${of}:ref:refs/heads/${branch}`];
}

/** Returns `ORG/REPO` without the ids of immutable subjects, as URLs have it. */
export function plainName({ repository }: GitHub): string {
  return repository.replaceAll(/@\d+/gu, '');
}

/**
 * Declares who may assume the role of a job: tokens for this audience with exactly these subjects. For the apply it
 * pins the branch too, so that no other branch gets in by naming the environment. AWS offers the claim `ref` as a
 * condition key in the commercial partition only (IAM User Guide, keys for OIDC federation). Elsewhere the branch
 * rule of the environment must do.
 */
export function gitHubTrust(
  job: Job,
  github: GitHub,
  { account, partition }: { readonly account: string; readonly partition: string },
): IamDocument {
  const pinsBranch = job === 'apply' && partition === 'aws';
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: job === 'apply' ? 'GitHubApplies' : 'GitHubPlans',
        Effect: 'Allow',
        Principal: { Federated: providerIn(account, partition) },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: audienceIn(partition),
            [`${issuer}:sub`]: subjectsOf(job, github),
            ...(pinsBranch ? { [`${issuer}:ref`]: `refs/heads/${github.branch}` } : {}),
          },
        },
      },
    ],
  };
}
