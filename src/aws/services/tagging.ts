import type * as Tagging from '@aws-sdk/client-resource-groups-tagging-api';
import { callsOf, type Operations } from './calls.ts';
import { perSecond } from './operation.ts';

const rate = perSecond('AWS General Reference, Resource Groups Tagging API quotas (2026)');

/** Resource Groups Tagging API: the index of what carries our mark. */
export const taggingOperations = {
  GetResources: {
    access: 'read',
    quota: rate(15),
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
} as const satisfies Operations<typeof Tagging>;

export const tagging = callsOf<typeof Tagging, keyof typeof taggingOperations>('tagging', taggingOperations);
