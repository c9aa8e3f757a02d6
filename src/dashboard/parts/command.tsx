import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { announce } from '../state/messages.ts';
import { Icon } from './icon.tsx';

/** Shows a command, or another text to take along, with a button that copies it. */
export function Command({
  text,
  label = 'Copy the command',
}: {
  readonly text: string;
  readonly label?: string;
}): VNode {
  return (
    <span class="command">
      <code>{text}</code>
      <Copy text={text} label={label} />
    </span>
  );
}

/** Copies a text. Says so, since nothing else shows it. */
export function Copy({ text, label }: { readonly text: string; readonly label: string }): VNode {
  const isDone = useSignal(false);
  useEffect(() => {
    if (!isDone.value) return undefined;
    const timer = setTimeout(() => (isDone.value = false), 2000);
    return () => clearTimeout(timer);
  }, [isDone.value]);
  async function copy(): Promise<void> {
    isDone.value = await copied(text);
    announce(isDone.value ? 'Copied.' : 'The browser does not let this page copy. Select the text instead.');
  }
  return (
    <button type="button" class="bare" aria-label={label} title={label} onClick={() => void copy()}>
      <Icon is={isDone.value ? 'done' : 'copy'} />
    </button>
  );
}

/** Returns whether the text was copied: a page that is served over http to another machine has no clipboard. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
