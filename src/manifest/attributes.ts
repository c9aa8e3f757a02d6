import type { Address } from '../model/address.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import type { Resource, Settings, Stack } from '../model/resource.ts';

/** Finds one attribute of a resource, where manifests alone settle it. */
export function attributeKnown(
  kind: AnyKind,
  attribute: string,
  { spec, place }: Pick<Resource, 'spec' | 'place'>,
  settings: Settings,
): string | undefined {
  return Object.hasOwn(kind.attributes, attribute)
    ? kind.attributes[attribute]?.known?.(spec, place, settings)
    : undefined;
}

/** Collects every attribute that manifests alone settle, by address: what `resolve` can fill before AWS is asked. */
export function attributesKnown(
  stack: Stack,
  kinds: readonly AnyKind[],
): ReadonlyMap<Address, Readonly<Record<string, string>>> {
  const found = new Map<Address, Readonly<Record<string, string>>>();
  for (const resource of stack.resources.values()) {
    const kind = kinds.find((one) => one.kind === resource.kind);
    if (kind === undefined) continue;
    const known = Object.keys(kind.attributes).flatMap((attribute) => {
      const value = attributeKnown(kind, attribute, resource, stack.settings);
      return value === undefined ? [] : [[attribute, value] as const];
    });
    found.set(resource.address, Object.fromEntries(known));
  }
  return found;
}
