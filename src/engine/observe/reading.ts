import type { Answer, Aws, AwsFailure, Call, CallOptions } from '../../model/call.ts';
import type { Instant } from '../../model/instant.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { AnyReads, Read } from '../../model/kind/read.ts';
import type { Subject } from '../../model/subject.ts';
import type { MissingContainer, Seen } from '../../model/observation.ts';
import { addressTag, markOf, stackTag } from '../../model/resource.ts';
import type { Reasoned } from '../../model/reasons.ts';
import { shows, type AnyFacet } from '../facet/diff.ts';
import { planSentences } from '../../report/sentences/plan.ts';
import { notUnderstood, proofOf, understood } from './evidence.ts';

/** What one read gave. */
export type ReadResult =
  | { readonly is: 'value'; readonly value: unknown; readonly at: Instant }
  | ({ readonly is: 'inapplicable' } & Reasoned)
  | { readonly is: 'absent' }
  | { readonly is: 'missing'; readonly what: MissingContainer }
  | ({ readonly is: 'stuck'; readonly release: string; readonly failure: AwsFailure } & Reasoned)
  | { readonly is: 'failed'; readonly failure: AwsFailure };

export type ReadResults = ReadonlyMap<string, ReadResult>;

type AnyRead = Read<unknown, unknown>;

/** Asks one read. `narrow` asks the small form that is the truth for one resource alone. */
export async function ask(
  aws: Aws,
  read: AnyRead,
  at: Subject<unknown>,
  form: 'wide' | 'narrow',
  options: CallOptions,
): Promise<ReadResult> {
  const result = await askOnce(aws, read, at, form, options);
  const { proof } = read;
  if (result.is !== 'value' || proof === undefined) return result;
  const calls = proof.calls(result.value, at);
  const answers = await Promise.all(calls.map((call) => proofOf(aws, call, options, (value) => value)));
  // What could not be asked is neither so nor not so.
  const open = answers.find((answer) => answer.is === 'unknown');
  if (open !== undefined) return { is: 'failed', failure: open.failure };
  const values = answers.map((answer) => (answer.is === 'value' ? answer.value : undefined));
  try {
    return { ...result, value: proof.parse(values, result.value, at) };
  } catch (error) {
    return { is: 'failed', failure: notUnderstood(calls[0] ?? read.call(at), error) };
  }
}

async function askOnce(
  aws: Aws,
  read: AnyRead,
  at: Subject<unknown>,
  form: 'wide' | 'narrow',
  options: CallOptions,
): Promise<ReadResult> {
  const asked = options.notBefore ?? 0;
  if (form === 'narrow' && read.narrow !== undefined) {
    const call = read.narrow(at);
    const answer = await aws.call(call, options);
    // The narrow form may need a permission on what is asked about; the listing does not. A hint convicts nobody.
    const refused = read.trust === 'truth' && answer.is === 'failed' && answer.failure.class === 'forbidden';
    if (!refused) return understand(read, call, answer, at, true, asked);
  }
  const call = read.call(at);
  return understand(read, call, await aws.call(call, options), at, false, asked);
}

function understand(
  read: AnyRead,
  call: Call,
  answer: Answer,
  at: Subject<unknown>,
  narrow: boolean,
  asked: Instant,
): ReadResult {
  if (answer.is === 'failed') return understandFailure(read, answer.failure, asked);
  const parse =
    narrow && read.parseNarrow !== undefined ? read.parseNarrow.bind(read) : read.parse.bind(read);
  const result = understood(call, answer, (value) => parse(value, at));
  return result.is === 'value' && result.value === undefined ? { is: 'absent' } : result;
}

function understandFailure(read: AnyRead, failure: AwsFailure, asked: Instant): ReadResult {
  const { name } = failure;
  if (read.absent?.includes(name) === true) return { is: 'absent' };
  const missing = read.missing?.[name];
  if (missing !== undefined) return { is: 'missing', what: missing };
  const why = read.inapplicable?.[name];
  if (why !== undefined) return { is: 'inapplicable', reason: 'not-applicable', why };
  if (read.instead !== undefined && Object.hasOwn(read.instead, name)) {
    return { is: 'value', value: read.instead[name], at: asked };
  }
  const stuck = read.stuck?.(failure);
  return stuck === undefined ? { is: 'failed', failure } : { is: 'stuck', ...stuck, failure };
}

