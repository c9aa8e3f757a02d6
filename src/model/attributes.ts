import type { Ids } from './ids.ts';
import type { AnyKind } from './kind/kind.ts';

/** Derives from its ids the attributes of one resource that AWS has assigned. */
export function attributesOf(kind: AnyKind, ids: Ids): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(kind.attributes).flatMap(([name, attribute]) => {
      const value = attribute.of(ids);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
