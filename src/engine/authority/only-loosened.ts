import type { Address } from '../../model/address.ts';
import { hasErrors } from '../../model/diagnostic.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Attributes, Settings, Stack } from '../../model/resource.ts';
import { subjectOf } from '../observe/subject.ts';

/**
 * Finds the resources that only the loosened Stack allows, each with the reason. They wait for the Stack and are no
 * mistake.
 */
export function onlyLoosened(
  { settings, resources }: Stack,
  kinds: ReadonlyMap<string, AnyKind>,
  attributes: Attributes,
): ReadonlyMap<Address, string> {
  const allowActions = settings.judgedBy?.allowActions;
  const asWritten = settings.rolePolicies?.allowActions ?? [];
  if (allowActions === undefined || allowActions.length === asWritten.length) return new Map();
  const judged: Settings = { ...settings, rolePolicies: { allowActions } };
  const found = [...resources.values()].flatMap((resource) => {
    const validate = kinds.get(resource.kind)?.validate;
    if (validate === undefined) return [];
    const errorsBy = (by: Settings) =>
      validate(subjectOf(resource, by, attributes, {})).filter((one) => hasErrors([one]));
    const [first] = errorsBy(judged);
    return first === undefined || errorsBy(settings).length > 0
      ? []
      : [[resource.address, first.message] as const];
  });
  return new Map(found);
}
