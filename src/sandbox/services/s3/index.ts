import type { Operations } from '../../operation.ts';
import { bucketOperations } from './buckets.ts';
import { encryptionOperations } from './encryption.ts';
import { lifecycleOperations } from './lifecycle.ts';
import { loggingOperations } from './logging.ts';
import { objectOperations } from './objects.ts';
import { policyOperations } from './policy.ts';
import { settingOperations } from './settings.ts';

export const s3Operations: Operations = {
  ...bucketOperations,
  ...encryptionOperations,
  ...lifecycleOperations,
  ...loggingOperations,
  ...policyOperations,
  ...settingOperations,
  ...objectOperations,
};
