import { byCodeUnit } from '../../../model/tree.ts';
import { scopeOf } from '../../operation.ts';
import type { Draft } from '../../world.ts';
import type { AliasRecord, KeyRecord } from './records.ts';

type Place = Pick<KeyRecord, 'account' | 'region'>;

/** Lists the names of a key's aliases, in code-unit order. */
export function aliasNamesOf(draft: Draft, key: Place & Pick<KeyRecord, 'id'>): readonly string[] {
  return draft.get('keyAliases', scopeOf(key), key.id)?.names ?? [];
}

/** Writes an alias and keeps the index by key true. */
export function putAlias(draft: Draft, place: Place, alias: AliasRecord): void {
  const scope = scopeOf(place);
  const before = draft.get('alias', scope, alias.name);
  if (before !== undefined && before.target !== alias.target) unlink(draft, scope, before);
  draft.put('alias', scope, alias.name, alias);
  const names = draft.get('keyAliases', scope, alias.target)?.names ?? [];
  if (names.includes(alias.name)) return;
  draft.put('keyAliases', scope, alias.target, { names: [...names, alias.name].toSorted(byCodeUnit) });
}

export function removeAlias(draft: Draft, place: Place, name: string): void {
  const scope = scopeOf(place);
  const alias = draft.get('alias', scope, name);
  if (alias === undefined) return;
  draft.remove('alias', scope, name);
  unlink(draft, scope, alias);
}

function unlink(draft: Draft, scope: string, alias: AliasRecord): void {
  const names = (draft.get('keyAliases', scope, alias.target)?.names ?? []).filter(
    (name) => name !== alias.name,
  );
  if (names.length > 0) draft.put('keyAliases', scope, alias.target, { names });
  else draft.remove('keyAliases', scope, alias.target);
}
