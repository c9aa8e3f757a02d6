import type { Answer, Aws, AwsFailure, Call, CallOptions } from '../../model/call.ts';
import { errors } from '../../model/errors/index.ts';
import type { Instant } from '../../model/instant.ts';
import { identitySentences } from '../../report/sentences/identity.ts';

/**
 * What an answer proves. Only a value, a refusal and a clean absence are evidence: everything else, throttling
 * and outages, odd answers and missing credentials, leaves open what AWS holds.
 */
export type Proof<T> =
  | { readonly is: 'value'; readonly value: T; readonly at: Instant }
  | { readonly is: 'absent'; readonly failure: AwsFailure }
  | { readonly is: 'refused'; readonly failure: AwsFailure }
  | { readonly is: 'unknown'; readonly failure: AwsFailure };

/** Asks one question and reads its answer; an answer that `parse` does not understand proves nothing. */
export async function proofOf<T>(
  aws: Aws,
  call: Call,
  options: CallOptions,
  parse: (value: unknown) => T,
): Promise<Proof<T>> {
  const answer = await aws.call(call, options);
  if (answer.is === 'failed') {
    const { failure } = answer;
    if (failure.code === 'aws.not-found') return { is: 'absent', failure };
    return { is: failure.code === 'aws.forbidden' ? 'refused' : 'unknown', failure };
  }
  const read = understood(call, answer, parse);
  return read.is === 'failed' ? { is: 'unknown', failure: read.failure } : read;
}

type Understood<T> =
  | { readonly is: 'value'; readonly value: T; readonly at: Instant }
  | { readonly is: 'failed'; readonly failure: AwsFailure };

/** Parses an answer. One that a kind does not understand is a failure of that read alone, never of the pass. */
export function understood<T>(
  call: Pick<Call, 'op' | 'at'>,
  answer: Extract<Answer, { readonly is: 'ok' }>,
  parse: (value: unknown) => T,
): Understood<T> {
  try {
    return { is: 'value', value: parse(answer.value), at: answer.at };
  } catch (error) {
    return { is: 'failed', failure: notUnderstood(call, error) };
  }
}

/** Makes the failure that an answer stands for which nobody here understands. */
export function notUnderstood({ op, at }: Pick<Call, 'op' | 'at'>, error: unknown): AwsFailure {
  const code = 'aws.odd-answer';
  return {
    code,
    class: errors[code].class,
    name: 'OddAnswer',
    message: lackIn(error) ?? textOf(error),
    op,
    at,
  };
}

/** Describes what an answer lacks that its kind's schema asks for: by its path, not in the schema's terms. */
export function lackIn(error: unknown): string | undefined {
  const issues: unknown = error instanceof Error && 'issues' in error ? error.issues : undefined;
  if (!Array.isArray(issues)) return undefined;
  const paths = (issues as readonly { readonly path?: readonly PropertyKey[] }[]).map(({ path = [] }) =>
    path.map(String).join('.'),
  );
  return identitySentences.oddAnswer({ paths });
}

/**
 * Returns true if something stumbled over a value that AWS gave, false for a mistake that stands whatever AWS says.
 */
export function isMisreading(error: unknown): boolean {
  return lackIn(error) !== undefined || error instanceof TypeError || error instanceof RangeError;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
