import type { PlanList, PlanRow } from '../display/plan-row.ts';
import type { Look } from '../text/style.ts';
import { visible } from '../text/visible.ts';
import { rejectionText } from './in-effect.ts';
import { list } from './lists.ts';
import { agoText } from './status.ts';
import { tableLines, type Column } from './table.ts';

/** Lists the latest plans in a line each, and what of the current ones waits for a person. */
export function plansText({ items, at }: PlanList, look: Look, columns: number): string {
  if (items.length === 0) return 'No plans found.\n';
  const several = new Set(items.map(({ source }) => source)).size > 1;
  const lines = tableLines(columnsOf(Date.parse(at), several), items, columns);
  const table = lines.map((cells) => cells.join('  ').trimEnd());
  const waiting = items.flatMap((row) => waitingBlock(row, look));
  return `${[...table, ...waiting].join('\n')}\n`;
}

/** Tells what waits for a person, and how to decide on it. */
function waitingBlock(row: PlanRow, look: Look): readonly string[] {
  const { id, source } = row;
  const of = source === undefined ? '' : ` --source ${source}`;
  const title = `Plan ${id} waits for a person. To decide, run reconcile approve ${id}${of}, or reconcile reject ${id}${of} --reason TEXT`;
  const block = list(title, waitingTexts(row), look);
  const rejected = list(`Rejected in plan ${id}:`, row.rejected.map(rejectionText), look);
  return [block, rejected].flatMap((lines) => (lines.length === 0 ? [] : ['', ...lines]));
}

export function waitingTexts({ waiting }: Pick<PlanRow, 'waiting'>): readonly string[] {
  return waiting.map(({ step, classes, why }) => `${step} (${classes.join(', ')}): ${why}`);
}

function columnsOf(now: number, several: boolean): readonly Column<PlanRow>[] {
  const count = (value: number | undefined): string => (value === undefined ? '-' : String(value));
  return [
    ...(several ? [{ title: 'SOURCE', text: ({ source }: PlanRow) => source ?? '-' }] : []),
    { title: 'PLAN', text: ({ id, current }) => (current ? `${id} *` : id) },
    { title: 'AGE', text: ({ at }) => agoText(at, now) },
    { title: 'COMMIT', text: ({ commit }) => visible(commit?.slice(0, 12) ?? '-') },
    { title: 'STEPS', text: ({ steps }) => count(steps) },
    { title: 'WAITING', text: ({ waiting }) => count(waiting.length) },
    { title: 'BLOCKED', text: ({ blocked }) => count(blocked) },
    { title: 'DONE', text: ({ done }) => count(done) },
    { title: 'FAILED', text: ({ failed }) => count(failed) },
  ];
}
