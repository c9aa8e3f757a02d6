import { describe } from 'vitest';
import { describeKind } from '../describe-kind.test-helper.ts';
import { bucketLifecycle } from './index.ts';
import { laws } from './laws.test-helper.ts';

describe('BucketLifecycle', () => describeKind(bucketLifecycle, laws));
