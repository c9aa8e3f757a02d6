import type { ComponentChildren, VNode } from 'preact';
import type { Row } from '../../server/types.ts';
import { healthWord, syncWord, type Tone } from '../words/tones.ts';

/** Shows a word in the colour of its tone. */
export function Pill({
  tone,
  children,
}: {
  readonly tone: Tone | 'plain';
  readonly children: ComponentChildren;
}): VNode {
  return <span class={`pill tone-${tone}`}>{children}</span>;
}

/** Shows the verdict on what AWS holds. */
export function SyncPill({ sync }: { readonly sync: Row['sync'] }): VNode {
  const { word, tone } = syncWord(sync);
  return <Pill tone={tone}>{word}</Pill>;
}

/** Shows the verdict on whether it works. */
export function HealthPill({ health }: { readonly health: Row['health'] }): VNode {
  const { word, tone } = healthWord(health);
  return <Pill tone={tone}>{word}</Pill>;
}
