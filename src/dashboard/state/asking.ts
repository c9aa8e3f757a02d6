import { signal } from '@preact/signals';
import type { Ask } from '../api/ask.ts';

/** The decision that the dialog shows; undefined: none. */
export const asking = signal<Ask | undefined>(undefined);

/** Asks the person to confirm a decision. */
export function openConfirm(ask: Ask): void {
  asking.value = ask;
}
