import { accessChange } from './access.ts';
import type { Policy, Statement } from './document.ts';
import { actionsOf, principalsOf, spellings } from './loss.ts';

/** Access that one principal has by `after` and did not have by `before`. */
export interface Gain {
  /** The principal as the document names it; undefined: the role of a role policy. */
  readonly principal: string | undefined;
  /** Actions as `after` spells them. */
  readonly actions: readonly string[];
}

/**
 * Lists who gains what, principal by principal, however trusted. Leaves out services of AWS: one that may act for
 * others is a risk (`wideningRisks`), the others act for the account itself. Leaves out access under a changed
 * condition, which is a risk too.
 */
export function gainsOf(before: Policy, after: Policy): readonly Gain[] {
  const pieces = accessChange(before, after).gained.flatMap(({ effect, piece, judged, elsewhere }) =>
    effect === 'Allow' && judged && elsewhere === 'nowhere' ? [withoutServices(piece)] : [],
  );
  const spelled = spellings(after.statements);
  const byPrincipal = Map.groupBy(
    pieces.flatMap((piece) => principalsOf(piece).map((one) => ({ one, piece }))),
    ({ one }) => one,
  );
  return [...byPrincipal].map(([principal, mine]) => {
    const actions = mine.flatMap(({ piece }) => actionsOf(piece));
    return { principal, actions: [...new Set(actions.map((action) => spelled.get(action) ?? action))] };
  });
}

function withoutServices(piece: Statement): Statement {
  const { principals } = piece;
  if (principals === undefined || principals.not) return piece;
  const entries = principals.entries.filter(({ type }) => type !== 'Service');
  return { ...piece, principals: { not: false, entries } };
}
