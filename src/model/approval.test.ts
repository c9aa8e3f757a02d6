import { expect, it } from 'vitest';
import { optionsFor, type ApprovalClass } from './approval.ts';

it.each<{ classes: readonly ApprovalClass[]; options: string }>([
  // To name it would say that --yes is not enough, and revoking access must stay quick.
  { classes: ['cut-off'], options: '--yes' },
  { classes: ['cut-off', 'widen'], options: '--yes --approve=widen' },
  { classes: ['delete', 'repair'], options: '--yes --approve=delete,repair' },
])('releases $classes by $options', ({ classes, options }) => {
  expect(optionsFor(classes)).toBe(options);
});
