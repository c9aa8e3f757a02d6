import type { Episode } from '../model/history.ts';

/** Tells whether somebody gave access outside of Git: to put it back is to take access away. */
export function gaveAccess({ label, changes }: Pick<Episode, 'label' | 'changes'>): boolean {
  return label !== 'changed-in-git' && changes.some(({ half }) => half === 'contract' || half === 'both');
}
