import { operationNames } from '../action-names.ts';
import { actionsOf, expandAction, takesContext, worksAcrossAccounts } from '../actions.ts';
import type { Statement } from '../document.ts';
import { fold } from '../fold.ts';
import { coversGlob } from '../glob.ts';
import { demandsKey } from '../operators.ts';
import { accountOfPrincipal, namedActions, namedPrincipals, type Finding, type LintContext } from './lint.ts';

const ownService = { key: 'kms', bucket: 's3', role: undefined } as const;

/** L17: an action that its service does not have, or that this kind of document cannot speak of. */
export function unknownActions(statement: Statement, { kind }: LintContext): readonly Finding[] {
  const element = [statement.actions?.not === true ? 'NotAction' : 'Action'];
  const entries = (statement.actions?.entries ?? []).filter((entry) => typeof entry === 'string');
  return entries.flatMap((entry): readonly Finding[] => {
    const service = fold(entry.slice(0, Math.max(entry.indexOf(':'), 0)));
    if (service === '') return /^\*+$/u.test(entry) ? [] : [withoutService(entry, element)];
    const own = ownService[kind];
    if (own !== undefined && service !== own && !/[*?]/u.test(service))
      return [foreign(entry, kind, element)];
    if (expandAction(entry)?.length !== 0) return [];
    return [
      {
        severity: 'warning',
        code: 'policy.unknown-action',
        says: `names ${entry}, which is no action of ${service}`,
        hint: suggestion(entry, service),
        element,
      },
    ];
  });
}

function withoutService(entry: string, element: readonly string[]): Finding {
  return {
    severity: 'error',
    code: 'policy.unknown-action',
    says: `names ${entry}, which has no service prefix`,
    hint: 'write it with its service, e.g. kms:Decrypt',
    element,
  };
}

function foreign(entry: string, kind: 'key' | 'bucket' | 'role', element: readonly string[]): Finding {
  return {
    // S3 refuses such a document; KMS takes it and the entry does nothing.
    severity: kind === 'bucket' ? 'error' : 'warning',
    code: 'policy.unknown-action',
    says: `names ${entry}, of which a ${kind} policy cannot speak`,
    hint: 'remove it, or state it in an IAM policy of the principal',
    element,
  };
}

function suggestion(entry: string, service: string): string {
  const key = fold(entry);
  const operation = Object.hasOwn(operationNames, key) ? operationNames[key] : undefined;
  if (operation !== undefined) return `that is an operation; its action is ${operation}`;
  const nearest = (actionsOf(service) ?? [])
    .map((action) => ({ action, distance: distance(fold(action), key) }))
    .reduce((best, next) => (next.distance < best.distance ? next : best), { action: '', distance: 4 });
  return nearest.action === ''
    ? 'see the Service Authorization Reference'
    : `did you mean ${nearest.action}?`;
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...b].entries()) {
      const change = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(change, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** L10: a condition on the encryption context can never be met by an action that carries none. */
export function contextWithoutContext(statement: Statement): readonly Finding[] {
  const condition = statement.conditions.find(
    (line) => /^kms:encryptioncontext(?:keys$|:)/iu.test(line.key) && demandsKey(line),
  );
  if (condition === undefined) return [];
  const idle = namedActions(statement).filter((entry) => {
    const actions = expandAction(entry) ?? [];
    return /^kms:/iu.test(entry) && actions.length > 0 && !actions.some(takesContext);
  });
  if (idle.length === 0) return [];
  return [
    {
      severity: 'warning',
      code: 'policy.no-context',
      says: `${statement.effect === 'Allow' ? 'allows' : 'denies'} ${idle.join(', ')} under ${condition.key}, which never comes with it`,
      element: ['Action'],
    },
  ];
}

/** L11: of another account's principals only some actions of a key policy take effect. */
export function crossAccountDead(statement: Statement, context: LintContext): readonly Finding[] {
  if (context.kind !== 'key' || statement.effect === 'Deny') return [];
  const accounts = namedPrincipals(statement).map(accountOfPrincipal);
  const strange = accounts.filter((account) => account !== undefined && account !== context.account);
  const dead = namedActions(statement).filter((entry) => {
    const actions = expandAction(entry) ?? [];
    return actions.length > 0 && !actions.some(worksAcrossAccounts);
  });
  if (strange.length === 0 || strange.length < accounts.length || dead.length === 0) return [];
  return [
    {
      severity: 'warning',
      code: 'policy.cross-account-dead',
      says: `allows ${dead.join(', ')} to account ${[...new Set(strange)].join(', ')}, where it takes no effect`,
      hint: 'remove it: administration, tags, aliases and policy of a key are of its own account only',
      element: ['Action'],
    },
  ];
}

/** An action that another entry of the same statement covers. */
export function redundantActions(statement: Statement): readonly Finding[] {
  const entries = [...new Set(namedActions(statement).map((entry) => fold(entry)))];
  const covered = entries.flatMap((entry) => {
    const wider = entries.find((other) => other !== entry && coversGlob(other, entry));
    return wider === undefined ? [] : [`${entry} (covered by ${wider})`];
  });
  if (covered.length === 0) return [];
  return [
    {
      severity: 'info',
      code: 'policy.redundant',
      says: `says more than it needs: ${covered.join(', ')}`,
      element: ['Action'],
    },
  ];
}
