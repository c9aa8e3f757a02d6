import type { AwsFailure, OpName, Place } from './call.ts';

/** The key under which a bucket encrypts new objects by default. */
export type BucketKey =
  | { readonly is: 'none' }
  | { readonly is: 'key'; readonly arn: string }
  /** The bucket names its key by an alias: who moves the alias moves the bucket to another key. */
  | { readonly is: 'aliased'; readonly arn: string; readonly alias: string }
  | { readonly is: 'unread'; readonly failure: AwsFailure };

/** What Keywright itself stands on: no manifest may target it (authority.md §1.5). */
export interface StandsOn {
  /** By ARN, what each thing is, as the end of a sentence that begins with its name. */
  readonly things: ReadonlyMap<string, string>;
  /** Coordination buckets whose key could not be read: any key of their Region may be it. */
  readonly unread: readonly UnreadKey[];
}

export interface UnreadKey {
  readonly bucket: string;
  readonly place: Place;
  readonly failure: AwsFailure;
  /** Operations of any kind that may end its use. */
  readonly endsUse: readonly OpName[];
}
