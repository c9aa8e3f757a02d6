import type { VNode } from 'preact';

export function HistoryView(): VNode {
  return <h1>History</h1>;
}
