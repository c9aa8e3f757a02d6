import type { AwsFailure } from '../../model/call.ts';
import type { LiveMark } from '../../model/observation.ts';
import type { Block } from '../../model/reasons.ts';

/** Why something does not go on, and what a person can do. */
export type Words = Pick<Block, 'why' | 'release'>;

/** What a person reads about the estate, and where more than that is known, what to do. */
export interface Notice {
  readonly message: string;
  readonly hint: string;
}

/** A table of them: each takes its facts and gives the words. */
export type Sentences = Readonly<Record<string, (...facts: never[]) => string | Words | Notice>>;

/** Tells what a call answered: `kms:GetKeyPolicy answered AccessDenied`. */
export function answered({ op, name }: Pick<AwsFailure, 'op' | 'name'>): string {
  return `${op} answered ${name}`;
}

/** Tells what a call answered, with the message of AWS. */
export function answeredWith(failure: Pick<AwsFailure, 'op' | 'name' | 'message'>): string {
  return `${answered(failure)}: ${failure.message}`;
}

/** Lists the first few of a list, and how many more there are. */
export function firstOf(all: readonly string[], most: number): string {
  const more = all.length > most ? ` and ${String(all.length - most)} more` : '';
  return `${all.slice(0, most).join(', ')}${more}`;
}

/** Puts a mark in words: `Key/data of stack shop/u1`. */
export function showMark({ stack, address }: LiveMark): string {
  return `${address ?? 'a resource'} of stack ${stack}`;
}

/** Access of one principal, its actions as people read them. */
export interface Given {
  readonly who: string;
  readonly what: string;
}

/** Tells who can do what: `account 999988887777 can kms:Decrypt; everybody can s3:GetObject`. */
export function givenText(given: readonly Given[]): string {
  return given.map(({ who, what }) => `${whoText(who)} can ${what}`).join('; ');
}

/** Tells who a principal is: the root of an account stands for all of it. */
export function whoText(who: string): string {
  if (who === '*') return 'everybody';
  const account = /^(?:root:|arn:[^:]+:iam::)?(?<account>\d{12})(?::root)?$/u.exec(who)?.groups?.['account'];
  return account === undefined ? who : `account ${account}`;
}
