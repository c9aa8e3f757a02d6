import type { VNode } from 'preact';

export function ResourcesView(): VNode {
  return <h1>Resources</h1>;
}
