import type { Operations } from '../../operation.ts';
import { aliasOperations } from './aliases.ts';
import { deletionOperations } from './deletion.ts';
import { keyOperations } from './keys.ts';
import { keyPolicyOperations } from './keyPolicy.ts';
import { rotationOperations } from './rotation.ts';
import { tagOperations } from './tags.ts';

export const kmsOperations: Operations = {
  ...keyOperations,
  ...keyPolicyOperations,
  ...tagOperations,
  ...aliasOperations,
  ...rotationOperations,
  ...deletionOperations,
};
