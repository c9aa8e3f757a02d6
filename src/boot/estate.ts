import { defaultRetryTiming } from '../aws/attempts.ts';
import { bucketKey } from '../aws/bucket-key.ts';
import { createCallLog, type CallCounts, type SentRequest } from '../aws/call-log.ts';
import { createAws, readOnly } from '../aws/port.ts';
import { namedPrincipals } from '../aws/principals.ts';
import { roleFor } from '../aws/roles.ts';
import { skewOf } from '../aws/skew.ts';
import type { Transport } from '../aws/transport.ts';
import type { Estate as EngineEstate, FirstStack } from '../engine/ports.ts';
import type { Aws } from '../model/call.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Duration } from '../model/instant.ts';
import type { Settings } from '../model/resource.ts';
import { isOfJournal } from '../store/s3/objects.ts';
import type { Store } from '../store/store.ts';
import type { Machine } from './machine.ts';

/** One Stack with one set of settings, joined: where its AWS is, and what is kept of it. */
export interface Estate extends EngineEstate {
  readonly store: Store;
  /** Asks who we are: quick to give up, and no part of a pass. */
  readonly asker: Aws;
  /**
   * By how much the time of day is proven to differ from that of S3, by the last answer about the bucket of
   * `coordination`; undefined: none said it, or the journal is in a directory.
   */
  skew(): Duration | undefined;
  /** Requests sent so far, those of the asker apart. */
  counts(): CallCounts;
}

export interface EstateParts {
  readonly settings: Settings;
  readonly transport: Transport;
  /** Names the random numbers of this estate. */
  readonly stream?: string;
  /** False for what only looks: then nothing is written, to AWS or to a disk. */
  readonly writes: boolean;
  /** True where no other run can reach this AWS, or all that can share the lease. */
  readonly alone: boolean;
  readonly firstStack: FirstStack;
  /** Opened once AWS can be asked: a shared journal lives there. */
  openStore(aws: Aws): Store | { readonly refused: Diagnostic };
  /** Told of every request. */
  readonly sent?: (request: SentRequest) => void;
}

/** Joins AWS and the store of one Stack; gives why its store cannot be opened. */
export function createEstate(
  { clock, limiter, randoms, traffic }: Machine,
  parts: EstateParts,
): Estate | { readonly refused: Diagnostic } {
  const { settings, transport, sent } = parts;
  const log = createCallLog();
  const asking = createCallLog();
  if (sent !== undefined) for (const one of [log, asking]) one.subscribe(sent);
  const below = { transport, clock, limiter, random: randoms.stream(parts.stream ?? 'retries') };
  const { coordination } = settings;
  const isOfThis = coordination?.is === 's3' ? isOfJournal(coordination) : undefined;
  let skew: Duration | undefined;
  if (coordination?.is === 's3') {
    log.subscribe((request) => {
      if (request.input['Bucket'] === coordination.bucket) skew = skewOf(request) ?? skew;
    });
  }
  const port = createAws({
    ...below,
    log,
    traffic,
    roleOf: roleFor({ accounts: settings.accounts, isOfJournal: isOfThis ?? (() => false) }),
    ...(isOfThis === undefined ? {} : { unleased: isOfThis }),
  });
  const aws = parts.writes ? port : readOnly(port);
  const store = parts.openStore(aws);
  if ('refused' in store) return store;
  const accounts = new Set(settings.accounts.map(({ id }) => id));
  return {
    aws,
    store,
    journal: store.journal,
    memory: store.memory,
    firstStack: parts.firstStack,
    excludes: parts.alone ? { is: 'everybody' } : { is: 'this-machine', random: randoms.stream('apart') },
    keyOfBucket: (bucket, at, through, options) =>
      bucketKey(bucket, at, { aws: through, partition: settings.partition, options }),
    named: (call, through) => namedPrincipals(call, { aws: through, clock, accounts }),
    skew: () => skew,
    counts: log.counts,
    asker: readOnly(createAws({ ...below, log: asking, timing: { ...defaultRetryTiming, attempts: 3 } })),
  };
}
