import type { Operations } from '../../operation.ts';

export const cloudtrailOperations: Operations = {};
