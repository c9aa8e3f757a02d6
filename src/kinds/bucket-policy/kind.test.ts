import { describe } from 'vitest';
import { describeKind } from '../describe-kind.test-helper.ts';
import { bucketPolicy } from './index.ts';
import { laws } from './laws.test-helper.ts';

describe('BucketPolicy', () => describeKind(bucketPolicy, laws));
