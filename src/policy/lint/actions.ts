import { nearest } from '../../model/nearest.ts';
import { expandAction, worksAcrossAccounts } from '../actions.ts';
import { referenceDate } from '../authorization/index.ts';
import type { PolicyKind, Statement } from '../document.ts';
import { fold } from '../fold.ts';
import { coversGlob } from '../glob.ts';
import { misspelt } from '../misspelt.ts';
import { operationNames } from '../operation-names.ts';
import { actionsOf, isService, nearestService, prefixOf } from '../reference.ts';
import {
  accountOfPrincipal,
  namedActions,
  namedPrincipals,
  ownService,
  type Finding,
  type LintContext,
} from './lint.ts';

/** Reports L17: an action that its service does not have, or that this kind of document cannot speak of. */
export function unknownActions(statement: Statement, { kind }: LintContext): readonly Finding[] {
  const element = [statement.actions?.not === true ? 'NotAction' : 'Action'];
  const entries = (statement.actions?.entries ?? []).filter((entry) => typeof entry === 'string');
  return entries.flatMap((entry): readonly Finding[] => {
    const service = prefixOf(entry);
    if (service === '') return /^\*+$/u.test(entry) ? [] : [withoutService(entry, element)];
    const wild = /[*?]/u.test(service);
    const own = ownService[kind];
    if (own !== undefined && service !== own && !wild) return [foreign(entry, kind, element)];
    if (!wild && !isService(service)) return [unknownService(entry, service, element)];
    if (expandAction(entry)?.length !== 0) return [];
    return [unknownAction(entry, service, kind, element)];
  });
}

function withoutService(entry: string, element: readonly string[]): Finding {
  return {
    severity: 'error',
    code: 'policy.unknown-action',
    says: `names ${entry}, which has no service prefix`,
    hint: 'write it with its service, e.g. kms:Decrypt',
    element,
    entry,
  };
}

function unknownService(entry: string, service: string, element: readonly string[]): Finding {
  const meant = nearestService(service);
  return {
    severity: 'warning',
    code: 'policy.unknown-action',
    says: `names ${entry}, but AWS has no service ${service}`,
    hint: meant === undefined ? notInReference : `did you mean ${meant}:${entry.slice(service.length + 1)}?`,
    element,
    entry,
  };
}

const notInReference = `the Service Authorization Reference of ${referenceDate} does not have it`;

function foreign(entry: string, kind: PolicyKind, element: readonly string[]): Finding {
  return {
    // S3 refuses such a document; KMS takes it and the entry does nothing.
    severity: kind === 'bucket' ? 'error' : 'warning',
    code: 'policy.unknown-action',
    says: `names ${entry}, which is not allowed in a ${kind} policy`,
    hint: 'remove it, or move it to an IAM policy of the principal',
    element,
    entry,
  };
}

/**
 * Describes an action that the service does not have; S3 refuses it ("Policy has invalid action"). An action that
 * is newer than our table is no mistake, so only a misspelt name is an error.
 */
function unknownAction(
  entry: string,
  service: string,
  kind: PolicyKind,
  element: readonly string[],
): Finding {
  const key = fold(entry);
  const operation = Object.hasOwn(operationNames, key) ? operationNames[key] : undefined;
  const actions = actionsOf(service) ?? [];
  const surely = misspelt(entry, actions);
  const meant = surely ?? nearest(entry, actions);
  return {
    severity: kind === 'bucket' && (operation ?? surely) !== undefined ? 'error' : 'warning',
    code: 'policy.unknown-action',
    says: `names ${entry}, which is not an action of ${service}`,
    hint:
      operation !== undefined
        ? `this is an operation; its action is ${operation}`
        : meant === undefined
          ? notInReference
          : `did you mean ${meant}?`,
    element,
    entry,
  };
}

/** Reports L11: of another account's principals only some actions of a key policy take effect. */
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
      says: `allows ${dead.join(', ')} to account ${[...new Set(strange)].join(', ')}, where it has no effect`,
      hint: 'remove it: only the account of a key can manage its state, tags, aliases and policy',
      element: ['Action'],
      entry: dead[0],
    },
  ];
}

/** Finds an action that another entry of the same statement covers. */
export function redundantActions(statement: Statement): readonly Finding[] {
  const entries = [...new Set(namedActions(statement).map((entry) => fold(entry)))];
  const covered = entries.flatMap((entry) => {
    const wider = entries.find((other) => other !== entry && coversGlob(other, entry));
    return wider === undefined ? [] : [{ entry, wider }];
  });
  const [first] = covered;
  if (first === undefined) return [];
  return [
    {
      severity: 'info',
      code: 'policy.redundant',
      says: `has redundant entries: ${covered.map(({ entry, wider }) => `${entry} (covered by ${wider})`).join(', ')}`,
      element: ['Action'],
      entry: first.entry,
    },
  ];
}
