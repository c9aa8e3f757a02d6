import { minute } from '../../model/instant.ts';
import type { OperationTable } from './operation.ts';

/** IAM inline role policies: one control plane an account, eventually consistent within seconds. */
export const iamOperations = {
  'iam:GetRole': {
    access: 'read',
    always: { 'Role.Arn': 'text', 'Role.CreateDate': 'text' },
    iam: ['iam:GetRole'],
    global: true,
  },
  'iam:GetRolePolicy': {
    access: 'read',
    always: { PolicyDocument: 'document' },
    iam: ['iam:GetRolePolicy'],
    global: true,
  },
  'iam:ListRolePolicies': {
    access: 'read',
    always: { PolicyNames: 'list' },
    iam: ['iam:ListRolePolicies'],
    global: true,
    paging: {
      in: 'Marker',
      out: 'Marker',
      more: 'IsTruncated',
      items: 'PolicyNames',
      limit: { field: 'MaxItems', max: 1000 },
    },
  },
  'iam:PutRolePolicy': {
    access: 'write',
    always: {},
    iam: ['iam:PutRolePolicy'],
    global: true,
    propagating: { NoSuchEntityException: minute, ConcurrentModificationException: minute },
  },
  'iam:DeleteRolePolicy': {
    access: 'write',
    always: {},
    iam: ['iam:DeleteRolePolicy'],
    global: true,
    alreadySo: ['NoSuchEntityException'],
  },
} as const satisfies OperationTable;

/**
 * AWS STS. AssumeRole is sent by the credentials below the port; its row serves the quota and the
 * generated policy. A repeated one gives a second session, which does no harm.
 */
export const stsOperations = {
  'sts:GetCallerIdentity': {
    access: 'read',
    always: { Account: 'text', Arn: 'text' },
    quota: 'sts',
    iam: [],
  },
  'sts:AssumeRole': {
    access: 'write',
    always: { 'Credentials.AccessKeyId': 'text', 'Credentials.SecretAccessKey': 'text' },
    quota: 'sts',
    iam: ['sts:AssumeRole'],
  },
} as const satisfies OperationTable;

/** Resource Groups Tagging API: the index of what carries our mark. */
export const taggingOperations = {
  'tagging:GetResources': {
    access: 'read',
    always: { ResourceTagMappingList: 'list', 'ResourceTagMappingList[].ResourceARN': 'text' },
    iam: ['tag:GetResources'],
    paging: {
      in: 'PaginationToken',
      out: 'PaginationToken',
      items: 'ResourceTagMappingList',
      limit: { field: 'ResourcesPerPage', max: 100 },
      unless: ['ResourceARNList'],
    },
  },
} as const satisfies OperationTable;
