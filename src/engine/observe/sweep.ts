import type { Address } from '../../model/address.ts';
import { showPlace, type Aws, type AwsFailure, type Place } from '../../model/call.ts';
import type { Clock } from '../../model/clock.ts';
import type { Duration, Instant } from '../../model/instant.ts';
import type { Intent, Journal } from '../../model/journal.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Ids } from '../../model/ids.ts';
import { certainFrom } from '../../model/pace.ts';
import { addressTag, markOf, stackTag, type Settings } from '../../model/resource.ts';
import type { Reasoned } from '../../model/reasons.ts';
import { identitySentences } from '../../report/sentences/identity.ts';
import { proofOf } from './evidence.ts';
import { isFormer } from './former-marks.ts';
import type { ByMark } from './identity.ts';
import type { Ports } from '../ports.ts';
import { mayRestUntil, restUntil, type Aside } from '../waiting/rest.ts';

/** What looking at every key of a place found. */
export interface Swept {
  /** Things that carry this stack's mark, by address. */
  readonly marked: ReadonlyMap<Address, readonly Ids[]>;
  /** Things that are new since an intent and that show us no tags: they may be ours. */
  readonly unreadable: readonly Ids[];
  /** Things that carry the mark of this stack under another name or uid. */
  readonly former: readonly Ids[];
  /** Every id there was. */
  readonly visible: readonly string[];
}

export type SweepAnswer =
  { readonly is: 'swept'; readonly swept: Swept } | { readonly is: 'failed'; readonly failure: AwsFailure };

/**
 * Finds the slow truth. Lists everything of a kind in a place and reads the tags of what is not known yet.
 * `seenBefore` are ids that an intent saw before its call: they cannot be what it made.
 */
async function sweep(
  aws: Aws,
  clock: Clock,
  identity: ByMark,
  place: Place,
  settings: Settings,
  seenBefore: ReadonlySet<string>,
): Promise<SweepAnswer> {
  const options = { notBefore: clock.now() };
  const list = await proofOf(aws, identity.sweep.list(place), options, (value) =>
    identity.sweep.ids(value, place),
  );
  if (list.is !== 'value') return { is: 'failed', failure: list.failure };
  const visible = list.value.map((ids) => ids[identity.id] ?? '');
  const looked = await Promise.all(
    list.value
      .filter((ids) => !seenBefore.has(ids[identity.id] ?? ''))
      .map(async (ids) => ({
        ids,
        tags: await proofOf(aws, identity.sweep.tags(ids, place), options, (value) =>
          identity.sweep.parseTags(value),
        ),
      })),
  );
  const marked = new Map<Address, readonly Ids[]>();
  const unreadable: Ids[] = [];
  const former: Ids[] = [];
  for (const { ids, tags: read } of looked) {
    // One of which nobody knows whose it is may be the very one that is looked for.
    if (read.is === 'unknown') return { is: 'failed', failure: read.failure };
    if (read.is === 'refused') unreadable.push(ids);
    if (read.is !== 'value') continue;
    const tags = read.value;
    const address = tags[addressTag];
    const stack = tags[stackTag];
    if (stack !== undefined && stack !== markOf(settings) && isFormer(stack, settings)) former.push(ids);
    if (tags[stackTag] !== markOf(settings) || address === undefined) continue;
    marked.set(address as Address, [...(marked.get(address as Address) ?? []), ids]);
  }
  return { is: 'swept', swept: { marked, unreadable, former, visible } };
}

/** Sweeps of one pass: only the holder of the lease creates, so one look serves every create after it. */
export interface Sweeper {
  /** A sweep begun at or after `notBefore`; one that is under way is joined. */
  since(identity: ByMark, place: Place, notBefore: Instant): Promise<SweepAnswer>;
  /** A new one that leaves out what an intent saw. */
  without(identity: ByMark, place: Place, seenBefore: ReadonlySet<string>): Promise<SweepAnswer>;
}

export function createSweeper(aws: Aws, clock: Clock, settings: Settings): Sweeper {
  const last = new Map<string, { readonly startedAt: Instant; readonly answer: Promise<SweepAnswer> }>();
  return {
    since(identity, place, notBefore) {
      const call = identity.sweep.list(place);
      const key = `${call.op} ${showPlace(place)}`;
      const before = last.get(key);
      if (before !== undefined && before.startedAt >= notBefore) return before.answer;
      const next = {
        startedAt: clock.now(),
        answer: sweep(aws, clock, identity, place, settings, new Set()),
      };
      last.set(key, next);
      const forget = (): void => {
        if (last.get(key) === next) last.delete(key);
      };
      void next.answer.then(({ is }) => {
        if (is === 'failed') forget();
      }, forget);
      return next.answer;
    },
    without: (identity, place, seenBefore) => sweep(aws, clock, identity, place, settings, seenBefore),
  };
}

