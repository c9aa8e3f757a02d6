import { describe } from 'vitest';
import { describeKind } from '../describe-kind.test-helper.ts';
import { grant } from './index.ts';
import { laws } from './laws.test-helper.ts';

describe('Grant', () => describeKind(grant, laws));
