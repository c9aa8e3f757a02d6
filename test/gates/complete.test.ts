import { describe, expect, it } from 'vitest';
import { managedPaths } from '../../scripts/docs/gates.ts';
import { kinds } from '../../src/kinds/index.ts';

const how =
  'Each managed path says what a change of it does: `gates` of its facet if it waits for a person, `ungated` with ' +
  'the reason if it never does';

describe.each(kinds)('$kind', (kind) => {
  it('says of every managed path what a gain, a loss and a change wait for', () => {
    const paths = managedPaths(kind);
    expect(paths.length).toBeGreaterThan(0);
    expect(
      paths.filter(({ cells }) => cells.includes('')).map(({ path }) => path),
      how,
    ).toEqual([]);
  });

  it('has rows for every facet whose changes can be dangerous', () => {
    const silent = kind.facets.filter(
      ({ paths, risk, gates = [] }) => paths.length > 0 && risk !== undefined && gates.length === 0,
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('names no path that it does not manage, and none twice', () => {
    const managed = kind.facets.flatMap(({ paths }) => paths);
    const strange = kind.facets.flatMap(({ gates = [], ungated = [], paths }) =>
      [...gates.map(({ path }) => path), ...ungated.flatMap((row) => row.paths)].filter(
        (path) => !paths.some((one) => path === one || path.startsWith(`${one}/`)),
      ),
    );
    expect(strange).toEqual([]);
    const both = kind.facets.flatMap(({ gates = [], ungated = [] }) =>
      ungated.flatMap((row) => row.paths).filter((path) => gates.some((gate) => gate.path === path)),
    );
    expect(both).toEqual([]);
    expect(managed.length).toBe(new Set(managed).size);
  });
});
