import { z } from 'zod';
import type { ChainHead, Episode, History, Page, PlanRecord } from '../../model/history.ts';
import type { Database, SqlValue } from '../../runtime/database.ts';
import { byCodeUnit } from '../../model/tree.ts';
import { unchained } from '../history/chain.ts';
import { counted } from '../history/counted.ts';
import { defaultRetention, type Retention } from '../history/retention.ts';
import { sameSpec } from '../history/same-spec.ts';
import {
  appliedDocument,
  episodeDocument,
  eventDocument,
  packedPlan,
  readable,
  statusDocument,
  unpackedPlan,
} from './documents.ts';
import type { Opened } from './open.ts';

type Changes = Parameters<History['save']>[0];

/** Keeps history in SQLite. Rejects where the disk or the database fails. */
export function sqliteHistory(opened: Opened, retention: Retention = defaultRetention): History {
  const { use } = opened;
  return counted({
    status: () =>
      use((database) => {
        const found = readable(statusDocument, documentsIn(database, 'SELECT document FROM status'));
        return new Map(found.map((one) => [one.address, one] as const).sort(([a], [b]) => byCodeUnit(a, b)));
      }),
    episodes: (filter, page) =>
      use((database) => readable(episodeDocument, documentsIn(database, ...episodesQuery(filter, page)))),
    events: ({ address, is }, { limit, before }) =>
      use((database) =>
        readable(
          eventDocument,
          documentsIn(
            database,
            ...query('SELECT document FROM events', 'seq DESC', limit, [
              ['seq < ?', before === undefined ? undefined : Number(before)],
              ['address = ?', address],
              ['kind = ?', is],
            ]),
          ),
        ),
      ),
    plan: (id) => use((database) => plansIn(database, 'SELECT document FROM plans WHERE id = ?', id)[0]),
    plans: ({ limit, before }) =>
      use((database) =>
        plansIn(
          database,
          ...query('SELECT document FROM plans', 'at DESC, id DESC', limit, [
            ['(at, id) < (SELECT at, id FROM plans WHERE id = ?)', before],
          ]),
        ),
      ),
    save: (changes) =>
      use((database) => {
        database.transaction(() => {
          save(database, changes);
        });
      }),
    append: (event) =>
      use((database) => {
        database.transaction(() => {
          const refusal = unchained(headIn(database), event);
          if (refusal !== undefined) throw refusal;
          database.run(
            'INSERT INTO events (seq, chain, hash, at, kind, address, document) VALUES (?, ?, ?, ?, ?, ?, ?)',
            ...[event.seq, event.chain, event.hash, event.at, event.is],
            ...[event.address ?? null, JSON.stringify(event)],
          );
        });
      }),
    head: () => use(headIn),
    applied: (address, { limit, before }) =>
      use((database) => {
        const rows = database
          .all(
            ...query('SELECT number, document FROM applied', 'number DESC', limit, [
              ['address = ?', address],
              ['number < ?', before === undefined ? undefined : Number(before)],
            ]),
          )
          .map((row) => numbered.parse(row));
        return rows.flatMap(({ number, document }) =>
          readable(appliedDocument, [document]).map((one) => ({ ...one, number })),
        );
      }),
    backup: (to) =>
      use((database) => {
        database.copyTo(to);
      }),
    prune: (now) =>
      use((database) => {
        database.transaction(() => {
          database.run('DELETE FROM plans WHERE at < ?', now - retention.plans);
          database.run('DELETE FROM episodes WHERE closed_at < ?', now - retention.episodes);
          database.run(
            'DELETE FROM events WHERE at < ? AND seq < (SELECT max(seq) FROM events)',
            now - retention.events,
          );
          database.run(
            `DELETE FROM applied WHERE EXISTS (
               SELECT 1 FROM applied AS later
               WHERE later.address = applied.address AND later.facet = applied.facet
                 AND later.number > applied.number AND later.document ->> '$.at' < ?)`,
            now - retention.applied,
          );
        });
        database.script('PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(PASSIVE);');
      }),
    async close() {
      opened.close();
    },
  });
}

