import { createHash } from 'node:crypto';
import { byCodeUnit } from '../model/tree.ts';
import { tableNames, type Row, type TableName } from './tables.ts';

/** One value an entity had from `at` on; null: it did not exist. */
export type Version = readonly [at: number, value: unknown];

/** The whole world as JSON. `entities`: table → scope → id → versions, oldest first. */
export interface WorldJson {
  readonly version: 1;
  /** Names made by this world (key ids, unique ids) come from the seed and the counter. */
  readonly seed: string;
  readonly counter: number;
  readonly accounts: readonly string[];
  readonly entities: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, readonly Version[]>>>>>
  >;
}

type Scopes = Map<string, { readonly ids: Map<string, Version[]>; sorted: string[] | undefined }>;

export interface World {
  readonly seed: string;
  readonly accounts: readonly string[];
  versions(table: TableName, scope: string, id: string): readonly Version[];
  /** In code-unit order, entities that no longer exist included. */
  ids(table: TableName, scope: string): readonly string[];
  scopes(table: TableName): readonly string[];
  write(table: TableName, scope: string, id: string, value: unknown, at: number): void;
  /** The next number of this world; never given twice. */
  count(): number;
  toJson(now: number): WorldJson;
}

/** Creates a world from JSON. It forgets versions older than `keepMs` as newer ones come. */
export function createWorld(json: WorldJson, keepMs: number): World {
  const held = new Map<TableName, Scopes>();
  for (const table of tableNames) {
    const scopes: Scopes = new Map();
    for (const [scope, ids] of Object.entries(json.entities[table] ?? {})) {
      const entries = Object.entries(ids).map(([id, versions]) => [id, [...versions]] as [string, Version[]]);
      scopes.set(scope, { ids: new Map(entries), sorted: undefined });
    }
    held.set(table, scopes);
  }
  let counter = json.counter;

  function scopesOf(table: TableName): Scopes {
    const scopes = held.get(table);
    if (scopes === undefined) throw new Error(`no table ${table}`);
    return scopes;
  }

  return {
    seed: json.seed,
    accounts: json.accounts,
    versions: (table, scope, id) => scopesOf(table).get(scope)?.ids.get(id) ?? [],
    ids(table, scope) {
      const entry = scopesOf(table).get(scope);
      if (entry === undefined) return [];
      entry.sorted ??= [...entry.ids.keys()].sort(byCodeUnit);
      return entry.sorted;
    },
    scopes: (table) => [...scopesOf(table).keys()].sort(byCodeUnit),
    write(table, scope, id, value, at) {
      const scopes = scopesOf(table);
      const entry = scopes.get(scope) ?? { ids: new Map<string, Version[]>(), sorted: undefined };
      scopes.set(scope, entry);
      const versions = entry.ids.get(id);
      if (versions === undefined) {
        entry.ids.set(id, [[at, value]]);
        if (entry.sorted !== undefined) insert(entry.sorted, id);
        return;
      }
      versions.push([at, value]);
      while (versions.length > 1 && (versions[1]?.[0] ?? at) <= at - keepMs) versions.shift();
    },
    count: () => counter++,
    toJson: (now) => ({
      version: 1,
      seed: json.seed,
      counter,
      accounts: [...json.accounts],
      entities: Object.fromEntries(
        tableNames.map((table) => [table, plainScopes(scopesOf(table), now - keepMs)]),
      ),
    }),
  };
}

/** Puts `id` into a list in code-unit order that does not hold it. */
function insert(sorted: string[], id: string): void {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (byCodeUnit(sorted[middle] ?? '', id) < 0) low = middle + 1;
    else high = middle;
  }
  sorted.splice(low, 0, id);
}

function plainScopes(scopes: Scopes, since: number): WorldJson['entities'][string] {
  const plain: Record<string, Record<string, readonly Version[]>> = {};
  for (const scope of [...scopes.keys()].sort(byCodeUnit)) {
    const entries = [...(scopes.get(scope)?.ids ?? [])]
      .map(([id, versions]) => [id, recent(versions, since)] as const)
      .filter(([, versions]) => versions.length > 0)
      .sort(([a], [b]) => byCodeUnit(a, b));
    if (entries.length > 0) plain[scope] = Object.fromEntries(entries);
  }
  return plain;
}

