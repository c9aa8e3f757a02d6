import type { Change } from '../model/change.ts';
import type { Comparator } from '../model/kind.ts';
import { hasUnknown, isMap, sameTree, type Tree } from '../model/tree.ts';
import {
  canonicalTree,
  compactText,
  comparePolicies,
  diffPolicies,
  halfOf,
  noPolicy,
  parsePolicy,
  printPolicy,
  unchangedStatements,
  widest,
  type Policy,
} from '../policy/index.ts';

/** How documents are judged: by meaning. A live text that is no policy we understand differs from every other. */
export const policyComparator: Comparator = {
  meaning: 'by what the document means, not by how it is written',
  equal(seen, want) {
    const [live, wanted] = [policyOf(seen), policyOf(want)];
    if (live === undefined || wanted === undefined) return sameTree(seen, want);
    return comparePolicies(live, wanted) !== 'different';
  },
  canonical(tree) {
    const policy = policyOf(tree);
    return policy === undefined ? tree : canonicalTree(policy);
  },
  diff(seen, want) {
    const wanted = policyOf(want);
    const live = seen === undefined ? noPolicy : policyOf(seen);
    if (live === undefined || wanted === undefined) return whole(seen, want);
    const changes = diffPolicies(live, wanted);
    return changes.length > 0 || seen !== undefined ? changes : whole(seen, want);
  },
  unchanged(seen, want) {
    const [live, wanted] = [policyOf(seen), policyOf(want)];
    return live === undefined || wanted === undefined ? 0 : unchangedStatements(live, wanted);
  },
  half(seen, want) {
    const [live, wanted] = [policyOf(seen), policyOf(want)];
    return live === undefined || wanted === undefined ? 'expand' : halfOf(live, wanted);
  },
  widest(seen, want) {
    const [live, wanted] = [policyOf(seen), policyOf(want)];
    return live === undefined || wanted === undefined ? want : printPolicy(widest(live, wanted));
  },
};

function whole(before: Tree | undefined, after: Tree): readonly Change[] {
  return [{ path: '', before, after }];
}

export function policyOf(tree: Tree): Policy | undefined {
  const reading = parsePolicy(tree);
  return reading.is === 'read' ? reading.policy : undefined;
}

/** The document as AWS takes it: compact JSON text, since the size limit counts what is sent. */
export function policyText(document: Tree): Tree {
  const policy = policyOf(document);
  const text = policy === undefined ? JSON.stringify(document) : compactText(policy);
  return hasUnknown(document) ? { $unknown: text } : text;
}

/** The text that KMS or S3 returned, as a tree; undefined if it is not a JSON object. */
export function documentOf(text: string): Tree | undefined {
  try {
    const tree = JSON.parse(text) as Tree;
    return isMap(tree) ? tree : undefined;
  } catch {
    return undefined;
  }
}
