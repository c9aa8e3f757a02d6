import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { Row, Rows } from '../../../server/types.ts';
import { isFailure, type Answer } from '../../api/client.ts';
import { failureWords } from '../../api/failure.ts';
import { toast } from '../../state/messages.ts';
import { client } from '../../state/session.ts';
import { csvOf } from '../../words/export.ts';
import { askedOf, type RowFilter } from '../../words/filter.ts';

/** Saves every row that matches as a file. */
export function Exports({ filter, total }: { readonly filter: RowFilter; readonly total: number }): VNode {
  const isBusy = useSignal(false);
  async function save(as: 'csv' | 'json'): Promise<void> {
    if (isBusy.value) return;
    isBusy.value = true;
    const rows = await allRows(filter);
    isBusy.value = false;
    if (rows === undefined) return;
    const text = as === 'csv' ? csvOf(rows) : `${JSON.stringify(rows, undefined, 2)}\n`;
    download(`resources.${as}`, new Blob([text], { type: as === 'csv' ? 'text/csv' : 'application/json' }));
  }
  if (total === 0) return <></>;
  return (
    <span class="exports">
      {isBusy.value ? 'Reading …' : 'Export'}{' '}
      {(['csv', 'json'] as const).map((as) => (
        <button key={as} type="button" class="link" onClick={() => void save(as)}>
          {as.toUpperCase()}
          <span class="unseen"> file of what matches</span>
        </button>
      ))}
    </span>
  );
}

/** Collects page after page. Returns undefined where one of them fails. */
async function allRows(filter: RowFilter): Promise<readonly Row[] | undefined> {
  const rows: Row[] = [];
  let cursor: string | undefined = '';
  while (cursor !== undefined) {
    const answer: Answer<Rows> = await client.read<Rows>(`/resources${askedOf({ ...filter, cursor }, 500)}`);
    if (isFailure(answer)) {
      toast(`${failureWords(answer).title}: nothing was saved.`, 'danger');
      return undefined;
    }
    if (answer.is === 'unchanged') return rows;
    rows.push(...answer.value.items);
    cursor = answer.value.next;
  }
  return rows;
}

function download(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
