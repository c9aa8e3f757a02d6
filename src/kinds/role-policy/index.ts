import { names } from '../shared/policy/gates.ts';
import { z } from 'zod';
import type { Facet } from '../../model/kind/facet.ts';
import { declareKind } from '../../model/kind/declare.ts';
import type { Read } from '../../model/kind/read.ts';
import type { Subject } from '../../model/subject.ts';
import type { Tree } from '../../model/tree.ts';
import { parseEncodedPolicy, policyText } from '../../policy/index.ts';
import { attached, documentIn } from '../shared/policy/attached.ts';
import { readersOfRole } from '../shared/policy/declared-readers.ts';
import { iam } from '../../aws/services/iam.ts';
import { policyFacet } from '../shared/policy/document.ts';
import { documentOf } from '../shared/policy/facet.ts';
import { validateRolePolicy } from '../shared/policy/risks.ts';
import { ownRole, strangeActions } from './limits.ts';
import { RolePolicySpecSchema, type RolePolicySpecOf } from './schema.ts';

type At = Subject<RolePolicySpecOf>;

type RolePolicyReads = {
  readonly role: Role;
  /** Null: the role has no policy of this name. Text: what IAM returned and is no policy. */
  readonly policy: Tree;
};

interface Role {
  readonly arn: string;
  readonly createdAt: string | undefined;
}

/**
 * IAM says NoSuchEntity of a role and of a policy in it alike, so the role is asked for itself. Policies of
 * one role share the answer.
 */
const role: Read<RolePolicySpecOf, Role> = {
  trust: 'truth',
  asks: ['iam:GetRole'],
  call: (at) => iam.getRole(at.place, { RoleName: at.spec.role }),
  parse(answer) {
    const { Role: found } = z
      .object({ Role: z.object({ Arn: z.string(), CreateDate: z.string().nullish() }) })
      .parse(answer);
    return { arn: found.Arn, createdAt: found.CreateDate ?? undefined };
  },
  missing: {
    NoSuchEntityException: {
      why: 'the role does not exist',
      release: 'create the role first, or correct spec.role: Keywright does not create roles',
    },
  },
};

const policy: Read<RolePolicySpecOf, Tree> = {
  trust: 'truth',
  asks: ['iam:GetRolePolicy'],
  call: (at) => iam.getRolePolicy(at.place, { RoleName: at.spec.role, PolicyName: at.spec.name }),
  // URL-encoded, and the SDK leaves it so (IAM API, GetRolePolicy).
  parse(answer) {
    const text = z.object({ PolicyDocument: z.string() }).parse(answer).PolicyDocument;
    const reading = parseEncodedPolicy(text);
    return (reading.is === 'read' ? documentOf(decodeURIComponent(text)) : undefined) ?? text;
  },
  instead: { NoSuchEntityException: null },
};

const document: Facet<RolePolicySpecOf, RolePolicyReads> = policyFacet({
  of: 'role',
  path: '/document',
  about: 'The permissions of the policy.',
  want: ({ spec }) => attached(spec.document),
  put: {
    calls: [iam.putRolePolicy.op, iam.deleteRolePolicy.op],
    write({ at, target }) {
      const names = { RoleName: at.spec.role, PolicyName: at.spec.name };
      const wanted = documentIn(target);
      return wanted === null
        ? [iam.deleteRolePolicy(at.place, names)]
        : [iam.putRolePolicy(at.place, { ...names, PolicyDocument: policyText(wanted) })];
    },
  },
  ungated: [names('/role', '/name')],
  readers: (at, others, { role: seen }) => (seen === undefined ? [] : readersOfRole(seen.arn, at, others)),
  where: (_at, { role: seen }) => (seen === undefined ? {} : { role: seen.arn }),
  role: ({ spec }) => `role ${spec.role}`,
});

/** An inline policy of a role that exists. */
export const rolePolicy = declareKind<RolePolicySpecOf, RolePolicyReads>({
  kind: 'RolePolicy',
  summary: 'An inline policy of an existing IAM role, for keys, buckets and trails.',
  schema: RolePolicySpecSchema,
  // One control plane for all Regions (IAM User Guide, introduction).
  global: true,
  identity: {
    by: 'name',
    ids: ({ spec, place }) => ({ account: place.account, role: spec.role, name: spec.name }),
    blank: (reads) => reads.policy === null,
    adoption: { is: 'true' },
  },
  claims: (spec, place) => [`policy ${spec.name} of role ${spec.role} in ${place.account}`],
  locks: (at) => [`role:${at.place.account}/${at.spec.role}`],
  reads: { role, policy },
  existence: 'role',
  bornAt: (reads) => (reads.role?.createdAt === undefined ? undefined : Date.parse(reads.role.createdAt)),
  facets: [document],
  onVanish: 'release',
  leftBehind: 'stays in AWS and grants the same access',
  byHand: 'aws iam delete-role-policy --role-name ROLE --policy-name NAME',
  validate: (at) => [...ownRole(at), ...documentProblems(at)],
});

function documentProblems(at: At): ReturnType<typeof validateRolePolicy> {
  if (at.spec.document === null) return [];
  return [...validateRolePolicy(at.spec.document, at), ...strangeActions(at.spec.document, at)];
}
