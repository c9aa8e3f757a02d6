import { canonicalStatement } from './canonical.ts';
import { ofEffect, uncovered } from './covers.ts';
import { statementName, type Effect, type Policy, type Statement } from './document.ts';
import { impliesAll } from './implies.ts';
import { overlapButConditions } from './overlaps.ts';
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
 * What `after` permits and `before` did not, and the other way round, by meaning: names, grouping and spelling make
 * no difference. Sound: what is not listed as gained is no gain. Both lists empty: the two mean the same.
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

/** What statements of this effect in `policy` are about, beyond those of `other`. */
function beyond(policy: Policy, place: Access['in'], other: Policy, effect: Effect): readonly Access[] {
  const own = policy.statements.flatMap((statement, index) =>
    statement.effect === effect ? [{ statement, index }] : [],
  );
  const others = ofEffect(other, effect);
  const canonical = others.map(canonicalStatement);
  return uncovered(
    others,
    own.map(({ statement }) => statement),
  ).flatMap(({ of, piece, judged }) => {
    const found = own[of];
    if (found === undefined) return [];
    const { statement, index } = found;
    const name = statementName(statement, index);
    const elsewhere = elsewhereIn(canonical, piece);
    return [{ effect, in: place, statement: index, name, piece, judged, elsewhere }];
  });
}

/** Compares by overlap: a wider spelling of an action must not hide that its condition went. */
function elsewhereIn(others: readonly Statement[], piece: Statement): Access['elsewhere'] {
  const truths = others
    .filter((other) => overlapButConditions(other, piece))
    .map((other) => impliesAll(piece.conditions, other.conditions));
  if (truths.includes(false)) return 'conditions';
  return truths.includes('unsure') ? 'unjudged' : 'nowhere';
}
