import { signal } from '@preact/signals';

export interface Toast {
  readonly id: number;
  readonly tone: 'done' | 'danger';
  readonly text: string;
}

/** What a screen reader says next. */
export const announcement = signal('');

/** Short messages about what the person just did. */
export const toasts = signal<readonly Toast[]>([]);

const next = signal(1);

/** Says something to whoever does not see it. */
export function announce(text: string): void {
  // The same words twice would not be read out: an invisible mark makes them different.
  announcement.value = announcement.peek() === text ? `${text}\u200B` : text;
}

/** Shows a short message, for some seconds. */
export function toast(text: string, tone: Toast['tone'] = 'done'): void {
  const id = next.peek();
  next.value = id + 1;
  toasts.value = [...toasts.peek(), { id, tone, text }].slice(-3);
  announce(text);
  setTimeout(() => dropToast(id), 8000);
}

export function dropToast(id: number): void {
  toasts.value = toasts.peek().filter((one) => one.id !== id);
}
