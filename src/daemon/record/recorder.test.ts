import { expect, it } from 'vitest';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { ChainHead, History, Unchained } from '../../model/history.ts';
import { createVolatileHistory } from '../../store/memory/history.ts';
import { createRecordEnd, createRecorder, type RecordEnd } from './recorder.ts';
import { verifyRecord } from './verify.ts';

const event: Unchained = { at: 1, is: 'decided', subject: 'uid:1000', text: 'approved' };

function recorder(
  history: Pick<History, 'append' | 'head'>,
  options: {
    readonly print?: (line: string) => Promise<void>;
    readonly predecessor?: ChainHead;
    readonly end?: RecordEnd;
  } = {},
) {
  const lines: string[] = [];
  const failures: Diagnostic[] = [];
  const made = createRecorder({
    history,
    end: options.end,
    print: async (line) => {
      await options.print?.(line);
      lines.push(line);
    },
    newId: () => 'new',
    stack: { name: 'shop', uid: 'u1' },
    predecessor: () => Promise.resolve(options.predecessor),
    failed: (diagnostic) => failures.push(diagnostic),
  });
  return { ...made, lines, failures };
}

it('keeps one chain of concurrent lines, and continues it after a restart', async () => {
  const history = createVolatileHistory();
  const first = recorder(history);
  await Promise.all(Array.from({ length: 20 }, () => first.record(event)));
  const second = recorder(history);
  await second.record(event);
  expect(await second.head()).toMatchObject({ chain: 'new', seq: 22 });
  expect(verifyRecord([...first.lines, ...second.lines])).toMatchObject({ is: 'whole', lines: 22 });
});

it('begins a chain that names the last head that is known outside, when history was lost', async () => {
  const predecessor = { chain: 'old', seq: 7, hash: 'f'.repeat(64) };
  const { record, lines } = recorder(createVolatileHistory(), { predecessor });
  await record(event);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ is: 'chain-began', detail: { predecessor } });
});

it('rejects and reports a line that it cannot keep, and continues once it can', async () => {
  const history = createVolatileHistory();
  let full = true;
  const { record, lines, failures } = recorder({
    head: history.head,
    append: (line) => (full ? Promise.reject(new Error('ENOSPC')) : history.append(line)),
  });
  await expect(record(event)).rejects.toThrow('ENOSPC');
  full = false;
  await record(event);
  expect(failures).toMatchObject([
    { code: 'record.failed', message: expect.stringContaining('ENOSPC') as string },
  ]);
  expect(verifyRecord(lines)).toMatchObject({ is: 'whole', lines: 2 });
});

it('rejects what was kept and not printed, and leaves no gap in the history', async () => {
  const history = createVolatileHistory();
  let closed = false;
  const { record } = recorder(history, {
    print: () => (closed ? Promise.reject(new Error('EPIPE')) : Promise.resolve()),
  });
  await record(event);
  closed = true;
  await expect(record(event)).rejects.toThrow('EPIPE');
  closed = false;
  await record(event);
  expect((await history.events({}, { limit: 9 })).map(({ seq }) => seq)).toEqual([4, 3, 2, 1]);
});

it('keeps every line of two that keep one record for a moment, as a change of settings makes them', async () => {
  const history = createVolatileHistory();
  const end = createRecordEnd();
  const [before, after] = [recorder(history, { end }), recorder(history, { end })];
  for (const { record } of [before, after, before, after, before]) await record(event);
  await Promise.all([before.record(event), after.record(event)]);
  const kept = await history.events({}, { limit: 9 });
  expect(kept.map(({ seq }) => seq)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  expect([...before.failures, ...after.failures]).toEqual([]);
});
