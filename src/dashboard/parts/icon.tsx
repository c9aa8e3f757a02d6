import type { VNode } from 'preact';

const drawings = {
  copy: 'M5 5V2.5h8.5V11H11M2.5 5H11v8.5H2.5z',
  done: 'M2.5 8.5 6 12l7.5-8',
  close: 'm3.5 3.5 9 9m0-9-9 9',
  next: 'm6 3 5 5-5 5',
  calm: 'M8 1.5 2.5 4v4c0 3.2 2.3 5.6 5.5 6.5 3.2-.9 5.5-3.3 5.5-6.5V4zM5.5 8l1.8 1.8 3.2-3.4',
  alert: 'M8 2 1.5 13.5h13zM8 6.5v3.5m0 1.5v.5',
} as const;

/** Draws a small picture beside a word: a screen reader skips it. */
export function Icon({ is }: { readonly is: keyof typeof drawings }): VNode {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={drawings[is]} />
    </svg>
  );
}
