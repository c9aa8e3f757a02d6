import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRecorder } from '../../src/daemon/record/recorder.ts';
import { realDatabases } from '../../src/runtime/database.ts';
import { createSqliteStore } from '../../src/store/sqlite/store.ts';
import { createDesk, morning } from './desk.test-helper.ts';

const stack = { name: 'shop', uid: 'u1' };
const scratch = { root: '', file: '', head: '', printed: '' };

/** What a daemon would have kept: one line for each of five hours. */
beforeAll(async () => {
  scratch.root = await mkdtemp(join(tmpdir(), 'keywright-audit-'));
  scratch.file = join(scratch.root, 'history.sqlite');
  const { history } = createSqliteStore({
    databases: realDatabases(),
    file: scratch.file,
    stack,
    clock: { now: () => morning },
    told: () => undefined,
  });
  const recorder = createRecorder({
    history,
    print: async (line) => void (scratch.printed += `${line}\n`),
    newId: () => 'chain',
    stack,
    predecessor: () => Promise.resolve(undefined),
    failed: () => undefined,
  });
  for (let hour = 5; hour > 0; hour -= 1)
    await recorder.record({
      at: morning - hour * 3_600_000,
      is: 'wrote',
      subject: 'daemon@host',
      text: `write ${hour}`,
      address: 'Key/a',
    });
  scratch.head = (await recorder.head())?.hash ?? '';
  await history.close();
});
afterAll(() => rm(scratch.root, { recursive: true, force: true }));

it('exports what a daemon printed, and finds it whole, with its head', async () => {
  const desk = createDesk();
  const exported = await desk.run('audit', 'export', scratch.file);
  expect(exported).toMatchObject({ exit: 0, out: scratch.printed });
  await desk.disk.files.write('record.jsonl', exported.out);
  for (const file of [scratch.file, 'record.jsonl']) {
    const verified = await desk.run('audit', 'verify', file, '--head', scratch.head);
    expect(verified).toMatchObject({ exit: 0, err: '' });
    expect(verified.out).toBe(
      `The record is intact: 6 lines.\n  chain chain: lines 1 to 6, head ${scratch.head}\n`,
    );
  }
});

it('exports only what was asked for, as a table too', async () => {
  const desk = createDesk();
  const lines = await desk.run(
    'audit',
    'export',
    scratch.file,
    '--since',
    '3h',
    '--until',
    '2026-11-02T08:00Z',
  );
  expect(lines.out.match(/write \d/gu)).toEqual(['write 3', 'write 2']);
  const table = await desk.run('audit', 'export', scratch.file, '--since', '1h', '-o', 'csv');
  expect(table.out.split('\n')).toHaveLength(3);
  expect(table.out).toMatch(
    /^at,seq,is,subject,address,.*\n2026-11-02T08:00:00.000Z,6,wrote,daemon@host,Key\/a,/u,
  );
});

it.each([
  { what: 'that was changed', change: (text: string) => text.replace('write 3', 'write 9'), line: 4 },
  {
    what: 'that was removed',
    change: (text: string) => text.split('\n').toSpliced(2, 1).join('\n'),
    line: 3,
  },
])('names the first line $what', async ({ change, line }) => {
  const desk = createDesk();
  await desk.disk.files.write('record.jsonl', change(scratch.printed));
  const { exit, both } = await desk.run('audit', 'verify', 'record.jsonl');
  expect(exit).toBe(1);
  expect(both).toContain(`record.jsonl, line ${line}: `);
  expect(both).toContain('record.broken');
});

it('finds lines that are missing at the end by a head that is known from elsewhere', async () => {
  const desk = createDesk();
  await desk.disk.files.write('record.jsonl', scratch.printed.split('\n').slice(0, -2).join('\n'));
  expect((await desk.run('audit', 'verify', 'record.jsonl')).exit).toBe(0);
  const { exit, both } = await desk.run('audit', 'verify', 'record.jsonl', '--head', scratch.head);
  expect(exit).toBe(1);
  expect(both).toContain('the end was removed');
});

it('finds a line that was changed in the database', async () => {
  const copy = join(scratch.root, 'copy.sqlite');
  const database = realDatabases().open(scratch.file);
  database.run('VACUUM INTO ?', copy);
  database.close();
  const forged = realDatabases().open(copy);
  forged.run("UPDATE events SET document = replace(document, 'write 2', 'write 7')");
  forged.close();
  const { exit, both } = await createDesk().run('audit', 'verify', copy);
  expect(exit).toBe(1);
  expect(both).toContain('line 5: the hash does not match the content');
});

it.each(['export', 'verify'])(
  '%s says what is wrong with a file that does not contain a record',
  async (what) => {
    const desk = createDesk({ files: { 'notes.txt': 'x\n' } });
    for (const file of ['notes.txt', 'missing.jsonl', join(scratch.root, 'missing.sqlite')]) {
      const { exit, both } = await desk.run('audit', what, file);
      expect(exit).toBe(1);
      expect(both).toContain('record.unreadable');
    }
    expect(await readdir(scratch.root)).not.toContain('missing.sqlite');
  },
);
