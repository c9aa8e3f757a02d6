import type { Change } from '../../../model/change.ts';
import { derived } from '../../../model/derived.ts';
import type { Comparator } from '../../../model/kind/compare.ts';
import { isList, isMap, sameTree, type Tree, type TreeMap } from '../../../model/tree.ts';
import {
  canonicalTree,
  comparePolicies,
  diffPolicies,
  halfOf,
  noPolicy,
  parsePolicy,
  printPolicy,
  unchangedStatements,
  widest,
  type Policy,
} from '../../../policy/index.ts';
import { asWritten } from './as-written.ts';

/** Two documents as policies; undefined is one that cannot be understood. */
export interface Sides {
  readonly live: Policy | undefined;
  readonly wanted: Policy | undefined;
}

/** Judges two trees by the policies in them, however they are kept there. */
export function judging(
  sidesOf: (seen: Tree, want: Tree) => Sides,
  within: { of(tree: Tree): Tree; as(policy: Tree): Tree; readonly nothing: Tree },
): Pick<Comparator, 'diff' | 'unchanged' | 'half' | 'widest'> {
  return {
    diff(seen, want) {
      const { live, wanted } = sidesOf(seen ?? within.nothing, want);
      const changes = live === undefined || wanted === undefined ? undefined : diffPolicies(live, wanted);
      if (changes !== undefined && (changes.length > 0 || seen !== undefined)) return changes;
      return [{ path: '', before: seen === undefined ? undefined : within.of(seen), after: within.of(want) }];
    },
    unchanged(seen, want) {
      const { live, wanted } = sidesOf(seen, want);
      return live === undefined || wanted === undefined ? 0 : unchangedStatements(live, wanted);
    },
    half(seen, want) {
      const { live, wanted } = sidesOf(seen, want);
      return live === undefined || wanted === undefined ? 'expand' : halfOf(live, wanted);
    },
    widest(seen, want) {
      const { live, wanted } = sidesOf(seen, want);
      return live === undefined || wanted === undefined
        ? want
        : within.as(asWritten(printPolicy(widest(live, wanted)), [within.of(want), within.of(seen)]));
    },
  };
}

function itself(tree: Tree): Tree {
  return tree;
}

/** How documents are judged: by meaning. A live text that is no policy we understand differs from every other. */
export const policyComparator: Comparator = {
  meaning: 'by meaning, not by spelling',
  equal(seen, want) {
    // Almost every document is as it was written.
    if (sameTree(seen, want)) return true;
    const [live, wanted] = [policyOf(seen), policyOf(want)];
    if (live === undefined || wanted === undefined) return false;
    return comparePolicies(live, wanted) !== 'different';
  },
  canonical(tree) {
    const policy = policyOf(tree);
    return policy === undefined ? tree : canonicalTree(policy);
  },
  ...judging((seen, want) => ({ live: seen === null ? noPolicy : policyOf(seen), wanted: policyOf(want) }), {
    of: itself,
    as: itself,
    nothing: null,
  }),
};

/**
 * Tells what undoing drift in a document does. It gives access back unless it only takes some away, or means nothing.
 */
export function repairOf({ half }: Change): 'protective' | 'access-giving' {
  return half === 'contract' || half === 'neither' ? 'protective' : 'access-giving';
}

export function policyOf(tree: Tree): Policy | undefined {
  return isMap(tree) ? policyIn(tree) : undefined;
}

/** A document is read once, and what follows from it (its canonical form) is kept with it. */
const policyIn = derived((document: TreeMap): Policy | undefined => {
  const reading = parsePolicy(document);
  return reading.is === 'read' ? reading.policy : undefined;
});

/**
 * Puts the ARN of the root in place of each account id of the document, as AWS returns it. Outside of the partition
 * `aws` an id alone does not say whose it is.
 */
export function inPartition(document: Tree | undefined, partition: string): Tree | undefined {
  if (partition === 'aws' || !isMap(document)) return document;
  const statements = document['Statement'];
  if (statements === undefined) return document;
  const Statement = isList(statements)
    ? statements.map((statement) => withRoots(statement, partition))
    : withRoots(statements, partition);
  return { ...document, Statement };
}

function withRoots(statement: Tree, partition: string): Tree {
  if (!isMap(statement)) return statement;
  const elements = ['Principal', 'NotPrincipal'].flatMap((element): readonly (readonly [string, Tree])[] => {
    const principals = statement[element];
    if (!isMap(principals) || principals['AWS'] === undefined) return [];
    return [[element, { ...principals, AWS: asRoot(principals['AWS'], partition) }]];
  });
  return { ...statement, ...Object.fromEntries(elements) };
}

function asRoot(principal: Tree, partition: string): Tree {
  if (isList(principal)) return principal.map((one) => asRoot(one, partition));
  return typeof principal === 'string' && /^\d{12}$/u.test(principal)
    ? `arn:${partition}:iam::${principal}:root`
    : principal;
}

/** Parses the text that KMS or S3 returned, as a tree; undefined if it is not a JSON object. */
export function documentOf(text: string): Tree | undefined {
  try {
    const tree = JSON.parse(text) as Tree;
    return isMap(tree) ? tree : undefined;
  } catch {
    return undefined;
  }
}
