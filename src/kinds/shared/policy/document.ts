import type { Risk } from '../../../model/change.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Facet } from '../../../model/kind/facet.ts';
import type { Others } from '../../../model/others.ts';
import { documentFreshFor } from '../../../model/pace.ts';
import type { Subject } from '../../../model/subject.ts';
import type { Tree } from '../../../model/tree.ts';
import type { Policy, PolicyKind, Reader } from '../../../policy/index.ts';
import type { Facts, Unusual } from '../facet/facts.ts';
import { whole } from '../facet/whole.ts';
import { attached, attachedComparator, documentIn } from './attached.ts';
import { policyComparator, repairOf } from './facet.ts';
import { policyGates } from './gates.ts';
import {
  givenBetween,
  narrowedAttached,
  narrowedDocument,
  starvedBetween,
  takenBetween,
} from './narrowing.ts';
import { policyApproval, policyRisks, widenApproval, type Where } from './risks.ts';

/** What differs between the policies of a key, of a bucket and of a role. */
export interface PolicyFacts<S, R> {
  readonly of: PolicyKind;
  /** Principals that other manifests give access here. */
  readers(at: Subject<S>, others: Others, reads: Partial<R>): readonly Reader[];
  /** Who would be locked out; unset: nobody can be. */
  locks?(policy: Policy, at: Subject<S>): readonly Diagnostic[];
  /** Of what it is the policy, where the judge must know. */
  where?(at: Subject<S>, reads: Partial<R>): Omit<Where, 'root'>;
  /** What of its own waits for a person besides. */
  besides?(live: Tree, want: Tree, at: Subject<S>): readonly Risk[];
  /** Names the role whose policy it is. */
  role?(at: Subject<S>): string;
}

/**
 * Builds the facet of a policy: judged by meaning, read again just before a write, narrowed where only drift gives.
 * A key always has one; elsewhere there may be none, and it is in a tree that says so.
 */
export function policyFacet<S, R extends { readonly policy: Tree }>(
  facts: Omit<Facts<S, R>, 'read' | 'gates'> & Unusual<S, R> & PolicyFacts<S, R> & Pick<Facet<S, R>, 'want'>,
): Facet<S, R> {
  const { of, readers, locks, where, besides, role, ...rest } = facts;
  const mayGo = of !== 'key';
  const inside = (tree: Tree | undefined): Tree | undefined => (mayGo ? documentIn(tree) : tree);
  const usual = whole<S, R>({
    compare: mayGo ? attachedComparator : policyComparator,
    seen: ({ policy }) => (policy === undefined || !mayGo ? policy : attached(policy)),
    approval: of === 'role' ? widenApproval : policyApproval,
    risk: (changes, at, reads, _others, { from, target }) => [
      ...policyRisks(of, changes, inside(from), inside(target), at, {
        root: facts.path,
        ...where?.(at, reads),
      }),
      ...(besides?.(inside(from) ?? null, inside(target) ?? null, at) ?? []),
    ],
    freshFor: documentFreshFor,
    look: 'fast',
    narrowed({ at, reads, seen, others, ...input }) {
      const narrowed = mayGo ? narrowedAttached : narrowedDocument;
      return narrowed({
        ...input,
        at,
        live: seen,
        readers: readers(at, others, reads),
        ...(locks === undefined ? {} : { lockOut: (policy) => locks(policy, at) }),
      });
    },
    gives: ({ from, target }, at) => givenBetween(inside(from), inside(target), role?.(at)),
    takes: ({ from, target }, at) => takenBetween(inside(from), inside(target), role?.(at)),
    starves: ({ from, target }, at, others, reads) =>
      starvedBetween(inside(from), inside(target), readers(at, others, reads), role?.(at)),
    repair: repairOf,
    ...rest,
    read: 'policy',
  });
  return { ...usual, gates: policyGates(facts.path, of === 'role' ? 'role' : 'resource') };
}
