import type { Diagnostic } from '../model/diagnostic.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import type { Resource, Settings, Stack } from '../model/resource.ts';

/**
 * Finds what is wrong with documents for whoever runs this. Where the Stack names no roles, that is only known once
 * AWS has said who calls. Leaves out what validation found before.
 */
export function lockingCallersOut(
  stack: Stack,
  kinds: ReadonlyMap<string, AnyKind>,
  callers: ReadonlyMap<string, string>,
): readonly Diagnostic[] {
  const { settings } = stack;
  const accounts = settings.accounts.map((account) => {
    const caller = callers.get(account.id);
    return account.roles !== undefined || caller === undefined ? account : { ...account, caller };
  });
  if (accounts.every(({ caller }) => caller === undefined)) return [];
  return [...stack.resources.values()].flatMap((resource) => {
    const kind = kinds.get(resource.kind);
    if (kind === undefined) return [];
    const before = new Set(found(kind, resource, settings).map(({ message }) => message));
    return found(kind, resource, { ...settings, accounts }).filter(
      ({ severity, message }) => severity === 'error' && !before.has(message),
    );
  });
}

function found(kind: AnyKind, resource: Resource, settings: Settings): readonly Diagnostic[] {
  const { address, metadata, place, spec, spanOf } = resource;
  const problems = kind.validate({ address, spec, metadata, place, ids: {}, settings });
  return problems.map((one) => ({ ...one, address, span: one.span ?? spanOf(one.path ?? '') }));
}
