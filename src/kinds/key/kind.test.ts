import { describe } from 'vitest';
import { describeKind } from '../describe-kind.test-helper.ts';
import { key } from './index.ts';
import { laws } from './laws.test-helper.ts';

describe('Key', () => describeKind(key, laws));
