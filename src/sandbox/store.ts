import { z } from 'zod';
import { stableText, type Tree } from '../model/tree.ts';
import { tableNames, tables, type TableName } from './tables.ts';
import type { Version, WorldJson } from './world.ts';

const header = z.object({
  version: z.literal(1),
  seed: z.string(),
  counter: z.int().nonnegative(),
  accounts: z.array(z.string().regex(/^\d{12}$/u, 'an account id has 12 digits')),
  entities: z.partialRecord(
    z.enum(tableNames as [TableName, ...TableName[]]),
    z.record(z.string(), z.record(z.string(), z.array(z.tuple([z.number(), z.unknown()])))),
  ),
});

/** Encodes the world as text. Equal worlds give equal texts. */
export function encodeWorld(world: WorldJson): string {
  return `${stableText(JSON.parse(JSON.stringify(world)) as Tree)}\n`;
}

/** Decodes the world of a text, and checks it row by row. Throws an Error that says where it is not one. */
export function decodeWorld(text: string): WorldJson {
  const parsed = header.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(whyNot(text, parsed.error));
  const { entities, ...rest } = parsed.data;
  const checked: Record<string, Record<string, Record<string, readonly Version[]>>> = {};
  for (const table of tableNames) {
    const scopes = entities[table];
    if (scopes === undefined) continue;
    checked[table] = mapValues(scopes, (ids, scope) =>
      mapValues(ids, (versions, id) =>
        versions.map(
          ([at, value]) => [at, value === null ? null : checkRow(table, scope, id, value)] as const,
        ),
      ),
    );
  }
  return { ...rest, entities: checked };
}

/** Returns one reason why a value is not a world, without a list of its fields. */
function whyNot(text: string, error: z.ZodError): string {
  const { version } = z.looseObject({ version: z.unknown() }).safeParse(JSON.parse(text)).data ?? {};
  if (typeof version === 'number' && version !== 1)
    return `a world of another version of Keywright (${String(version)})`;
  return `not a sandbox world: it ${shapeOf(error)}`;
}

function shapeOf({ issues }: z.ZodError): string {
  const [issue] = issues;
  const where = issue?.path.map(String).join('.') ?? '';
  if (issue?.code === 'unrecognized_keys') return `holds ${issue.keys.join(', ')}, which is known to nobody`;
  if (issue !== undefined && !issue.message.startsWith('Invalid '))
    return `is wrong at ${where}: ${issue.message}`;
  return where === '' ? 'has another shape' : `lacks ${where}, or has it in another shape`;
}

function checkRow(table: TableName, scope: string, id: string, value: unknown): unknown {
  const row = tables[table].safeParse(value);
  if (!row.success) {
    throw new Error(`not a sandbox world: ${table} ${scope} ${id} ${shapeOf(row.error)}`);
  }
  return row.data;
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  change: (value: A, name: string) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
}
