import { expect, it } from 'vitest';
import { dotText } from './dot.ts';
import type { Graph } from './graph.ts';
import { mermaidText } from './mermaid.ts';

const place = { account: '111122223333', region: 'us-east-1' };
const graph: Graph = {
  stack: 'the "main" one',
  nodes: [
    { address: 'Alias/a', kind: 'Alias', place },
    { address: 'Key/a', kind: 'Key', place },
    { address: 'ReplicaKey/a', kind: 'ReplicaKey', place: { ...place, region: 'us-west-2' } },
  ],
  edges: [
    { from: 'Alias/a', to: 'Key/a', why: 'keyId' },
    { from: 'ReplicaKey/a', to: 'Key/a', why: 'a reason with "quotes" and #' },
  ],
};

it('draws mermaid with numbers as names, quoted labels and one box per place', () => {
  expect(mermaidText(graph)).toBe(`flowchart LR
  subgraph p0["111122223333 us-east-1"]
    n0["Alias/a"]
    n1["Key/a"]
  end
  subgraph p1["111122223333 us-west-2"]
    n2["ReplicaKey/a"]
  end
  n0 -->|"keyId"| n1
  n2 -->|"a reason with #quot;quotes#quot; and #35;"| n1
`);
});

it('draws the same for Graphviz', () => {
  expect(dotText(graph)).toBe(String.raw`digraph "the \"main\" one" {
  rankdir=LR;
  node [shape=box];
  subgraph cluster_0 {
    label="111122223333 us-east-1";
    "Alias/a";
    "Key/a";
  }
  subgraph cluster_1 {
    label="111122223333 us-west-2";
    "ReplicaKey/a";
  }
  "Alias/a" -> "Key/a" [label="keyId"];
  "ReplicaKey/a" -> "Key/a" [label="a reason with \"quotes\" and #"];
}
`);
});
