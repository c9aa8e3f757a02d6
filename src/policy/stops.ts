import type { Risk } from '../model/change.ts';
import { join } from '../model/path.ts';
import { accessChange } from './access.ts';
import { dataActions } from './actions.ts';
import { accountOf, identityOf, whereabouts, type Surroundings } from './caller.ts';
import { accountOfRoot } from './canonical.ts';
import { isEverybody } from './covers.ts';
import { showText, statementName, type Condition, type Policy, type Statement } from './document.ts';
import { evaluate } from './evaluate.ts';
import { fold } from './fold.ts';
import type { Trust } from './widening.ts';

/** The key or bucket that a document is about. */
export interface Place extends Surroundings {
  readonly account: string;
  /** Of a bucket: its ARN. A key policy speaks of its own key only. */
  readonly resource?: string;
}

/**
 * Finds a new Deny that leaves nobody who can read or write the data: as good as disabling the key. One that spares
 * anybody, or hangs on something that the request brings along, is not meant.
 */
export function stopRisks(live: Policy, want: Policy, trust: Trust, place: Place): readonly Risk[] {
  const { lost } = accessChange(live, want);
  const denied = new Set(lost.flatMap(({ effect, statement }) => (effect === 'Deny' ? [statement] : [])));
  return want.statements.flatMap((statement, index): readonly Risk[] => {
    if (!denied.has(index)) return [];
    const stopped = dataActions(trust.kind).filter((action) =>
      callersIn(want, statement, trust, place).every((arn) =>
        denies(statement, { arn, action, trust, place }),
      ),
    );
    if (stopped.length === 0) return [];
    const what = trust.kind === 'key' ? 'data encrypted with this key' : 'the objects of this bucket';
    return [
      {
        class: 'disable',
        message: `${statementName(statement, index)} denies ${stopped.join(', ')} to everyone: ${what} becomes unusable`,
        path: join(trust.at ?? '', 'Statement', index),
      },
    ];
  });
}

/** Lists who might still have access: anybody in the account, principals of an Allow, and principals that the Deny may spare. */
function callersIn(policy: Policy, deny: Statement, trust: Trust, place: Place): readonly string[] {
  const iam = `arn:${trust.partition}:iam::${place.account}`;
  const allowed = policy.statements.filter(({ effect }) => effect === 'Allow');
  const named = [deny, ...allowed].flatMap(({ principals }) =>
    (principals?.entries ?? []).flatMap((principal) =>
      principal.type === 'AWS' && !isEverybody(principal) ? [showText(principal.value)] : [],
    ),
  );
  const spared = deny.conditions
    .filter(({ key }) => fold(key) === 'aws:principalarn')
    .flatMap(({ values }) => values.map((value) => showText(value).replaceAll('*', 'any')));
  const arns = [...named, ...spared].map((principal) => {
    const account = accountOfRoot(principal);
    return account === undefined ? principal : `arn:${trust.partition}:iam::${account}:root`;
  });
  return [...new Set([`${iam}:role/any`, `${iam}:root`, ...arns])];
}

interface Asked {
  readonly arn: string;
  readonly action: string;
  readonly trust: Trust;
  readonly place: Place;
}

function denies(statement: Statement, { arn, action, trust, place }: Asked): boolean {
  const { resource, account, organization } = place;
  const always: Statement = { ...statement, conditions: statement.conditions.filter((one) => !isTime(one)) };
  const alone: Policy = {
    version: '2012-10-17',
    versionStated: true,
    statements: [trust.kind === 'key' ? { ...always, resources: { not: false, entries: ['*'] } } : always],
  };
  // Of other accounts the organization is not known.
  const own = (accountOfRoot(arn) ?? accountOf(arn)) === account ? organization : undefined;
  const answer = evaluate(alone, {
    caller: { is: 'aws', arn },
    action,
    // An object that no pattern names by chance.
    ...(resource === undefined ? {} : { resource: `${resource}/\uE002` }),
    context: { ...identityOf(arn, own), ...whereabouts(place), 'aws:SecureTransport': 'true' },
  });
  return answer.why === 'explicit-deny';
}

/** Returns true for a condition on time. A Deny that begins or ends at some time stops all use in between. */
function isTime({ key }: Condition): boolean {
  return ['aws:currenttime', 'aws:epochtime'].includes(fold(key));
}
