import type { VNode } from 'preact';

export function PlansView(): VNode {
  return <h1>Plans</h1>;
}
