import { describe } from 'vitest';
import { describeKind } from '../describe-kind.test-helper.ts';
import { alias } from './index.ts';
import { laws } from './laws.test-helper.ts';

describe('Alias', () => describeKind(alias, laws));
