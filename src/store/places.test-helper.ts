import { minute } from '../model/instant.ts';
import type { Accepted } from '../model/accepted.ts';
import type { Intent, Journal, Lease, LeaseAnswer } from '../model/journal.ts';
import type { StackId } from '../model/resource.ts';

/** A place that outlives the process: each `boot` is what a new process sees of it. */
export interface Place<T> {
  boot(): T;
  /** The machine loses power: what was booted before never answers again. */
  crash(): void;
}

export const account = { account: '111122223333', region: 'eu-central-1' };

export const estate: StackId = { name: 'estate', uid: 'u1u1u1u1' };

/** Makes a Stack that was accepted, with `release` in it. */
export function acceptedStack(...release: Accepted['settings']['release']): Accepted {
  return {
    settings: {
      ...estate,
      partition: 'aws',
      accounts: [{ id: account.account, regions: [account.region] }],
      keyAdministrators: [],
      trustedAccounts: [],
      tags: { owner: 'x' },
      caps: { count: 5, percent: 10 },
      release,
    },
    resources: new Map([
      ['Key/a', { formerly: ['Key/old'], state: 'present', ignore: [{ path: '/tags', reason: 'x' }] }],
    ]),
  };
}

/** Makes an intent later than any test's clock: a store may count an intent from when it kept it. */
export function intentFor(id: string, at = Date.UTC(2030, 0, 1)): Intent {
  return { id, address: `Key/${id}`, place: account, at, visible: ['key-1', 'key-2'] };
}

export const ids = { keyId: '1234', arn: 'arn:aws:kms:eu-central-1:111122223333:key/1234' };
export const ttl = minute;

/** Asks for the lease, if it is over by the clock that all processes of the test share. */
export async function acquireAt(
  journal: Pick<Journal, 'acquire' | 'holder' | 'written'>,
  holder: string,
  lasts: number,
  now: number,
): Promise<LeaseAnswer> {
  const lease = await journal.written();
  const by = await journal.holder(now);
  return by === undefined ? journal.acquire(holder, lasts, now, { lease }) : { is: 'refused', by };
}

export async function heldBy(journal: Journal, holder: string, now: number): Promise<Lease> {
  const answer = await acquireAt(journal, holder, ttl, now);
  if (answer.is !== 'held') throw new Error(`${holder} was refused by ${answer.by.holder}`);
  return answer.lease;
}
