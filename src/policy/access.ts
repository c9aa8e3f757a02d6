import { ofEffect } from './covers.ts';
import { statementName, type Condition, type Effect, type Policy, type Statement } from './document.ts';
import { demandsImply, demandsOf } from './implies.ts';
import { overlapButConditions } from './overlaps.ts';
import type { Truth } from './truth.ts';
import { prepared, uncoveredOf, type Prepared } from './uncovered.ts';
import { inVersion2012 } from './variables.ts';

/** Access that a change gives or takes: what one statement, or the want of it, is about. */
export interface Access {
  /** An Allow is gained where it comes and lost where it goes; a Deny the other way round. */
  readonly effect: Effect;
  /** The document that holds the statement. */
  readonly in: 'before' | 'after';
  /** Place of the statement in it, from 0. */
  readonly statement: number;
  /** Its Sid, or its place. */
  readonly name: string;
  /** Canonical, of one principal, one action and one resource; conditions as the statement has them. */
  readonly piece: Statement;
  /** False where it may be no change at all, but a condition cannot be judged. It counts as one. */
  readonly judged: boolean;
  /**
   * How the other document speaks of the same requests: not at all, under other conditions, or under conditions
   * that cannot be compared.
   */
  readonly elsewhere: 'nowhere' | 'conditions' | 'unjudged';
}

export interface AccessChange {
  readonly gained: readonly Access[];
  readonly lost: readonly Access[];
}

/**
 * Compares by meaning what `after` permits and `before` did not, and the other way round. Ignores names, grouping
 * and spelling. Sound: what is not listed as gained is no gain. Both lists empty: the two mean the same.
 */
export function accessChange(before: Policy, after: Policy): AccessChange {
  const [live, want] = [inVersion2012(before), inVersion2012(after)];
  return { gained: given(live, want), lost: given(want, live).map(reversed) };
}

function given(before: Policy, after: Policy): readonly Access[] {
  return [...beyond(after, 'after', before, 'Allow'), ...beyond(before, 'before', after, 'Deny')];
}

function reversed(access: Access): Access {
  return { ...access, in: access.in === 'before' ? 'after' : 'before' };
}

/** Lists what statements of this effect in `policy` are about, beyond those of `other`. */
function beyond(policy: Policy, place: Access['in'], other: Policy, effect: Effect): readonly Access[] {
  const others = ofEffect(other, effect).map(prepared);
  const elsewhereIn = elsewhereAmong(others);
  return policy.statements.flatMap((statement, index) => {
    if (statement.effect !== effect) return [];
    const name = statementName(statement, index);
    return uncoveredOf(others, statement).map(({ piece, judged }): Access => ({
      effect,
      in: place,
      statement: index,
      name,
      piece,
      judged,
      elsewhere: elsewhereIn(piece),
    }));
  });
}

/** Compares by overlap: a wider spelling of an action must not hide that its condition went. */
function elsewhereAmong(others: readonly Prepared[]): (piece: Statement) => Access['elsewhere'] {
  // The pieces of one statement share their conditions.
  const known = new Map<readonly Condition[], ReadonlyMap<Prepared, Truth>>();
  return (piece) => {
    const found = known.get(piece.conditions) ?? truthsOf(piece, others);
    known.set(piece.conditions, found);
    const near = others.filter(({ statement }) => overlapButConditions(statement, piece));
    const truths = near.map((other) => found.get(other));
    if (truths.includes(false)) return 'conditions';
    return truths.includes('unsure') ? 'unjudged' : 'nowhere';
  };
}

function truthsOf(piece: Statement, others: readonly Prepared[]): ReadonlyMap<Prepared, Truth> {
  const demands = demandsOf(piece.conditions);
  return new Map(others.map((other) => [other, demandsImply(demands, other.demands)]));
}
