import { expect, it } from 'vitest';
import type { Change } from './change.ts';
import { motiveOf, ruledAs } from './motive.ts';
import { stepOf } from './plan.test-helper.ts';

// In a freeze a commit must not be carried in by drift of the same field.
it.each<{ label: NonNullable<Change['label']>; ruled: string }>([
  { label: 'drifted', ruled: 'narrows-drift' },
  { label: 'both', ruled: 'follows-git' },
])('rules a protective repair of $label as $ruled', ({ label, ruled }) => {
  const step = stepOf('Key/a', 'description', {
    repair: 'protective',
    changes: [{ path: '/description', label }],
  });
  expect(motiveOf(step)).toBe('narrows-drift');
  expect(ruledAs(step)).toBe(ruled);
});
