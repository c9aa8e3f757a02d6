import { metadataFields } from '../../src/engine/authority/metadata-fields.ts';
import { stackFields, type Field } from '../../src/engine/authority/stack-fields.ts';
import { gateTable } from '../../src/report/sentences/gate-table.ts';
import { kinds } from '../../src/kinds/index.ts';
import type { GateRow } from '../../src/model/kind/facet.ts';
import type { AnyKind } from '../../src/model/kind/kind.ts';
import { isWithin, type Path } from '../../src/model/path.ts';
import type { Tree } from '../../src/model/tree.ts';
import { list, madeBy, md, page, table } from './markdown.ts';

/** Makes docs/gates.md, which changes run alone and which wait for another, from the declarations that the engine uses. */
export function gatesPage(): string {
  return page([
    '# Gates',
    madeBy,
    'A gate decides whether a step runs, waits for a person or is stopped. A test fails for a field or a path without a class. [Guardrails](guardrails.md) limit all gates from outside.',
    '## Which gate stops which step',
    'Each step has one of three purposes. **Drift narrowed**: it removes access that somebody opened outside Git. **Repair**: it restores access, or destroys something, to revert drift. **Change from Git**: everything else.',
    table(
      ['gate', 'drift narrowed', 'repair', 'change from Git'],
      gateTable.map(({ gate, cells }) => [gate, cells['narrows-drift'], cells.repairs, cells['follows-git']]),
    ),
    list([
      '`counts`: all such steps stop if they exceed the caps. `counts contract`: only changes from Git that take something away count.',
      '`stops unless hostile`: Keywright still removes access for untrusted principals, restores the public access block of a bucket, and starts a trail.',
      '`waits unless hostile`: Keywright still removes access for untrusted principals; everything else waits for a person.',
    ]),
    '## Fields of the Stack',
    'A loosening change waits for approval (`loosen`), and never releases steps of the same commit. A tightening change takes effect at once.',
    fieldTable(stackFields),
    '## Metadata of a resource',
    fieldTable(metadataFields),
    '## Many at once',
    'A commit that removes three manifests, or one in ten, waits as a whole (`shrink`).',
    ...kinds.flatMap(kindSection),
  ]);
}

/** Values that a field may have: enough to meet each way to judge. */
const samples: readonly (readonly [empty: Tree | undefined, one: Tree, other: Tree])[] = [
  [undefined, 'a', 'b'],
  [null, 'a', 'b'],
  [null, true, 'b'],
  [null, 'released', 'present'],
  [null, 'statements', 'document'],
  ['approve', 'auto', 'never'],
  ['approve', 'never', 'auto'],
  [[], ['a'], ['b']],
  [[], [{ path: '/policy' }], [{ path: '/tags' }]],
  [0, 2, 1],
];

function fieldTable(fields: Readonly<Record<string, Pick<Field<never>, 'judge'>>>): string {
  const rows = Object.entries(fields).map(([path, { judge }]) => {
    const over = (
      pair: (sample: (typeof samples)[number]) => readonly [Tree | undefined, Tree | undefined],
    ): string => {
      const judged = (of: typeof samples): string | undefined => {
        const found = new Set(of.map((sample) => judge(...pair(sample))));
        if (found.has('loosening')) return 'loosens';
        return found.has('tightening') ? 'tightens' : undefined;
      };
      return judged(samples.filter(isFromNothing)) ?? judged(samples) ?? 'neutral';
    };
    return [
      shown(path),
      over(([empty, one]) => [empty, one]),
      over(([empty, one]) => [one, empty]),
      over(([, one, other]) => [other, one]),
    ];
  });
  return table(['field', 'gains', 'loses', 'changes'], rows);
}

/** Treats an unset field as a value only if the empty value does not count. */
function isFromNothing([empty]: (typeof samples)[number]): boolean {
  return empty === undefined || empty === null || (Array.isArray(empty) && empty.length === 0);
}

function kindSection(kind: AnyKind): readonly string[] {
  const paths = managedPaths(kind).map(({ path, cells }) => [shown(path), ...cells.map(md)]);
  return [`## ${kind.kind}`, table(['path', 'gains', 'loses', 'changes'], paths), besides(kind)];
}

function shown(path: string): string {
  return `\`${path.slice(1).replaceAll('/', '.')}\``;
}

/** One managed path and what happens to a change of it, in the order gains, loses, changes. */
export interface PathCells {
  readonly path: Path;
  readonly cells: readonly [gains: string, loses: string, changes: string];
}

/** Lists every managed path of a kind; a cell is empty where nothing says what happens. */
export function managedPaths(kind: AnyKind): readonly PathCells[] {
  const fixed = kind.immutable.map(({ path }) => path);
  const managed = kind.facets.flatMap((facet) => {
    const gates = facet.gates ?? [];
    const below = gates
      .map(({ path }) => path)
      .filter((path) => facet.paths.some((one) => isWithin(path, one)));
    const ungated = (facet.ungated ?? []).flatMap((row) => row.paths.map((path) => ({ path, why: row.why })));
    const paths = [
      ...new Set([
        ...facet.paths.filter((one) => !below.some((path) => path !== one && isWithin(path, one))),
        ...below,
      ]),
    ];
    return paths.map((path): PathCells => {
      const why = ungated.find((row) => isWithin(path, row.path))?.why;
      const rows = gates.filter((row) => row.path === path);
      const on = (which: GateRow['on']): string =>
        cellOf(
          rows.filter((row) => row.on === which),
          rows.length > 0,
          why,
        );
      return { path, cells: [on('gains'), on('loses'), on('changes')] };
    });
  });
  const seen = new Set(managed.map(({ path }) => path));
  const blocked = 'blocked: AWS cannot change it';
  return [
    ...managed.map((row): PathCells =>
      fixed.includes(row.path) ? { path: row.path, cells: [blocked, blocked, blocked] } : row,
    ),
    ...fixed
      .filter((path) => !seen.has(path))
      .map((path): PathCells => ({ path, cells: [blocked, blocked, blocked] })),
  ];
}

function cellOf(rows: readonly GateRow[], isGated: boolean, why: string | undefined): string {
  if (rows.length > 0) return rows.map(({ class: of, when }) => `${of}: ${when}`).join('; ');
  if (isGated) return 'runs';
  return why === undefined ? '' : `runs: ${why}`;
}

/** Lists what the kind removes or replaces as a whole. */
function besides({ facets, removal }: AnyKind): string {
  const whole = facets.filter(({ paths, approval }) => paths.length === 0 && approval !== undefined);
  return list([
    ...whole.map(({ name, approval }) => `\`${name}\`: ${md(approval ?? '')}`),
    removal === undefined ? undefined : `\`metadata.state: absent\`: ${removalText(removal.calls)}`,
  ]);
}

function removalText(calls: readonly string[]): string {
  if (calls.includes('kms:ScheduleKeyDeletion'))
    return 'disables it first (disable), and schedules its deletion later (delete)';
  return calls.includes('kms:RevokeGrant') ? 'revokes it (cut-off)' : 'deletes it (delete)';
}
