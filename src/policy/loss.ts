import { accessChange } from './access.ts';
import { accountOf } from './caller.ts';
import { accountOfRoot, canonicalStatement } from './canonical.ts';
import { isEverybody } from './covers.ts';
import { isStale } from './diff.ts';
import { showText, type Condition, type Policy, type Statement } from './document.ts';
import { prepared, uncoveredOf } from './uncovered.ts';
import { inVersion2012 } from './variables.ts';

/** Access that one principal has by `before` and no longer by `after`. */
export interface Loss {
  /** The principal as the document names it; undefined: the role of a role policy. */
  readonly principal: string | undefined;
  /** Actions as `before` spells them; those of an unconditional Deny as `after` does. */
  readonly actions: readonly string[];
  /** `after` has no Allow for it any more that no Deny takes back. */
  readonly last: boolean;
}

/**
 * Lists who loses what, principal by principal. A Deny takes only where it has no condition: the others are judged
 * as what they are, a limit. But a principal that a Deny leaves nothing is always reported, however the Deny names it. A
 * principal that was deleted has nothing to lose.
 */
export function lossesOf(before: Policy, after: Policy): readonly Loss[] {
  const { lost } = accessChange(before, after);
  if (lost.length === 0) return [];
  const [old, next] = [canonical(before), canonical(after)];
  const pieces = lost.flatMap(({ effect, piece }) =>
    effect === 'Allow' || piece.conditions.length === 0 ? [piece] : [],
  );
  const spelled = spellings([...before.statements, ...after.statements]);
  const byPrincipal = Map.groupBy(
    pieces.flatMap((piece) => principalsOf(piece).map((one) => ({ one, piece }))),
    ({ one }) => one,
  );
  const found = [...byPrincipal].map(([principal, mine]) => ({
    principal,
    actions: mine.flatMap(({ piece }) => actionsOf(piece)),
    last: ends(old, next, principal),
  }));
  const shutOut = lost.some(({ effect }) => effect === 'Deny')
    ? whoIn(old).filter((one) => !byPrincipal.has(one) && ends(old, next, one))
    : [];
  const others = shutOut.map((principal) => ({
    principal,
    actions: allowsFor(old, principal).flatMap(actionsOf),
    last: true,
  }));
  return [...found, ...others].map((loss) => ({
    ...loss,
    actions: [...new Set(loss.actions.map((action) => spelled.get(action) ?? action))],
  }));
}

function canonical(policy: Policy): readonly Statement[] {
  return inVersion2012(policy).statements.map(canonicalStatement);
}

/** Lists the principals that the statements allow something. */
function whoIn(statements: readonly Statement[]): readonly (string | undefined)[] {
  const allows = statements.filter(
    ({ effect, principals }) => effect === 'Allow' && principals?.not !== true,
  );
  return [...new Set(allows.flatMap(principalsOf))];
}

/**
 * Returns true if nothing is left to the principal. Who is everybody cannot be listed: they have what an Allow
 * gives to all.
 */
function ends(
  before: readonly Statement[],
  after: readonly Statement[],
  principal: string | undefined,
): boolean {
  if (principal === '*' || principal === allButAFew) return allowsFor(after, principal).length === 0;
  return keeps(before, principal) && !keeps(after, principal);
}

/** Returns true if some Allow for the principal is left that no Deny takes back. */
function keeps(statements: readonly Statement[], principal: string | undefined): boolean {
  const denies = statements
    .filter((one) => one.effect === 'Deny' && (names(one, principal) || namesAccount(one, principal)))
    .map((one) => prepared(spokenTo(one, principal)));
  return allowsFor(statements, principal).some(
    (allow) => uncoveredOf(denies, known(spokenTo(allow, principal), principal)).length > 0,
  );
}

function allowsFor(statements: readonly Statement[], principal: string | undefined): readonly Statement[] {
  return statements.filter((one) => one.effect === 'Allow' && names(one, principal));
}

/** Narrows the statement to what it says of this principal. */
function spokenTo(statement: Statement, principal: string | undefined): Statement {
  return principal === undefined
    ? statement
    : { ...statement, principals: { not: false, entries: [{ type: 'AWS', value: principal }] } };
}

/** Adds what each request of the principal says of it, so that a Deny by `aws:PrincipalArn` is understood. */
function known(statement: Statement, principal = ''): Statement {
  const account = accountOf(principal);
  if (account === undefined) return statement;
  const line = (key: string, value: string): Condition => ({
    operator: 'stringequals',
    key,
    values: [value],
  });
  const facts = [line('aws:principalarn', principal), line('aws:principalaccount', account)];
  return { ...statement, conditions: [...statement.conditions, ...facts] };
}

const allButAFew = 'almost everyone';

export function principalsOf({ principals }: Statement): readonly (string | undefined)[] {
  if (principals === undefined) return [undefined];
  if (principals.not) return [allButAFew];
  return principals.entries.flatMap(({ value }) => (isStale(value) ? [] : [showText(value)]));
}

export function actionsOf({ actions }: Statement): readonly string[] {
  if (actions === undefined) return [];
  return actions.not ? ['nearly every action'] : actions.entries.map(showText);
}

function names({ principals }: Statement, wanted: string | undefined): boolean {
  if (principals === undefined) return true;
  const listed = principals.entries.some((one) => showText(one.value) === wanted);
  return principals.not ? !listed : listed || principals.entries.some(isEverybody);
}

/**
 * Returns true if the statement names the principal's account. A Deny for an account reaches everybody in it. An
 * Allow leaves that to IAM.
 */
function namesAccount({ principals }: Statement, wanted = ''): boolean {
  const account = accountOf(wanted);
  return (
    principals?.not === false &&
    account !== undefined &&
    principals.entries.some(({ value }) => accountOfRoot(showText(value)) === account)
  );
}

/** Pieces are canonical, so in lower case. */
export function spellings(statements: readonly Statement[]): ReadonlyMap<string, string> {
  const written = statements.flatMap(({ actions }) => (actions?.entries ?? []).map(showText));
  return new Map(written.map((action) => [action.toLowerCase(), action] as const));
}
