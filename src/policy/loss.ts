import { accessChange } from './access.ts';
import { isEverybody, ofEffect } from './covers.ts';
import { isStale } from './diff.ts';
import { showText, type Policy, type Principal, type Statement } from './document.ts';
import { inVersion2012 } from './variables.ts';

/** Access that one principal has by `before` and no longer by `after`. */
export interface Loss {
  /** The principal as the document names it; undefined: the role of a role policy. */
  readonly principal: string | undefined;
  /** Actions as `before` spells them; those of an unconditional Deny as `after` does. */
  readonly actions: readonly string[];
  /** `after` has no Allow for it any more. */
  readonly last: boolean;
}

/**
 * Who loses what, principal by principal. A Deny takes only where it has no condition: the others are judged as
 * what they are, a limit. A principal that was deleted has nothing to lose.
 */
export function lossesOf(before: Policy, after: Policy): readonly Loss[] {
  const { lost } = accessChange(before, after);
  const allows = ofEffect(inVersion2012(after), 'Allow');
  const pieces = lost.flatMap(({ effect, piece }) =>
    effect === 'Allow' || piece.conditions.length === 0 ? [piece] : [],
  );
  const spelled = spellings([...before.statements, ...after.statements]);
  const byPrincipal = Map.groupBy(
    pieces.flatMap((piece) => principalsOf(piece).map((one) => ({ one, piece }))),
    ({ one }) => one,
  );
  return [...byPrincipal].map(([principal, mine]) => ({
    principal,
    actions: [
      ...new Set(
        mine.flatMap(({ piece }) => actionsOf(piece).map((action) => spelled.get(action) ?? action)),
      ),
    ],
    last: !allows.some((statement) => names(statement, principal)),
  }));
}

function principalsOf({ principals }: Statement): readonly (string | undefined)[] {
  if (principals === undefined) return [undefined];
  if (principals.not) return ['everybody but a few'];
  return principals.entries.flatMap(({ value }) => (isStale(value) ? [] : [showText(value)]));
}

function actionsOf({ actions }: Statement): readonly string[] {
  if (actions === undefined) return [];
  return actions.not ? ['nearly every action'] : actions.entries.map(showText);
}

function names({ principals }: Statement, wanted: string | undefined): boolean {
  if (principals === undefined || principals.not) return true;
  const isIt = (one: Principal): boolean => isEverybody(one) || showText(one.value) === wanted;
  return principals.entries.some(isIt);
}

/** Pieces are canonical, so in lower case. */
function spellings(statements: readonly Statement[]): ReadonlyMap<string, string> {
  const written = statements.flatMap(({ actions }) => (actions?.entries ?? []).map(showText));
  return new Map(written.map((action) => [action.toLowerCase(), action] as const));
}
