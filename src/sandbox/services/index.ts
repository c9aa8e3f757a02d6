import type { Operation, Operations } from '../operation.ts';
import type { SandboxService } from '../request.ts';
import { cloudtrailOperations } from './cloudtrail/index.ts';
import { iamOperations } from './iam/index.ts';
import { kmsOperations } from './kms/index.ts';
import { s3Operations } from './s3/index.ts';
import { stsOperations } from './sts/index.ts';
import { taggingOperations } from './tagging/index.ts';

const services: Readonly<Record<SandboxService, Operations>> = {
  kms: kmsOperations,
  s3: s3Operations,
  sts: stsOperations,
  tagging: taggingOperations,
  iam: iamOperations,
  cloudtrail: cloudtrailOperations,
};

/** Finds the handler of an operation; returns undefined where the sandbox has none. */
export function operationOf(service: SandboxService, name: string): Operation | undefined {
  const operations = services[service];
  return Object.hasOwn(operations, name) ? operations[name] : undefined;
}