/** Lists the reads on which something managed rests; the others are never asked. */
export function neededReads(kind: AnyKind, at: Subject<unknown>): readonly string[] {
  return Object.entries(kind.reads).flatMap(([name, read]) => (read.needed?.(at) === false ? [] : [name]));
}

/** Fetches everything of one resource. Hints that do not acquit are asked again in their narrow form. */
export async function readAll(
  aws: Aws,
  kind: AnyKind,
  at: Subject<unknown>,
  options: CallOptions,
): Promise<ReadResults> {
  const names = neededReads(kind, at);
  const wide = await readSome(aws, kind, at, names, 'wide', options);
  const doubtful = names.filter(
    (name) => kind.reads[name]?.trust === 'hint' && !acquits(kind, at, name, wide),
  );
  const narrow = await readSome(aws, kind, at, doubtful, 'narrow', options);
  return new Map([...wide, ...narrow]);
}

/**
 * Asks what will most likely be asked in a moment, while the pages of the tag index come in. The answers are shared:
 * nothing is asked twice, and nobody waits here.
 */
export function askAhead(aws: Aws, kind: AnyKind, at: Subject<unknown>, options: CallOptions): void {
  const names = neededReads(kind, at).filter((name) => kind.reads[name]?.trust === 'truth');
  // Whoever asks again learns what is wrong.
  void readSome(aws, kind, at, names, 'wide', options).catch(() => undefined);
}

/** Runs the named reads, concurrently; results come in the order of names, not of arrival. */
export async function readSome(
  aws: Aws,
  kind: AnyKind,
  at: Subject<unknown>,
  names: readonly string[],
  form: 'wide' | 'narrow',
  options: CallOptions,
): Promise<ReadResults> {
  const results = await Promise.all(
    names.flatMap((name) => {
      const read = kind.reads[name];
      return read === undefined
        ? []
        : [ask(aws, read, at, form, options).then((result) => [name, result] as const)];
    }),
  );
  return new Map(results);
}

/** Returns true if a hint acquits: all facets that rest on it look as wanted with it. */
function acquits(kind: AnyKind, at: Subject<unknown>, name: string, results: ReadResults): boolean {
  if (results.get(name)?.is !== 'value') return false;
  const values = valuesOf(results);
  const tags = kind.identity.marking?.tagsOf(values);
  if (tags !== undefined && (!marks(tags, at) || at.metadata.state !== 'present')) return false;
  return kind.facets
    .filter((facet) => facet.reads.includes(name))
    .every((facet) => {
      const want = facet.want(at, values);
      return want === undefined || shows(facet, facet.seen(values, at), want);
    });
}

/**
 * Returns true if the tags show the mark as it is now. Marks that the index shows as missing or from before a rename
 * are read directly.
 */
function marks(tags: Readonly<Record<string, string>>, at: Subject<unknown>): boolean {
  return tags[stackTag] === markOf(at.settings) && tags[addressTag] === at.address;
}

/** Takes the values alone, as kinds take them. */
export function valuesOf(results: ReadResults): AnyReads {
  return Object.fromEntries(
    [...results].flatMap(([name, result]) => (result.is === 'value' ? [[name, result.value]] : [])),
  );
}

/** Shows one facet as these reads show it. */
export function seenOf(facet: AnyFacet, at: Subject<unknown>, results: ReadResults): Seen {
  const parts = facet.reads.map((name) => results.get(name));
  for (const part of parts) {
    if (part?.is === 'failed' || part?.is === 'stuck') return { is: 'unreadable', failure: part.failure };
    if (part?.is === 'inapplicable') return part;
  }
  const tree = facet.seen(valuesOf(results), at);
  const asOf = Math.min(...parts.map((part) => (part?.is === 'value' ? part.at : Number.MAX_SAFE_INTEGER)));
  return tree === undefined
    ? { is: 'inapplicable', reason: 'not-applicable', why: planSentences.notReported() }
    : { is: 'value', tree, asOf };
}
