import { describe, expect, test } from 'vitest';
import { declaredBeside } from './declared.ts';

describe('declaredBeside', () => {
  test.each([
    {
      name: 'adds the name that a creation is known by',
      spec: { name: 'alias/a', target: 'k' },
      told: ['/target'] as const,
      expected: [{ path: '/name', after: 'alias/a' }],
    },
    {
      name: 'adds a setting that equals the default of AWS, beside one that does not',
      spec: { publicAccessBlock: { blockPublicAcls: true, blockPublicPolicy: false } },
      told: ['/publicAccessBlock/blockPublicPolicy'] as const,
      expected: [{ path: '/publicAccessBlock/blockPublicAcls', after: true }],
    },
    {
      name: 'leaves out the rest of a policy and of a list when other keys show their entries',
      spec: { policy: { Version: '2012-10-17', Statement: [{ Sid: 'A' }] }, rules: [{ id: 'a' }] },
      told: ['/policy/Statement/A', '/rules/a/status'] as const,
      expected: [],
    },
    {
      name: 'adds a value that is known after the apply, whole',
      spec: { key: { $unknown: '${Key/a.arn}' } },
      told: [] as const,
      expected: [{ path: '/key', after: { $unknown: '${Key/a.arn}' } }],
    },
    {
      name: 'adds nothing when the whole resource is shown',
      spec: { name: 'a' },
      told: [''] as const,
      expected: [],
    },
  ])('$name', ({ spec, told, expected }) => {
    expect(declaredBeside(spec, told)).toEqual(expected);
  });
});
