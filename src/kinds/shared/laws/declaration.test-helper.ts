import { expect, it } from 'vitest';
import { managedPaths } from '../../../../scripts/docs/gates.ts';
import { operationOf } from '../../../aws/operations.ts';
import type { AnyKind } from '../../../model/kind/kind.ts';

/** Tests that a kind declares what docs and plans need. */
export function declaration(kind: AnyKind): void {
  const { facets, create, reads, existence, removal, byHand } = kind;

  it('says of every managed path what a gain, a loss and a change wait for', () => {
    const paths = managedPaths(kind);
    expect(paths.length).toBeGreaterThan(0);
    expect(
      paths.filter(({ cells }) => cells.includes('')).map(({ path }) => path),
      'fill in the facet: each managed path says what a change of it does: `gates` if it waits for a person, `ungated` with the reason if it never does',
    ).toEqual([]);
  });

  it('says what it is, and which operations it uses', () => {
    expect(
      JSON.stringify({ kind: kind.summary, byHand, facets }),
      'fill in the words of index.ts',
    ).not.toContain('Fill in');
    const asked = Object.values(reads).flatMap(({ asks }) => asks);
    expect(asked, 'fill in reads.ts: the operation that shows it').not.toEqual([]);
    const silent = facets.filter(({ calls }) => calls.length === 0).map(({ name }) => name);
    expect(silent, 'fill in `put` of these facets').toEqual([]);
  });

  it('has rows for every facet whose changes can be dangerous', () => {
    const silent = facets.filter(
      ({ paths, risk, gates = [] }) => paths.length > 0 && risk !== undefined && gates.length === 0,
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('manages each path in one facet, and names no other', () => {
    const strange = facets.flatMap(({ gates = [], ungated = [], paths }) =>
      [...gates.map(({ path }) => path), ...ungated.flatMap((row) => row.paths)].filter(
        (path) => !paths.some((one) => path === one || path.startsWith(`${one}/`)),
      ),
    );
    expect(strange).toEqual([]);
    const both = facets.flatMap(({ gates = [], ungated = [] }) =>
      ungated.flatMap((row) => row.paths).filter((path) => gates.some((gate) => gate.path === path)),
    );
    expect(both).toEqual([]);
    const managed = facets.flatMap(({ paths }) => paths);
    expect(managed.length).toBe(new Set(managed).size);
  });

  // Anybody between AWS and us can give a status. Only an answer with a body says what it is about.
  it.skipIf(create === undefined)('is shown by an answer that has a body, once it is made', () => {
    const names: readonly string[] = create?.shownBy ?? [existence];
    const asked = names.map((name) => new Map(Object.entries(reads)).get(name)?.asks ?? []);
    const hasBody = (ops: (typeof asked)[number]): boolean =>
      ops.every((op) => Object.keys(operationOf(op).always).length > 0);
    expect(asked.filter(hasBody)).not.toEqual([]);
  });

  it('ends by a tombstone, or by a command that a person gets, never by both', () => {
    expect(removal === undefined).toBe(byHand !== undefined);
  });
}
