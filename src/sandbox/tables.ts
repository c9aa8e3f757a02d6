import type { z } from 'zod';
import { cloudtrailTables } from './services/cloudtrail/records.ts';
import { kmsTables } from './services/kms/records.ts';
import { iamTables } from './services/iam/records.ts';
import { s3Tables } from './services/s3/records.ts';
import { taggingTables } from './services/tagging/records.ts';

/** Every kind of entity a world holds, with the shape that a world file must have. */
export const tables = {
  ...kmsTables,
  ...iamTables,
  ...s3Tables,
  ...taggingTables,
  ...cloudtrailTables,
} as const;

export type TableName = keyof typeof tables;
export type Row<T extends TableName> = z.infer<(typeof tables)[T]>;

export const tableNames = Object.keys(tables) as readonly TableName[];
