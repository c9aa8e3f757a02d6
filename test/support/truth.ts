import { isMap, stableText, type Tree } from '../../src/model/tree.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

/** Tables that the sandbox keeps only to find rows of another one. */
const derived: readonly string[] = ['keyAliases'];

/**
 * Splits a world into small named pieces: `key <scope> <id> description`. Tags and the members of a bucket's
 * encryption are separate pieces, so that a test can watch what is not ours.
 */
export function truthOf(sandbox: Sandbox): ReadonlyMap<string, string> {
  const pieces = new Map<string, string>();
  for (const [table, scopes] of Object.entries(sandbox.world().entities)) {
    if (derived.includes(table)) continue;
    for (const [scope, ids] of Object.entries(scopes)) {
      for (const [id, versions] of Object.entries(ids)) {
        const row = versions.at(-1)?.[1] as Tree | undefined;
        if (row === undefined || row === null || !isMap(row)) continue;
        for (const [member, value] of Object.entries(row))
          explode(`${table} ${scope} ${id} ${member}`, member, value, pieces);
      }
    }
  }
  return pieces;
}

function explode(name: string, member: string, value: Tree, pieces: Map<string, string>): void {
  if (member === 'tags' && Array.isArray(value)) {
    for (const tag of value as readonly { TagKey?: string; Key?: string }[])
      pieces.set(`${name} ${tag.TagKey ?? tag.Key ?? ''}`, stableText(tag));
    return;
  }
  if (member === 'encryption' && isMap(value)) {
    for (const [part, of] of Object.entries(value)) pieces.set(`${name} ${part}`, stableText(of));
    return;
  }
  pieces.set(name, stableText(value));
}

export interface PieceChange {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Finds the pieces that differ. */
export function changedPieces(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly PieceChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const change = { name, before: before.get(name), after: after.get(name) };
    return change.before === change.after ? [] : [change];
  });
}