export interface SettleInput {
  readonly sweeper: Sweeper;
  readonly ports: Pick<Ports, 'clock' | 'journal' | 'signal' | 'deadline'>;
  readonly createSettle: Duration;
  /** Told before a wait, with its end and its reason. */
  waiting(until: Instant, reasoned: Reasoned): void;
  /** A person said that no run was before this one, and nothing speaks against it. */
  readonly isFirstRun?: boolean;
  /** Lets others run meanwhile. Absent: there is nothing else to do. */
  readonly aside?: Aside;
}

export interface TooEarly extends Reasoned {
  readonly is: 'too-early';
  readonly until: Instant;
}

export type Settled =
  /** Certain: nothing of this address exists. `visible` is what an intent writes down. */
  | { readonly is: 'nothing'; readonly visible: readonly string[] }
  | { readonly is: 'found'; readonly ids: Ids }
  | { readonly is: 'several'; readonly found: readonly Ids[] }
  /** Things carry the mark of this Stack under another name or uid: this may be their second key. */
  | { readonly is: 'former'; readonly found: readonly Ids[] }
  /** Something new since the intent shows us no tags: it may be ours. */
  | { readonly is: 'candidate'; readonly found: readonly Ids[] }
  /** The run may not wait until it is certain, or was asked to stop before. */
  | TooEarly
  | { readonly is: 'failed'; readonly failure: AwsFailure };

/**
 * Makes sure that nothing of this address exists before it is created. What an earlier run, of which the
 * journal has an open intent or knows nothing because it is young, may have made can stay hidden from
 * listings for a while, so a sweep must be negative that long after it (design §5).
 */
export async function settle(
  input: SettleInput,
  kind: AnyKind,
  identity: ByMark,
  address: Address,
  place: Place,
): Promise<Settled> {
  const { sweeper, ports } = input;
  const aside: Aside = input.aside ?? ((pass) => pass());
  const { clock, journal } = ports;
  const mine = (await journal.openIntents()).filter((intent) => intent.address === address);
  const certainAt = certainFrom({
    journalBornAt: await journal.bornAt(),
    intents: mine,
    settle: input.createSettle,
    now: clock.now(),
    isFirstRun: input.isFirstRun === true,
  });
  for (let told = false; ; told = true) {
    const startedAt = clock.now();
    const answer =
      mine.length > 0
        ? await sweeper.without(identity, place, seenByAll(mine))
        : await sweeper.since(identity, place, startedAt >= certainAt ? certainAt : 0);
    if (answer.is === 'failed') return answer;
    const judged = judge(answer.swept, address, mine.length > 0);
    if (judged !== undefined) {
      if (judged.is === 'found') await made(journal, mine, address, judged.ids);
      return judged;
    }
    const { former } = answer.swept;
    if (former.length > 0) return { is: 'former', found: former };
    if (startedAt >= certainAt) {
      for (const intent of mine) await journal.close(intent.id, undefined);
      return { is: 'nothing', visible: answer.swept.visible };
    }
    const reasoned = reasonToWait(kind, address, mine.length > 0);
    // Believed too early, it would make a second key: a wait that the run has no time for is not begun.
    if (!mayRestUntil(certainAt, ports)) return { is: 'too-early', until: certainAt, ...reasoned };
    if (!told) input.waiting(certainAt, reasoned);
    const pause = mine.length > 0 ? input.createSettle / 8 : input.createSettle;
    const until = clock.now() + Math.max(1, Math.min(certainAt - clock.now(), pause));
    await aside(() => restUntil(until, ports));
    if (ports.signal.aborted) return { is: 'too-early', until: certainAt, ...reasoned };
  }
}

function judge(
  swept: Swept,
  address: Address,
  afterIntent: boolean,
): Exclude<Settled, { is: 'nothing' | 'too-early' }> | undefined {
  const found = swept.marked.get(address) ?? [];
  const [only] = found;
  if (found.length > 1) return { is: 'several', found };
  if (only !== undefined) return { is: 'found', ids: only };
  return afterIntent && swept.unreadable.length > 0
    ? { is: 'candidate', found: swept.unreadable }
    : undefined;
}

function reasonToWait(kind: AnyKind, address: Address, afterIntent: boolean): Reasoned {
  return afterIntent
    ? {
        reason: 'open-intent',
        why: identitySentences.openIntent({ address, kind: kind.kind }),
      }
    : {
        reason: 'young-journal',
        why: identitySentences.youngJournal({ kind: kind.kind }),
      };
}

async function made(journal: Journal, intents: readonly Intent[], address: Address, ids: Ids): Promise<void> {
  for (const intent of intents) await journal.close(intent.id, ids);
  // Found by its mark alone it is not remembered: the next look tells what is to be known of it first.
  if (intents.length > 0) await journal.remember(address, ids);
}

/** Returns the ids that every intent saw before its call; with no intent, none. */
function seenByAll(intents: readonly Intent[]): ReadonlySet<string> {
  const [first, ...rest] = intents;
  if (first === undefined) return new Set();
  return rest.reduce<ReadonlySet<string>>(
    (seen, intent) => new Set(intent.visible.filter((id) => seen.has(id))),
    new Set(first.visible),
  );
}