const rowOfDocument = z.object({ document: z.string() });
const rowOfHead = z.object({ chain: z.string(), seq: z.int(), hash: z.string() });
const numbered = rowOfDocument.extend({ number: z.int() });

type Query = readonly [sql: string, ...values: SqlValue[]];

function documentsIn(database: Database, ...[sql, ...values]: Query): readonly string[] {
  return database.all(sql, ...values).map((row) => rowOfDocument.parse(row).document);
}

function plansIn(database: Database, ...[sql, ...values]: Query): readonly PlanRecord[] {
  return database.all(sql, ...values).flatMap((row) => {
    const plan = unpackedPlan(z.object({ document: z.unknown() }).parse(row).document);
    return plan === undefined ? [] : [plan];
  });
}

function headIn(database: Database): ChainHead | undefined {
  const [row] = database.all('SELECT chain, seq, hash FROM events ORDER BY seq DESC LIMIT 1');
  return row === undefined ? undefined : rowOfHead.parse(row);
}

/** Builds a query with those conditions whose value is given. */
function query(
  select: string,
  order: string,
  limit: number,
  conditions: readonly (readonly [sql: string, value: SqlValue | undefined])[],
): Query {
  const given = conditions.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, value }]));
  const where = given.length === 0 ? '' : ` WHERE ${given.map(({ sql }) => sql).join(' AND ')}`;
  return [`${select}${where} ORDER BY ${order} LIMIT ?`, ...given.map(({ value }) => value), limit];
}

function episodesQuery(
  { address, open }: Parameters<History['episodes']>[0],
  { limit, before }: Page,
): Query {
  const state = open === undefined ? '' : ` AND closed_at IS ${open ? '' : 'NOT '}NULL`;
  return query('SELECT document FROM episodes', 'opened_at DESC, id DESC', limit, [
    ['(opened_at, id) < (SELECT opened_at, id FROM episodes WHERE id = ?)', before],
    [`1 = ?${state}`, 1],
    ['address = ?', address],
  ]);
}

function save(database: Database, { status, gone, episodes, plan, applied }: Changes): void {
  for (const one of status ?? [])
    database.run(
      'INSERT OR REPLACE INTO status (address, document) VALUES (?, ?)',
      one.address,
      JSON.stringify(one),
    );
  for (const address of gone ?? []) database.run('DELETE FROM status WHERE address = ?', address);
  for (const episode of episodes ?? []) saveEpisode(database, episode);
  if (plan !== undefined)
    database.run(
      'INSERT OR REPLACE INTO plans (id, at, document) VALUES (?, ?, ?)',
      ...[plan.id, plan.at, packedPlan(plan)],
    );
  for (const document of applied ?? []) saveApplied(database, document);
}

function saveEpisode(database: Database, episode: Episode): void {
  const { id, address, openedAt, closed } = episode;
  database.run(
    'INSERT OR REPLACE INTO episodes (id, address, opened_at, closed_at, document) VALUES (?, ?, ?, ?, ?)',
    ...[id, address, openedAt, closed?.at ?? null, JSON.stringify(episode)],
  );
}

function saveApplied(database: Database, document: NonNullable<Changes['applied']>[number]): void {
  const { address, facet, spec } = document;
  const [last] = readable(
    appliedDocument,
    documentsIn(
      database,
      'SELECT document FROM applied WHERE address = ? AND facet = ? ORDER BY number DESC LIMIT 1',
      ...[address, facet],
    ),
  );
  if (sameSpec(last?.spec, spec)) return;
  database.run(
    'INSERT INTO applied (address, number, facet, document) VALUES (?1, 1 + coalesce((SELECT max(number) FROM applied WHERE address = ?1), 0), ?2, ?3)',
    ...[address, facet, JSON.stringify(document)],
  );
}
