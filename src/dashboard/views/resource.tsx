import type { VNode } from 'preact';

export function ResourceView({ address }: { readonly address: string }): VNode {
  return <h1>{address}</h1>;
}
