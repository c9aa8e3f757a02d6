import { describe } from 'vitest';
import { describeKind } from '../describe-kind.test-helper.ts';
import { bucketLogging } from './index.ts';
import { laws } from './laws.test-helper.ts';

describe('BucketLogging', () => describeKind(bucketLogging, laws));
