import type { Diagnostic } from '../model/diagnostic.ts';
import type { Resource, Stack } from '../model/resource.ts';
import { isMap } from '../model/tree.ts';
import { largest, sizeOf } from '../policy/index.ts';
import { at, resourcesOf, textAt } from './check.ts';

/**
 * Reports roles whose inline policies together exceed the limit of IAM (IAM User Guide, IAM and AWS STS quotas). The
 * one that is written last is refused, whichever it is. One that is too large alone is reported at its place.
 */
export function rolePolicies(stack: Stack): readonly Diagnostic[] {
  const byRole = Map.groupBy(
    resourcesOf(stack, 'RolePolicy').filter(({ spec }) => isMap(spec['document'])),
    ({ place, spec }) => `${place.account} ${textAt(spec, 'role') ?? ''}`,
  );
  return [...byRole.values()].flatMap((policies): readonly Diagnostic[] => {
    const sizes = policies.map(sizeIn);
    const together = sizes.reduce((sum, size) => sum + size, 0);
    const last = policies.at(-1);
    if (last === undefined || together <= largest.role || sizes.some((size) => size > largest.role))
      return [];
    const names = policies.map(({ address }) => address).join(', ');
    return [
      at(last, {
        severity: 'error',
        code: 'check.role-policies',
        path: '/document',
        message: `${names} have ${together} characters together; IAM accepts at most ${largest.role} for the inline policies of role ${textAt(last.spec, 'role') ?? ''}`,
      }),
    ];
  });
}

function sizeIn({ spec }: Resource): number {
  return sizeOf('role', spec['document'] ?? null);
}
