import type { Address } from '../../model/address.ts';
import type { ApprovalClass } from '../../model/approval.ts';
import type { AwsFailure, OpName, Place } from '../../model/call.ts';
import type { Hold } from '../../model/hold.ts';
import type { Ids } from '../../model/ids.ts';
import type { Duration, Instant } from '../../model/instant.ts';
import type { LiveMark } from '../../model/observation.ts';
import type { Path } from '../../model/path.ts';
import type { Loosened, StepId } from '../../model/plan.ts';
import type { Tree } from '../../model/tree.ts';

/** What sentences are made of: one word for one fact, whichever sentence takes it. */
interface Facts {
  // What it is about.
  address: Address;
  addresses: readonly string[];
  ids: Ids;
  found: readonly Ids[];
  arn: string;
  arns: readonly string[];
  kind: string;
  facet: string;
  id: StepId;
  name: string;
  place: Place;
  account: string;
  bucket: string;
  file: string;
  stack: string;
  own: string;
  path: Path;
  paths: readonly string[];
  op: OpName;
  former: string | undefined;
  /** What the resource hangs on, where it is that. */
  on: Address | undefined;
  // Whose it is.
  mark: LiveMark;
  hold: Hold;
  ourStack: boolean;
  tagless: boolean;
  doubts: readonly string[];
  renamed: Address | undefined;
  named: string | undefined;
  liveId: string | undefined;
  unmark: string;
  unmarks: readonly string[];
  // What differs.
  live: Tree;
  wanted: Tree;
  differs: boolean;
  undeclared: boolean;
  loosened: readonly Loosened[];
  // Why, and because of what.
  why: string;
  what: string;
  who: string;
  by: string;
  because: string;
  error: string;
  message: string;
  failure: AwsFailure;
  cause: string;
  user: Address;
  users: readonly string[];
  release: string;
  risks: readonly string[];
  givesBack: boolean;
  classes: readonly ApprovalClass[];
  first: boolean;
  inPlan: boolean;
  inStack: boolean;
  inDaemon: boolean;
  inMetadata: boolean;
  // What persons decided.
  person: string;
  until: Instant;
  at: Instant;
  commit: string | undefined;
  rule: string;
  // How many, and since when.
  count: number;
  dropped: number;
  touched: number;
  allowed: number;
  attempts: number;
  waited: Duration;
  /** How long it is watched. */
  watched: Duration;
  since: Instant | undefined;
}

/** Some of the facts, by their names. */
export type Of<K extends keyof Facts> = Readonly<Pick<Facts, K>>;
