import type { Diagnostic, Span } from '../model/diagnostic.ts';
import type { Guardrails } from '../model/guardrails.ts';
import type { Coordination, Stack } from '../model/resource.ts';
import { sameTree } from '../model/tree.ts';
import { standsOnListed } from './stands-on.ts';

/**
 * Gives what the manifests declare beyond the guardrails: accounts, roles, trust, administrators, released classes,
 * kinds and the place of lease and journal. Modes and caps are gates, since a looser Stack is only held to them. Takes a valid Stack; an empty list means that all is within.
 */
export function beyondGuardrails(stack: Stack, guardrails: Guardrails): readonly Diagnostic[] {
  const { settings, resources } = stack;
  const { file, accounts, roles, trustedAccounts, keyAdministrators, classes, kinds } = guardrails;
  const strangeAccounts = settings.accounts.filter(({ id }) => accounts?.includes(id) === false);
  const named = settings.accounts.flatMap(({ roles: own }) =>
    own === undefined ? [] : Object.values<string>({ ...own }),
  );
  const strangeRoles = named.filter((arn) => roles?.includes(arn) === false);
  const strangeKinds = [...resources.values()].filter(({ kind }) => kinds?.includes(kind) === false);
  return [
    ...strangeAccounts.map(({ id }) => beyond(`the Stack names account ${id}`, file)),
    ...[...new Set(strangeRoles)].map((arn) => beyond(`the Stack names role ${arn}`, file)),
    ...settings.trustedAccounts
      .filter((id) => trustedAccounts?.includes(id) === false)
      .map((id) => beyond(`the Stack trusts account ${id}`, file)),
    ...settings.keyAdministrators
      .filter((arn) => keyAdministrators?.includes(arn) === false)
      .map((arn) => beyond(`the Stack lets ${arn} administer keys`, file)),
    ...settings.release
      .filter((one) => classes?.includes(one) === false)
      .map((one) => beyond(`the Stack releases ${one}`, file)),
    ...strangePlace(settings.coordination, guardrails),
    ...strangeKinds.map(({ address, kind, span }) => beyond(`${address} is a ${kind}`, file, span)),
    ...standsOnListed(stack, guardrails),
  ];
}

/**
 * Refuses a place of lease and journal that the guardrails do not name. The accepted Stack is read where the commit
 * says, so a commit that moves there brings the measure of itself. Only a bound outside of the repository can tell
 * (authority.md §1.3).
 */
function strangePlace(
  declared: Coordination | undefined,
  { coordination, file }: Guardrails,
): readonly Diagnostic[] {
  if (coordination === undefined) return [];
  if (declared === undefined) return [beyond('the Stack keeps lease and journal locally', file)];
  if (coordination.some((one) => sameTree({ ...one }, { ...declared }))) return [];
  return [beyond(`the Stack keeps lease and journal in ${placeText(declared)}`, file)];
}

function placeText(at: Coordination): string {
  return at.is === 'directory' ? at.path : `s3://${at.bucket}/${at.prefix}`;
}

function beyond(what: string, file: string, span?: Span): Diagnostic {
  return {
    severity: 'error',
    code: 'guardrails.beyond',
    message: `${what}, which the guardrails in ${file} do not allow`,
    ...(span === undefined ? {} : { span }),
  };
}
