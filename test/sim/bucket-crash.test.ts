import { describe, expect, it } from 'vitest';
import { minute, second } from '../../src/model/instant.ts';
import { addressTag } from '../../src/model/resource.ts';
import { crashAt, deadlyRequests, killed, moments } from '../support/crash.ts';
import {
  createEstate,
  endings,
  leftOver,
  stackYaml,
  type Estate,
  type RunOptions,
} from '../support/estate.ts';
import {
  bucketRoles,
  documentOf,
  liveStatements,
  makeShared,
  noPlainHttp,
  readers,
  sharedBucket,
  storeBucket,
  tagsOf,
  workerPolicy,
  type Statement,
} from '../support/bucket-world.ts';
import { handOn } from '../support/hand.ts';

interface Said {
  readonly tags?: string;
  readonly versioning?: string;
  readonly open?: boolean;
  readonly policy?: readonly Statement[] | null;
  readonly shared?: readonly Statement[];
  readonly worker?: Statement | null;
}

/** Writes the manifest. Adopting is said throughout: without memory nothing else shows whose a policy by name is. */
function manifest(said: Said = {}): string {
  const { tags = '{ team: storage }', versioning = 'Enabled', open = false } = said;
  const { policy = [noPlainHttp(storeBucket), readers(storeBucket, 'reader')] } = said;
  const { shared = [noPlainHttp(sharedBucket)], worker = workerPolicy } = said;
  const text = (statements: readonly Statement[] | null): string =>
    JSON.stringify(statements === null ? null : documentOf(...statements));
  return `${stackYaml}
---
apiVersion: keywright.dev/v1
kind: Bucket
metadata: { name: store }
spec:
  name: ${storeBucket}
  tags: ${tags}
  versioning: ${versioning}
  objectOwnership: BucketOwnerEnforced
  publicAccessBlock: { blockPublicPolicy: ${String(!open)}, restrictPublicBuckets: true }
---
apiVersion: keywright.dev/v1
kind: BucketPolicy
metadata: { name: store }
spec: { bucket: { ref: Bucket/store }, document: ${text(policy)} }
---
apiVersion: keywright.dev/v1
kind: BucketPolicy
metadata: { name: shared, adopt: true }
spec: { bucket: ${sharedBucket}, document: ${text(shared)} }
---
apiVersion: keywright.dev/v1
kind: BucketEncryption
metadata: { name: store }
spec: { bucket: { ref: Bucket/store }, algorithm: 'aws:kms', key: null, bucketKey: true }
---
apiVersion: keywright.dev/v1
kind: RolePolicy
metadata: { name: worker, adopt: true }
spec: { role: worker, name: use-keys, document: ${text(worker === null ? null : [worker])} }
`;
}

const everybody: Statement = { ...readers(storeBucket, 'reader'), Principal: '*' };

const changes = [
  { change: 'all of it is made', before: undefined, after: manifest() },
  {
    change: 'tags, versioning and public access',
    before: manifest({ tags: '{ team: storage, tier: gold }' }),
    after: manifest({ tags: '{ team: data, tier: null }', versioning: 'Suspended', open: true }),
  },
  {
    change: 'the policy is opened with its block, then both are closed',
    before: manifest({ open: true, policy: [everybody] }),
    after: manifest(),
  },
  {
    change: 'every document gains and loses',
    before: manifest(),
    after: manifest({
      policy: [noPlainHttp(storeBucket), readers(storeBucket, 'writer')],
      shared: [{ ...readers(sharedBucket, 'reader'), Sid: 'OurReaders' }],
      worker: { ...workerPolicy, Action: ['kms:Decrypt', 'kms:Encrypt'] },
    }),
  },
  {
    change: 'the documents go',
    before: manifest(),
    after: manifest({ policy: null, worker: null }),
  },
] as const;

const approve = { approve: ['disable', 'repair', 'widen'] } as const satisfies RunOptions;

/** Longer than any settle time, lag and lag of the index. */
const settled = 60 * minute;

async function prepared(before: string | undefined, lagMs: number): Promise<Estate> {
  const estate = createEstate({ lagMs, indexLagMs: lagMs * 3, principals: bucketRoles });
  makeShared(handOn(estate));
  await estate.advance(settled);
  if (before !== undefined) {
    const made = endings(await estate.apply(before, approve));
    expect(new Set(Object.values(made))).toEqual(new Set(['done']));
    await estate.advance(settled);
  }
  return estate;
}

async function requestsOf(before: string | undefined, after: string, lagMs: number): Promise<number> {
  const estate = await prepared(before, lagMs);
  const answer = await estate.apply(after, approve);
  expect(new Set(Object.values(endings(answer)))).toEqual(new Set(['done']));
  return answer.requests.length;
}

describe('a crash at any request of any change of a bucket or a policy: the next run converges', () => {
  for (const { change, before, after } of changes) {
    for (const lagMs of [0, 20 * second]) {
      for (const journal of ['kept', 'lost'] as const) {
        for (const moment of moments) {
          it(`${change}, ${moment}, journal ${journal}, lag ${lagMs / second} s`, async () => {
            const total = await requestsOf(before, after, lagMs);
            for (const n of deadlyRequests(total, moment, lagMs)) {
              const estate = await prepared(before, lagMs);
              const next = await killed(estate, after, { ...approve, crash: crashAt(n, moment), journal });
              const { store } = next;
              const restarted = endings(await estate.apply(after, next));
              const where = `request ${n} of ${total}`;
              expect(restarted, where).toEqual(
                Object.fromEntries(Object.keys(restarted).map((id) => [id, 'done'])),
              );
              await estate.advance(settled);
              expect(leftOver(await estate.plan(after, { store })), where).toEqual([]);
              const hand = handOn(estate);
              expect(tagsOf(hand, storeBucket)[addressTag], where).toBe('Bucket/store');
              expect(liveStatements(hand, sharedBucket), where).toHaveProperty('TheirWriters');
            }
          });
        }
      }
    }
  }
});
