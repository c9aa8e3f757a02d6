import type { Address } from '../../model/address.ts';
import { derived } from '../../model/derived.ts';
import type { Other, Others } from '../../model/others.ts';

/**
 * Finds what manifests declare of one kind and keep. Every document of an estate asks, so nothing else is looked
 * through.
 */
export function presentOfKind(others: Others, kind: string): readonly (readonly [Address, Other])[] {
  return presentByKind(others).get(kind) ?? [];
}

const presentByKind = derived((others: Others) =>
  Map.groupBy(
    [...others].filter(([, { state }]) => state === 'present'),
    ([, { kind }]) => kind,
  ),
);
