import type { Address } from '../../model/address.ts';
import type { Brake, StopOrder } from '../../model/decisions.ts';
import type { Commit } from '../../model/revision.ts';
import type { Episode } from '../../model/history.ts';
import { isoOf, type Instant } from '../../model/instant.ts';
import { someOf } from './decisions.ts';

interface Said {
  readonly title: string;
  readonly text: string;
}

/** What notifications say. Each sink escapes it in its own way. */
export const notifySentences = {
  drifted: (address: Address): string => `${address} drifted`,
  accessOpened: (address: Address): string => `${address} gives access that Git does not declare`,
  accessByHand: (address: Address): string =>
    `${address}: somebody gave access that Keywright does not manage`,
  heldOpenAccess: (address: Address): string => `a hold keeps access open on ${address}`,
  driftOf: ({
    facet,
    paths,
    label,
    held,
  }: {
    readonly facet: string;
    readonly paths: readonly string[];
    readonly label: Episode['label'];
    readonly held: boolean;
  }): string =>
    `${facet}: ${someOf(paths)} ${labels[label]}${held ? '; the tag keywright:hold stops the repair' : ''}`,
  repaired: (address: Address): string => `${address} no longer drifts`,

  deletion: (address: Address, at: Instant): string =>
    `${address} will be deleted on ${isoOf(at).slice(0, 10)}`,
  deletionHint: (): string => 'what it encrypts cannot be read after that; cancel the deletion to keep it',
  stale: (address: Address): string => `the last look at ${address} is too old`,
  unread: ({
    source,
    since,
    unready,
  }: {
    readonly source: string;
    readonly since: Instant;
    readonly unready: readonly string[];
  }): Said => ({
    title: `nobody has read all of ${source} since ${isoOf(since)}`,
    text: ['drift goes unseen', ...unready].join('; '),
  }),
  unreadable: (address: Address): string => `${address} cannot be read whole`,
  blocked: (address: Address): string => `${address} is blocked`,
  degraded: (address: Address): string => `${address} is degraded`,
  orphaned: (address: Address): string => `${address} has no manifest any more`,
  orphanedBy: ({ id, commit }: { readonly id: string; readonly commit?: Commit }): string => {
    const author = commit === undefined ? '' : ` by ${commit.author.name} <${commit.author.email}>`;
    return `revision ${id.slice(0, 12)}${author} dropped it: it stays in AWS, and drift of it is not put back; declare it again, or reconcile forget it`;
  },
  held: (address: Address): string => `${address} is held`,
  holdUnread: (address: Address): string => `${address} may be held: its tags cannot be read`,
  recovered: (title: string): string => `over: ${title}`,

  baseline: (source: string): Said => ({
    title: `${source} is only observed: nobody accepted yet what is there`,
    text: 'to see it and accept it: reconcile status, reconcile accept-baseline',
  }),
  planWaits: (id: string, steps: number): string =>
    `plan ${id} waits for approval of ${steps === 1 ? '1 step' : `${steps} steps`}`,
  planWaitsFor: ({ id, classes }: { readonly id: string; readonly classes: readonly string[] }): string =>
    `${classes.join(', ')}; to see and approve it: reconcile plans, reconcile approve ${id}`,
  source: (source: string, is: 'waits' | 'refused' | 'unreachable', revision: string): string =>
    is === 'unreachable'
      ? `the source ${source} cannot be read`
      : `revision ${revision} of ${source} ${is === 'waits' ? 'waits for a person' : 'is refused'}`,
  brake: ({ kind, confirmed }: Brake): Said => ({
    title: `the brake stopped writes to ${kind}`,
    text: `${confirmed} resources of this kind were written within 10 minutes; a person has to let go of it`,
  }),
  stop: ({ by, why }: StopOrder): Said => ({
    title: 'an order to stop is in force: nothing is written',
    text: `${by}: ${why}`,
  }),
  noTarget: (name: string): Said => ({
    title: `the Stack names the notification target ${name}, which there is not`,
    text: 'every target is told instead; correct notify in the Stack, or add the target to the configuration',
  }),
} as const;

const labels: Readonly<Record<Episode['label'], string>> = {
  drifted: 'changed in AWS',
  'changed-in-git': 'changed in Git',
  both: 'changed in AWS and in Git',
  differs: 'differs from Git',
};
