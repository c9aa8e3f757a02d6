import type { Operations } from '../../operation.ts';
import { aliasOperations } from './aliases.ts';
import { cryptoOperations } from './crypto.ts';
import { deletionOperations } from './deletion.ts';
import { grantOperations } from './grants.ts';
import { importOperations } from './imports.ts';
import { keyOperations } from './keys.ts';
import { keyPolicyOperations } from './key-policy.ts';
import { replicaOperations } from './replicas.ts';
import { rotationOperations } from './rotation.ts';
import { tagOperations } from './tags.ts';

export const kmsOperations: Operations = {
  ...keyOperations,
  ...keyPolicyOperations,
  ...tagOperations,
  ...aliasOperations,
  ...rotationOperations,
  ...deletionOperations,
  ...grantOperations,
  ...replicaOperations,
  ...cryptoOperations,
  ...importOperations,
};
