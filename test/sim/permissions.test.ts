import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/kinds/index.ts';
import type { AnyKind } from '../../src/model/kind/kind.ts';
import { byCodeUnit } from '../../src/model/tree.ts';
import type { Guarded } from '../support/guarded.ts';
import { stories } from '../support/permission-stories.ts';

/**
 * The policy of a key whose mark was taken off cannot be read until the mark is back, which this same run does:
 * the permission to read policies ends with the mark.
 */
const refusedOnPurpose: Readonly<Record<string, readonly string[]>> = {
  'marks taken off behind our back': [
    'read kms:GetKeyPolicy',
    'read kms:GetKeyRotationStatus',
    'read kms:ListGrants',
  ],
};

const runs: Guarded[] = [];

describe('with the generated permissions and no others, by roles that the embedded AWS holds to them', () => {
  it.each(stories)('$name', async ({ name, run }) => {
    const told = await run();
    runs.push(told);
    const { came, denied } = told;
    const lastDone = came.findLastIndex((line) => line.endsWith(' done'));
    expect({
      failed: came.filter((line) => line.includes('failed') || line.startsWith('never')),
      left: came.slice(lastDone).filter((line) => line.startsWith('left')),
      denied: [...denied],
    }).toEqual({ failed: [], left: [], denied: refusedOnPurpose[name] ?? [] });
    expect([...told.sent].some((line) => line.startsWith('write'))).toBe(true);
  });

  it('sends no action of the other role', () => {
    const sent = new Set(runs.flatMap((run) => [...run.sent]));
    const wrong = [...sent].filter((line) => /^read \S+:(?!Get|List|Describe|Head)/u.test(line));
    expect(wrong).toEqual([]);
    expect(sent.size).toBeGreaterThan(50);
  });
});

/** Permissions that no story needs, each with the reason why it is declared. */
const unused: Readonly<Record<string, string>> = {};

describe('the declarations of the kinds', () => {
  it('is used by the stories above, all of it', () => {
    const made = new Set(runs.flatMap((run) => [...run.made]));
    const never = kinds.flatMap(declaredBy).filter((one) => !made.has(one));
    expect(never.toSorted(byCodeUnit)).toEqual(Object.keys(unused).toSorted(byCodeUnit));
  });
});

/** Lists the declaration of a kind, as `Kind part operation`. */
function declaredBy({ kind, reads, facets, create, removal, strays, identity }: AnyKind): readonly string[] {
  const { marking } = identity;
  const parts: readonly (readonly [string, readonly string[] | undefined])[] = [
    ...Object.entries(reads).map(([name, { asks }]) => [`read ${name}`, asks] as const),
    ...facets.map(({ name, calls }) => [`facets.${name}`, calls] as const),
    ...Object.entries(removal?.reads ?? {}).map(([name, { asks }]) => [`removal ${name}`, asks] as const),
    ['create', create?.calls],
    ['removal', removal?.calls],
    ['removal.follow', removal?.follow?.asks],
    ['strays', strays?.asks],
    ['index', marking?.asks],
    ['marking', marking?.calls],
    ['identity', identity.by === 'mark' ? identity.asks : undefined],
  ];
  return parts.flatMap(([part, ops]) => (ops ?? []).map((op) => `${kind} ${part} ${op}`));
}
