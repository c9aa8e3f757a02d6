import { describe } from 'vitest';
import { describeKind } from '../describe-kind.test-helper.ts';
import { replicaKey } from './index.ts';
import { laws } from './laws.test-helper.ts';

describe('ReplicaKey', () => describeKind(replicaKey, laws));
