import { z } from 'zod';
import type { Accepted } from '../model/accepted.ts';
import type { Address } from '../model/address.ts';
import type { Holds } from '../model/hold.ts';
import type { Instant } from '../model/instant.ts';
import type { Intent } from '../model/journal.ts';
import type { Ids } from '../model/ids.ts';
import type { Things } from '../model/things.ts';
import { byCodeUnit, sameTree } from '../model/tree.ts';
import { acceptedDocument, acceptedOf, documentOf, type AcceptedDocument } from './accepted.ts';
import type { UnknownFields } from './document.ts';

export const idsSchema: z.ZodType<Ids> = z.record(z.string(), z.string());
export const addressSchema: z.ZodType<Address> = z.templateLiteral([z.string(), '/', z.string()]);

export const intentSchema: z.ZodType<Intent> = z.strictObject({
  id: z.string(),
  address: addressSchema,
  place: z.strictObject({ account: z.string(), region: z.string() }),
  at: z.number(),
  visible: z.array(z.string()),
});

const placeSchema = z.strictObject({ account: z.string(), region: z.string() });
const thingSchema = z.strictObject({ address: addressSchema, place: placeSchema, ids: idsSchema });

export const thingsSchema: z.ZodType<Things> = z.strictObject({
  kept: z.array(thingSchema.extend({ since: z.number() })),
  letGo: z.array(thingSchema),
});

export const holdsSchema: z.ZodType<Holds> = z.array(
  z.discriminatedUnion('is', [
    thingSchema
      .pick({ address: true, ids: true })
      .extend({ is: z.literal('held'), since: z.number(), value: z.string() }),
    z.strictObject({ is: z.literal('unread'), address: addressSchema, since: z.number() }),
  ]),
);

/** One thing that happened. */
export type JournalRecord =
  | { readonly is: 'open'; readonly intent: Intent }
  | { readonly is: 'close'; readonly id: string; readonly made?: Ids | undefined }
  | { readonly is: 'remember'; readonly address: Address; readonly ids: Ids }
  | { readonly is: 'forget'; readonly address: Address }
  | { readonly is: 'accept'; readonly accepted: AcceptedDocument }
  | { readonly is: 'keep'; readonly things: Things }
  | { readonly is: 'note-holds'; readonly holds: Holds };

export const journalRecord: z.ZodType<JournalRecord> = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('open'), intent: intentSchema }),
  z.strictObject({ is: z.literal('close'), id: z.string(), made: idsSchema.optional() }),
  z.strictObject({ is: z.literal('remember'), address: addressSchema, ids: idsSchema }),
  z.strictObject({ is: z.literal('forget'), address: addressSchema }),
  z.strictObject({ is: z.literal('accept'), accepted: acceptedDocument }),
  z.strictObject({ is: z.literal('keep'), things: thingsSchema }),
  z.strictObject({ is: z.literal('note-holds'), holds: holdsSchema }),
]);

/** What a journal knows after its records: mutable, private to who folds. */
export interface JournalState {
  readonly bornAt: Instant;
  readonly intents: Map<string, Intent>;
  readonly known: Map<Address, Ids>;
  /** The same in order, until one changes: what is made of it is then made once. */
  inOrder?: ReadonlyMap<Address, Ids>;
  /** What a newer version added to the record that counts for each part. */
  readonly unknown: Map<string, UnknownFields>;
  accepted?: Accepted;
  things?: Things;
  holds?: Holds;
}

export function emptyState(bornAt: Instant): JournalState {
  return { bornAt, intents: new Map(), known: new Map(), unknown: new Map() };
}

/**
 * Identifies the part of a journal that a record replaces. Lets what it closes or forgets go with its unknown fields.
 */
function partOf(record: JournalRecord): string {
  switch (record.is) {
    case 'open':
      return `intent ${record.intent.id}`;
    case 'close':
      return `intent ${record.id}`;
    case 'remember':
    case 'forget':
      return `known ${record.address}`;
    case 'accept':
    case 'keep':
    case 'note-holds':
      return record.is;
  }
}

/** Returns the unknown fields that a record must carry on from the one that it replaces. */
export function unknownOf(state: JournalState, record: JournalRecord): UnknownFields {
  if (record.is === 'close' || record.is === 'forget') return [];
  return state.unknown.get(partOf(record)) ?? [];
}

/** Adds one record. Closing an intent that is not open changes nothing: it was closed before. */
export function fold(state: JournalState, record: JournalRecord, unknown: UnknownFields = []): void {
  const part = partOf(record);
  if (unknown.length === 0 || record.is === 'close' || record.is === 'forget') state.unknown.delete(part);
  else state.unknown.set(part, unknown);
  switch (record.is) {
    case 'open':
      state.intents.set(record.intent.id, record.intent);
      return;
    case 'close': {
      const intent = state.intents.get(record.id);
      state.intents.delete(record.id);
      if (intent !== undefined && record.made !== undefined) know(state, intent.address, record.made);
      return;
    }
    case 'remember':
      know(state, record.address, record.ids);
      return;
    case 'forget':
      state.known.delete(record.address);
      delete state.inOrder;
      return;
    case 'accept':
      state.accepted = acceptedOf(record.accepted);
      return;
    case 'keep':
      state.things = record.things;
      return;
    case 'note-holds':
      state.holds = record.holds;
      return;
  }
}

function know(state: JournalState, address: Address, ids: Ids): void {
  state.known.set(address, ids);
  delete state.inOrder;
}

/** Returns the fewest records that fold to `state`. */
export function recordsOf(state: JournalState): readonly JournalRecord[] {
  const { accepted, things, holds } = state;
  return [
    ...(accepted === undefined ? [] : [{ is: 'accept', accepted: documentOf(accepted) } as const]),
    ...(things === undefined ? [] : [{ is: 'keep', things } as const]),
    ...(holds === undefined ? [] : [{ is: 'note-holds', holds } as const]),
    ...[...knownOf(state)].map(([address, ids]) => ({ is: 'remember', address, ids }) as const),
    ...intentsOf(state).map((intent) => ({ is: 'open', intent }) as const),
  ];
}

/** Lists open intents, the oldest first. */
export function intentsOf(state: Pick<JournalState, 'intents'>): readonly Intent[] {
  return [...state.intents.values()].sort((a, b) => a.at - b.at || byCodeUnit(a.id, b.id));
}

/** Returns known ids in code-unit order of their addresses: the same map until one changes. */
export function knownOf(state: Pick<JournalState, 'known' | 'inOrder'>): ReadonlyMap<Address, Ids> {
  state.inOrder ??= new Map([...state.known].sort(([a], [b]) => byCodeUnit(a, b)));
  return state.inOrder;
}

export function sameIntent(a: Intent, b: Intent): boolean {
  return sameTree({ ...a, place: { ...a.place } }, { ...b, place: { ...b.place } });
}
