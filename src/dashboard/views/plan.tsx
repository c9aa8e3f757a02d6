import type { VNode } from 'preact';

export function PlanView({ id }: { readonly id: string }): VNode {
  return <h1>Plan {id}</h1>;
}
