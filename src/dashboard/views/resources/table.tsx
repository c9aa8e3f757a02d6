import type { TargetedKeyboardEvent, VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Row } from '../../../server/types.ts';
import { Age } from '../../parts/age.tsx';
import { HealthPill, Pill, SyncPill } from '../../parts/pill.tsx';
import { resourcePath } from '../../router.ts';
import type { RowFilter } from '../../words/filter.ts';
import { counted, grouped } from '../../words/sentence.ts';

/** Shows rows as a table; on a narrow screen each row has two lines. Arrow keys go from row to row. */
export function RowTable({
  rows,
  filter,
}: {
  readonly rows: readonly Row[];
  readonly filter: RowFilter;
}): VNode {
  const showsSource = filter.source === '' && new Set(rows.map(({ source }) => source)).size > 1;
  // Roles are named, since a table that is laid out as a grid has none for some screen readers.
  return (
    <table class="rows list" role="table" onKeyDown={step}>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            Resource
          </th>
          <th role="columnheader" scope="col">
            State
          </th>
          <th role="columnheader" scope="col">
            Drifts since
          </th>
          <th role="columnheader" scope="col">
            Account and Region
          </th>
          <th role="columnheader" scope="col">
            Read
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <OneRow key={`${row.source} ${row.address}`} row={row} showsSource={showsSource} />
        ))}
      </tbody>
    </table>
  );
}

function OneRow({ row, showsSource }: { readonly row: Row; readonly showsSource: boolean }): VNode {
  // A page has up to a hundred rows: only those that changed are drawn again.
  return useMemo(
    () => (
      <tr role="row">
        <td role="cell" class="of-name">
          <a class="name" href={resourcePath(row.address, row.source)}>
            <code>{row.address}</code>
          </a>
          {showsSource && <span class="soft"> {row.source}</span>}
        </td>
        <td role="cell" class="of-state">
          <SyncPill sync={row.sync} /> {row.health !== 'Healthy' && <HealthPill health={row.health} />}{' '}
          {row.waiting !== undefined && <Pill tone="waits">{grouped(row.waiting)} to approve</Pill>}
          {row.blocked !== undefined && row.health !== 'Blocked' && (
            <Pill tone="danger">{counted(row.blocked, 'step')} blocked</Pill>
          )}
          {row.state !== undefined && !usualStates.has(row.state) && <span class="soft"> {row.state}</span>}
        </td>
        <td role="cell" class={row.since === undefined ? 'of-since none' : 'of-since'}>
          {row.since === undefined ? <span class="soft">–</span> : <Age at={row.since} is="length" />}
        </td>
        <td role="cell" class="of-place soft">
          {row.place.account} {row.place.region}
        </td>
        <td role="cell" class="of-read soft">
          {row.readAt === undefined ? 'not yet' : <Age at={row.readAt} />}
        </td>
      </tr>
    ),
    [JSON.stringify(row), showsSource],
  );
}

/** States that say nothing beside a verdict. */
const usualStates: ReadonlySet<string> = new Set(['Enabled', 'present', 'logging']);

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

function step(event: TargetedKeyboardEvent<HTMLTableElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('.of-name a')];
  const at = links.findIndex((link) => link === document.activeElement);
  const by = steps[event.key];
  const next = event.key === 'Home' ? 0 : event.key === 'End' ? links.length - 1 : at + (by ?? 0);
  if (by === undefined && event.key !== 'Home' && event.key !== 'End') return;
  event.preventDefault();
  links[Math.min(Math.max(next, 0), links.length - 1)]?.focus();
}
