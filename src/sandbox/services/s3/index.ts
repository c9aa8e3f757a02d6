import type { Operations } from '../../operation.ts';
import { bucketOperations } from './buckets.ts';
import { encryptionOperations } from './encryption.ts';

export const s3Operations: Operations = { ...bucketOperations, ...encryptionOperations };
