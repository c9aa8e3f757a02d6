import * as resources from '../../../aws/services/resource.ts';
import { z } from 'zod';
import type { Address } from '../../../model/address.ts';
import type { Other, Others } from '../../../model/others.ts';
import type { Subject } from '../../../model/subject.ts';
import { isUnknown, type Tree } from '../../../model/tree.ts';
import {
  matchesGlob,
  partiesOf,
  type Reader,
  type Selection,
  type Statement,
  type Text,
} from '../../../policy/index.ts';
import { grantPolicy } from '../kms/grant-policy.ts';
import { grantsOn, namesKey } from '../kms/readers.ts';
import { presentOfKind } from '../others.ts';
import { policyOf } from './facet.ts';
import { trustOf } from './risks.ts';

type At = Pick<Subject<unknown>, 'address' | 'place' | 'settings' | 'ids'>;

const OfRole = z.object({ role: z.string(), document: z.custom<Tree>() });
const RoleReads = z.object({ role: z.object({ arn: z.string() }) });
const OfTrail = z.object({ bucket: z.custom<Tree>(), key: z.custom<Tree>().optional() });
const OfKey = z.object({ policy: z.custom<Tree>() });
const OfBucketPolicy = z.object({ document: z.custom<Tree>() });

const whole: Selection<Text> = { not: false, entries: ['*'] };

/**
 * Lists the principals that other manifests give access to this key, or who uses it now: grants, policies of roles, trails. A grant
 * that AWS shows gives its access by itself, so its grantee needs no statement. One for a principal that the Stack does
 * not trust, and that AWS does not show, waits for approval. Until then it keeps nothing open.
 */
export function readersOfKey(at: At, others: Others): readonly Reader[] {
  const { arn } = at.ids;
  if (arn === undefined) return [];
  const trust = trustOf('key', at);
  const grants = grantsOn(at.address, at.settings, others).flatMap(([by, { spec, live }]) =>
    live === undefined
      ? grantPolicy(spec)
          .statements.filter((statement) => partiesOf(statement, trust).every(({ is }) => is === 'trusted'))
          .map((statement) => ({ statement, by }))
      : [],
  );
  const roles = presentOfKind(others, 'RolePolicy').flatMap(([by, other]) =>
    ofRole(by, other, at, (one) => reaches(one, arn)).map((reader) => ({
      ...reader,
      statement: { ...reader.statement, resources: whole },
    })),
  );
  const trails = presentOfKind(others, 'Trail').flatMap(([by, other]) => {
    const { key = null } = OfTrail.safeParse(other.spec).data ?? {};
    const uses = other.live?.uses.includes(arn) === true || (key !== null && isIt(key, at, other, others));
    // CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail".
    return uses ? [trail(by, ['kms:GenerateDataKey*', 'kms:DescribeKey'], ['*'])] : [];
  });
  return [...grants, ...roles, ...trails];
}

/**
 * Lists the same of a bucket. Policies of roles in its own account need no statement in its policy (S3 User Guide).
 */
export function readersOfBucket(name: string, at: At, others: Others): readonly Reader[] {
  const arn = resources.bucket.arn(name, at.settings.partition);
  const roles = presentOfKind(others, 'RolePolicy').flatMap(([by, other]) =>
    other.place.account === at.place.account
      ? []
      : ofRole(by, other, at, (one) => reaches(one, arn) || reaches(one, `${arn}/x`)),
  );
  const trails = presentOfKind(others, 'Trail').flatMap(([by, other]) => {
    const bucket = OfTrail.safeParse(other.spec).data?.bucket;
    const uses = other.live?.uses.includes(arn) === true || bucket === name || bucket === arn;
    // CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail".
    return uses ? [trail(by, ['s3:PutObject'], [`${arn}/*`]), trail(by, ['s3:GetBucketAcl'], [arn])] : [];
  });
  return [...roles, ...trails];
}

/**
 * Lists what policies of keys and buckets in other accounts give a role. It needs a policy of its own for it as well.
 */
export function readersOfRole(role: string, at: At, others: Others): readonly Reader[] {
  const givers = ['BucketPolicy', 'Key', 'ReplicaKey'].flatMap((kind) => presentOfKind(others, kind));
  return givers.flatMap(([by, other]): readonly Reader[] => {
    if (other.place.account === at.place.account) return [];
    const given = givenBy(other);
    return given.statements.flatMap((statement): readonly Reader[] => {
      const { effect, principals } = statement;
      if (effect === 'Deny' || principals === undefined || principals.not) return [];
      if (!principals.entries.some(({ value }) => value === role)) return [];
      const { principals: _named, ...rest } = statement;
      return [{ statement: { ...rest, ...given.resources }, by }];
    });
  });
}

function givenBy({ kind, spec, attributes }: Other): {
  readonly statements: readonly Statement[];
  readonly resources: Pick<Statement, 'resources'>;
} {
  if (kind === 'Key' || kind === 'ReplicaKey') {
    const document = OfKey.safeParse(spec).data?.policy;
    const arn = attributes['arn'];
    return {
      statements: document === undefined || arn === undefined ? [] : (policyOf(document)?.statements ?? []),
      resources: arn === undefined ? {} : { resources: { not: false, entries: [arn] } },
    };
  }
  const document = kind === 'BucketPolicy' ? OfBucketPolicy.safeParse(spec).data?.document : undefined;
  const statements = document === undefined ? [] : (policyOf(document)?.statements ?? []);
  return { statements, resources: {} };
}

function isIt(key: Tree, at: At, other: Other, others: Others): boolean {
  return namesKey(key, at.address, { place: other.place, settings: at.settings }, others);
}

/** Rewrites the statements of a role's policy that speak of the resource as those that give the role the same. */
function ofRole(
  by: Address,
  other: Other,
  { settings }: At,
  isAbout: (resources: Selection<Text>) => boolean,
): readonly Reader[] {
  const of = OfRole.safeParse(other.spec).data;
  if (of === undefined) return [];
  const seen = RoleReads.safeParse(other.live?.reads).data?.role.arn;
  const value = seen ?? resources.role.arn(of.role, settings.partition, other.place);
  return (policyOf(of.document)?.statements ?? []).flatMap((statement): readonly Reader[] => {
    if (statement.effect === 'Deny' || statement.resources === undefined) return [];
    if (!isAbout(statement.resources)) return [];
    const principals = { not: false, entries: [{ type: 'AWS', value } as const] };
    return [
      {
        statement: { ...statement, principals },
        by,
        account: other.place.account,
        ...(seen === undefined ? { unseen: true } : {}),
      },
    ];
  });
}

function reaches(resources: Selection<Text>, arn: string): boolean {
  const hit = resources.entries.some((entry) => !isUnknown(entry) && matchesGlob(entry, arn));
  return resources.not ? !hit : hit;
}

function trail(by: Address, actions: readonly string[], resources: readonly string[]): Reader {
  return {
    by,
    statement: {
      effect: 'Allow',
      principals: { not: false, entries: [{ type: 'Service', value: 'cloudtrail.amazonaws.com' }] },
      actions: { not: false, entries: actions },
      resources: { not: false, entries: resources },
      conditions: [],
    },
  };
}
