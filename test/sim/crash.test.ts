import { describe, expect, it } from 'vitest';
import { minute, second } from '../../src/model/instant.ts';
import { addressTag } from '../../src/model/resource.ts';
import { crashAt, deadlyRequests, killed, moments } from '../support/crash.ts';
import {
  account,
  createEstate,
  endings,
  leftOver,
  stackYaml,
  type Estate,
  type RunOptions,
} from '../support/estate.ts';

function rootPolicy(extra = ''): string {
  return `
  policy:
    Version: '2012-10-17'
    Statement:
      - Sid: Root
        Effect: Allow
        Principal: { AWS: 'arn:aws:iam::${account}:root' }
        Action: 'kms:*'
        Resource: '*'${extra}`;
}

function keys(
  options: { rotation?: string; policy?: string; alias?: string; enabled?: string } = {},
): string {
  return `${stackYaml}
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: a }
spec:
  description: Key a
  enabled: ${options.enabled ?? 'true'}
  rotation: ${options.rotation ?? '{ enabled: true, periodInDays: 180 }'}
  tags: { team: storage }
  aliases: [alias/${options.alias ?? 'a'}]${options.policy ?? rootPolicy()}
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: b }
spec: { description: Key b }
`;
}

const readers = rootPolicy(`
      - Sid: Readers
        Effect: Allow
        Principal: { AWS: 'arn:aws:iam::${account}:role/admin' }
        Action: [kms:Decrypt, kms:GenerateDataKey]
        Resource: '*'`);

const changes = [
  { change: 'first apply', before: undefined, after: keys(), keysAfter: 2 },
  {
    change: 'rotation',
    before: keys(),
    after: keys({ rotation: '{ enabled: true, periodInDays: 365 }' }),
    keysAfter: 2,
  },
  { change: 'policy', before: keys(), after: keys({ policy: readers }), keysAfter: 2 },
  { change: 'alias', before: keys(), after: keys({ alias: 'a-new' }), keysAfter: 2 },
  { change: 'disable', before: keys(), after: keys({ enabled: 'false' }), keysAfter: 2 },
] as const;

const lags = [
  { lag: 'no lag', lagMs: 0 },
  { lag: 'lag longer than the restart', lagMs: 100 * second },
] as const;

const approve = { approve: ['disable', 'repair'] } as const satisfies RunOptions;

/** Enough for what the preparation wrote to be visible everywhere, the tag index included. */
const settled = 60 * minute;

async function prepared(before: string | undefined, lagMs: number): Promise<Estate> {
  const estate = createEstate({ lagMs, indexLagMs: lagMs * 3 });
  if (before !== undefined) {
    await estate.apply(before, approve);
    await estate.advance(settled);
  }
  return estate;
}

async function requestsOf(before: string | undefined, after: string, lagMs: number): Promise<number> {
  const estate = await prepared(before, lagMs);
  const answer = await estate.apply(after, approve);
  expect(Object.values(endings(answer)).every((ending) => ending === 'done')).toBe(true);
  return answer.requests.length;
}

function addresses(estate: Estate): readonly string[] {
  const { Keys } = estate.raw('kms', 'ListKeys', { Limit: 1000 }) as { Keys: { KeyId: string }[] };
  return Keys.map(({ KeyId }) => {
    const { Tags } = estate.raw('kms', 'ListResourceTags', { KeyId }) as {
      Tags: { TagKey: string; TagValue: string }[];
    };
    return Tags.find(({ TagKey }) => TagKey === addressTag)?.TagValue ?? 'nobody';
  }).toSorted();
}

describe('a crash at any request of any change leaves one key per address, and the next run converges', () => {
  for (const { change, before, after } of changes) {
    for (const { lag, lagMs } of lags) {
      for (const journal of ['kept', 'lost'] as const) {
        for (const moment of moments) {
          it(`${change}, ${moment}, journal ${journal}, ${lag}`, async () => {
            const total = await requestsOf(before, after, lagMs);
            for (const n of deadlyRequests(total, moment, lagMs)) {
              const estate = await prepared(before, lagMs);
              const next = await killed(estate, after, { ...approve, crash: crashAt(n, moment), journal });
              const { store } = next;
              const restarted = await estate.apply(after, next);
              const where = `request ${n} of ${total}`;
              expect(endings(restarted), where).toEqual(
                Object.fromEntries(Object.keys(endings(restarted)).map((id) => [id, 'done'])),
              );
              await estate.advance(settled);
              expect(leftOver(await estate.plan(after, { store })), where).toEqual([]);
              expect(addresses(estate), where).toEqual(['Key/a', 'Key/b']);
            }
          });
        }
      }
    }
  }
});
