import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { memoryDatabases, realDatabases, type Databases } from '../../runtime/database.ts';
import { memoryConformance } from '../conformance.test-helper.ts';
import { eventOf, historyConformance, planRecordOf, recordOf } from '../history/conformance.test-helper.ts';
import { estate, type Place } from '../places.test-helper.ts';
import { migrate, migrations } from './migrations.ts';
import { createSqliteStore, type SqliteStore } from './store.ts';

const scratch = { root: '', used: 0 };
beforeAll(async () => {
  scratch.root = await mkdtemp(join(tmpdir(), 'keywright-sqlite-'));
});
afterAll(() => rm(scratch.root, { recursive: true, force: true }));

function newFile(): string {
  scratch.used += 1;
  return join(scratch.root, String(scratch.used), 'history.sqlite');
}

interface Open extends SqliteStore {
  readonly file: string;
  readonly told: Diagnostic[];
}

function opened(file = newFile(), databases: Databases = realDatabases(), stack = estate): Open {
  const told: Diagnostic[] = [];
  const clock = { now: () => Date.UTC(2030, 0, 1) };
  return {
    file,
    told,
    ...createSqliteStore({ databases, file, stack, clock, told: (one) => void told.push(one) }),
  };
}

/** Makes a place where a crash closes nothing: the next process finds what is in the files. */
function place<T>(part: (store: SqliteStore) => T, databases: () => Databases): Place<T> {
  const [file, of] = [newFile(), databases()];
  return { boot: () => part(opened(file, of)), crash: () => undefined };
}

describe.each([
  { where: 'in a file', databases: realDatabases },
  { where: 'in memory', databases: memoryDatabases },
])('SQLite $where', ({ databases }) => {
  historyConformance(() => place(({ history }) => history, databases));
  memoryConformance(() => place(({ memory }) => memory, databases));
});

it('sees in the memory that it keeps at hand what another process wrote', async () => {
  const one = opened();
  const two = opened(one.file);
  const applied = { tree: 'x', before: {}, at: 1 };
  await one.memory.applied('Key/a', { keyId: '1' }, 'policy', applied);
  expect((await two.memory.lastApplied()).size).toBe(1);
  await two.memory.applied('Key/b', { keyId: '2' }, 'policy', applied);
  expect([...(await one.memory.lastApplied()).keys()]).toEqual(['Key/a', 'Key/b']);
});

it('makes its files for their owner only', async () => {
  const { file, history } = opened();
  await history.save({ status: [recordOf('Key/a', 1)] });
  const modes = await Promise.all(
    (await readdir(join(file, '..'))).map(async (name) => (await stat(join(file, '..', name))).mode & 0o777),
  );
  expect(new Set(modes)).toEqual(new Set([0o600]));
});

it('refuses the database of another Stack', async () => {
  const { file, history } = opened();
  await history.status();
  const other = opened(file, realDatabases(), { name: 'payments', uid: 'p1' });
  await expect(other.history.status()).rejects.toMatchObject({ diagnostic: { code: 'store.other-stack' } });
});

describe('migrations', () => {
  it('refuses a database of a newer Keywright, with the way out', async () => {
    const { file, history } = opened();
    await history.close();
    const database = realDatabases().open(file);
    migrate(database, file, [...migrations, 'CREATE TABLE later (x TEXT) STRICT']);
    database.close();
    await expect(opened(file).history.status()).rejects.toMatchObject({
      diagnostic: { code: 'store.newer-version', hint: expect.stringContaining('backup') as string },
    });
  });

  it('refuses a migration that was changed after its release', async () => {
    const { file, history } = opened();
    await history.close();
    const database = realDatabases().open(file);
    migrate(database, file, [`${migrations[0] ?? ''} -- changed`, ...migrations.slice(1)]);
    database.close();
    await expect(opened(file).history.status()).rejects.toMatchObject({
      diagnostic: { code: 'store.newer-version', message: expect.stringContaining('step 1') as string },
    });
  });

  it('makes only missing migrations, each completely or not at all', () => {
    const database = memoryDatabases().open('x');
    migrate(database, 'x', ['CREATE TABLE one (x TEXT) STRICT']);
    const broken = ['CREATE TABLE one (x TEXT) STRICT', 'CREATE TABLE two (x TEXT) STRICT; nonsense'];
    expect(() => {
      migrate(database, 'x', broken);
    }).toThrow('nonsense');
    migrate(database, 'x', ['CREATE TABLE one (x TEXT) STRICT', 'CREATE TABLE two (y TEXT) STRICT']);
    expect(database.all('SELECT y FROM two')).toEqual([]);
    expect(database.all('SELECT number FROM migrations')).toHaveLength(2);
  });
});

