/** `node operations.ts`: every operation of the embedded AWS as JSON, so that the lane cannot leave one out unseen. */
import type { Operations } from '../../src/sandbox/operation.ts';
import { cloudtrailOperations } from '../../src/sandbox/services/cloudtrail/index.ts';
import { iamOperations } from '../../src/sandbox/services/iam/index.ts';
import { kmsOperations } from '../../src/sandbox/services/kms/index.ts';
import { s3Operations } from '../../src/sandbox/services/s3/index.ts';
import { stsOperations } from '../../src/sandbox/services/sts/index.ts';
import { taggingOperations } from '../../src/sandbox/services/tagging/index.ts';

/** By the names that the aws CLI has for them. */
const services: Readonly<Record<string, Operations>> = {
  kms: kmsOperations,
  s3api: s3Operations,
  sts: stsOperations,
  resourcegroupstaggingapi: taggingOperations,
  iam: iamOperations,
  cloudtrail: cloudtrailOperations,
};

process.stdout.write(
  JSON.stringify(
    Object.entries(services).flatMap(([name, operations]) =>
      Object.keys(operations).map((one) => `${name} ${one}`),
    ),
  ),
);
