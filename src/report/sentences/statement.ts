import { isList, isMap, type Tree } from '../../model/tree.ts';
import { someOf } from './decisions.ts';
import { whoText } from './words.ts';

/** Says in one sentence what a statement of a policy permits, and to which principal: `allows kms:* to account 999988887777`. */
export function statementText(statement: Tree): string {
  if (!isMap(statement)) return 'cannot be shown in words';
  const { Effect, Principal, NotPrincipal, Action, NotAction, Condition } = statement;
  const what =
    NotAction === undefined
      ? someOf(textsIn(Action ?? null))
      : `everything except ${someOf(textsIn(NotAction))}`;
  const who =
    NotPrincipal === undefined
      ? principalsIn(Principal ?? null)
      : `everyone except ${principalsIn(NotPrincipal)}`;
  const when = Condition === undefined ? '' : ', under conditions';
  return `${Effect === 'Deny' ? 'denies' : 'allows'} ${what}${who === '' ? '' : ` to ${who}`}${when}`;
}

/** Lists the principals of a statement; empty for a policy of a role, which has none. */
function principalsIn(principal: Tree): string {
  if (isMap(principal)) return someOf(Object.values(principal).flatMap(textsIn).map(whoText));
  return someOf(textsIn(principal).map(whoText));
}

function textsIn(value: Tree): readonly string[] {
  if (isList(value)) return value.flatMap(textsIn);
  if (isMap(value)) return Object.values(value).flatMap(textsIn);
  return typeof value === 'string' ? [value] : [];
}