/**
 * Returns the version valid at `since` and all after it. A deletion at the head says the same as no version, so it is
 * dropped. So a world reads the same whether it forgot the entity before or never had it.
 */
function recent(versions: readonly Version[], since: number): readonly Version[] {
  const kept = versions.slice(
    Math.max(
      0,
      versions.findLastIndex(([at]) => at <= since),
    ),
  );
  const first = kept.findIndex(([, value]) => value !== null);
  return first < 0 ? [] : kept.slice(first);
}

/** What a handler sees and changes. Changes show at once in the draft, in the world when committed. */
export interface Draft {
  readonly now: number;
  readonly accounts: readonly string[];
  get<T extends TableName>(table: T, scope: string, id: string): Row<T> | undefined;
  /** In code-unit order of ids. */
  list<T extends TableName>(table: T, scope: string): readonly (readonly [id: string, row: Row<T>])[];
  scopes(table: TableName): readonly string[];
  /** How many rows there are at most: those that no longer exist may be counted. */
  size(table: TableName, scope: string): number;
  put<T extends TableName>(table: T, scope: string, id: string, row: Row<T>): void;
  remove(table: TableName, scope: string, id: string): void;
  /** 64 hex digits that this world never gave before. */
  unique(): string;
  /** 64 hex digits that stand for a secret of this world. */
  secret(name: string): string;
  commit(): void;
}

/** How far behind reads may be (milliseconds) and the stream that decides how far each one is. */
export interface Lag {
  readonly ms: (table: TableName) => number;
  readonly random: { next(): number };
}

/** Creates a view of the world on which changes can be made. Without a lag it sees the truth. */
export function createDraft(world: World, now: number, lag?: Lag): Draft {
  const seen = new Map<string, unknown>();
  const changed = new Map<string, { table: TableName; scope: string; id: string; value: unknown }>();

  function look(table: TableName, scope: string, id: string): unknown {
    const name = `${table}\n${scope}\n${id}`;
    const change = changed.get(name);
    if (change !== undefined) return change.value;
    if (!seen.has(name)) seen.set(name, pick(world.versions(table, scope, id), lag?.ms(table) ?? 0));
    return seen.get(name);
  }

  /**
   * Picks a version. Each entity is seen as it was at one instant, chosen anew in every request: reads may go
   * backwards.
   */
  function pick(versions: readonly Version[], behind: number): unknown {
    const last = versions.at(-1);
    if (last === undefined) return null;
    if (behind === 0 || lag === undefined || last[0] <= now - behind) return last[1];
    const at = now - lag.random.next() * behind;
    return versions.findLast(([since]) => since <= at)?.[1] ?? null;
  }

  function set(table: TableName, scope: string, id: string, value: unknown): void {
    changed.set(`${table}\n${scope}\n${id}`, { table, scope, id, value });
  }

  return {
    now,
    accounts: world.accounts,
    // Rows were checked when the world was loaded or typed when they were put.
    get: <T extends TableName>(table: T, scope: string, id: string) =>
      (look(table, scope, id) ?? undefined) as Row<T> | undefined,
    list<T extends TableName>(table: T, scope: string) {
      const fresh = [...changed.values()]
        .filter((change) => change.table === table && change.scope === scope)
        .map((change) => change.id);
      const known = world.ids(table, scope);
      const ids = fresh.length === 0 ? known : [...new Set([...known, ...fresh])].sort(byCodeUnit);
      return ids.flatMap((id) => {
        const row = (look(table, scope, id) ?? undefined) as Row<T> | undefined;
        return row === undefined ? [] : [[id, row] as const];
      });
    },
    scopes: (table) => world.scopes(table),
    size: (table, scope) => world.ids(table, scope).length,
    put: (table, scope, id, row) => set(table, scope, id, row),
    remove: (table, scope, id) => set(table, scope, id, null),
    unique: () => hashOf(`${world.seed}/${String(world.count())}`),
    secret: (name) => hashOf(`${world.seed}/secret/${name}`),
    commit() {
      for (const { table, scope, id, value } of changed.values()) world.write(table, scope, id, value, now);
      changed.clear();
    },
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Creates a world in which nothing was made yet. */
export function emptyWorld(seed: string, accounts: readonly string[]): WorldJson {
  return { version: 1, seed, counter: 0, accounts: [...accounts], entities: {} };
}
