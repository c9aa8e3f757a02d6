import { describe } from 'vitest';
import { describeKind } from '../describe-kind.test-helper.ts';
import { rolePolicy } from './index.ts';
import { laws } from './laws.test-helper.ts';

describe('RolePolicy', () => describeKind(rolePolicy, laws));