describe('a damaged file', () => {
  it.each([
    { what: 'is no database', damage: () => Buffer.from('nonsense '.repeat(1_000)) },
    { what: 'has pages that were overwritten', damage: (bytes: Buffer) => bytes.fill(0xee, 4_096) },
  ])('moves a database aside that $what, and begins a new history', async ({ damage }) => {
    const first = opened();
    for (let at = 0; at < 50; at += 1) await first.history.save({ status: [recordOf(`Key/${at}`, at)] });
    await first.history.close();
    const before = await readFile(first.file);
    await writeFile(first.file, damage(Buffer.from(before)));
    const second = opened(first.file);
    expect(await second.history.status()).toEqual(new Map());
    await second.history.save({ status: [recordOf('Key/a', 1)] });
    expect(second.told).toMatchObject([{ severity: 'warning', code: 'store.damaged-history' }]);
    expect((await readdir(join(first.file, '..'))).some((name) => name.includes('damaged-2030-01-01'))).toBe(
      true,
    );
    expect((await opened(first.file).history.status()).size).toBe(1);
  });

  it('moves a database aside at the next use when it is damaged during use', async () => {
    const databases = memoryDatabases();
    let isDamaged = false;
    const damaging: Databases = {
      ...databases,
      open(path) {
        const database = databases.open(path);
        const all: typeof database.all = (sql, ...values) => {
          if (isDamaged) throw Object.assign(new Error('malformed'), { errcode: 11 });
          return database.all(sql, ...values);
        };
        return { ...database, all };
      },
      setAside(path, to) {
        isDamaged = false;
        databases.setAside(path, to);
      },
    };
    const { history, told } = opened('x', damaging);
    await history.save({ status: [recordOf('Key/a', 1)] });
    isDamaged = true;
    expect(await history.status()).toEqual(new Map());
    expect(told).toHaveLength(1);
  });
});

describe('a disk that fails', () => {
  it('rejects when it is full, keeps what was there, and takes more once there is space', async () => {
    const { history, file } = opened();
    await history.append(eventOf(1));
    const bytes = 'x'.repeat(200_000);
    const limit = realDatabases();
    const full: Databases = {
      ...limit,
      open(path) {
        const database = limit.open(path);
        database.script('PRAGMA max_page_count = 40');
        return database;
      },
    };
    const cramped = opened(file, full);
    await expect(cramped.history.append(eventOf(2, { text: bytes }))).rejects.toMatchObject({
      diagnostic: { code: 'store.unavailable', hint: expect.stringContaining('free disk space') as string },
    });
    expect(await cramped.history.head()).toMatchObject({ seq: 1 });
    await history.append(eventOf(2, { text: bytes }));
    expect(await history.head()).toMatchObject({ seq: 2 });
  });

  it('rejects when the directory cannot be written, and opens once it can', async () => {
    const file = newFile();
    await mkdir(file, { recursive: true });
    const { history } = opened(file);
    await expect(history.status()).rejects.toMatchObject({ diagnostic: { code: 'store.unavailable' } });
    await rm(file, { recursive: true });
    expect(await history.status()).toEqual(new Map());
  });
});

it('is readable after SIGKILL while it was written, with every line that it had promised', async () => {
  const file = newFile();
  for (let round = 0; round < 4; round += 1) {
    const child = fork(join(import.meta.dirname, 'writer.test-helper.ts'), [file], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    let promised = 0;
    let left = 20 + 7 * round;
    await new Promise<void>((resolve) => {
      child.on('message', (seq) => {
        promised = Number(seq);
        left -= 1;
        if (left === 0) {
          child.kill('SIGKILL');
          resolve();
        }
      });
    });
    await once(child, 'exit');
    const { history, told } = opened(file);
    const events = await history.events({}, { limit: 10_000 });
    expect(events.length).toBeGreaterThanOrEqual(promised);
    expect(events.map(({ seq }) => seq)).toEqual(
      Array.from({ length: events.length }, (_, at) => events.length - at),
    );
    expect(told).toEqual([]);
    await history.close();
  }
}, 30_000);

it('copies itself whole into one file, which is a separate history', async () => {
  const { history, file } = opened();
  await history.save({ plan: planRecordOf('one', 1), status: [recordOf('Key/a', 1)] });
  const copy = `${file}.backup`;
  await history.backup(copy);
  const restored = opened(copy);
  expect(await restored.history.plan('one')).toEqual(planRecordOf('one', 1));
  expect((await restored.history.status()).size).toBe(1);
});

it('passes over a plan that it cannot read, as an older Keywright may have kept it', async () => {
  const { history, file } = opened();
  await history.save({ plan: planRecordOf('one', 1) });
  const database = realDatabases().open(file);
  database.run("INSERT INTO plans (id, at, document) VALUES ('odd', 2, ?)", new Uint8Array([1, 2, 3]));
  database.close();
  expect((await history.plans({ limit: 9 })).map(({ id }) => id)).toEqual(['one']);
  expect(await history.plan('odd')).toBeUndefined();
});
