import type { KindLaws, Renaming } from './kind-laws.ts';

/** The laws of every kind, by its folder. */
export const lawsByFolder: ReadonlyMap<string, KindLaws> = new Map(
  Object.entries(
    import.meta.glob<{ readonly laws: KindLaws }>('../../src/kinds/*/laws.test-helper.ts', { eager: true }),
  ).map(([path, { laws }]) => [path.split('/').at(-2) ?? '', laws]),
);

/** What AWS calls a thing, or where it lives, changes a moment after it was made. */
export const renamings: readonly Renaming[] = [...lawsByFolder.values()].flatMap(
  (laws) => laws.renamings ?? [],
);
