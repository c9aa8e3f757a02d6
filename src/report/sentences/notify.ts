import type { Address } from '../../model/address.ts';
import type { Brake, StopOrder } from '../../model/decisions.ts';
import type { Commit } from '../../model/revision.ts';
import type { Episode } from '../../model/history.ts';
import { isoOf, type Instant } from '../../model/instant.ts';
import { someOf } from './decisions.ts';
import { plural } from '../../model/plural.ts';

/** What is wrong with the tokens file of the API. */
interface TokensFile {
  readonly mistakes: number;
  readonly code: string;
  readonly counting: number;
}

interface Said {
  readonly title: string;
  readonly text: string;
}

/** What notifications say. Each sink escapes it in its own way. */
export const notifySentences = {
  drifted: (address: Address): string => `${address} drifted`,
  accessOpened: (address: Address): string => `${address} gives access that Git does not declare`,
  accessByHand: (address: Address): string => `${address}: access was granted outside Keywright`,
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
  deletionHint: (): string => 'its data cannot be decrypted after that; cancel the deletion to keep it',
  stale: (address: Address): string => `${address} was not read recently`,
  unread: ({
    source,
    since,
    unready,
  }: {
    readonly source: string;
    readonly since: Instant;
    readonly unready: readonly string[];
  }): Said => ({
    title: `${source} has not been read completely since ${isoOf(since)}`,
    text: ['drift may go unnoticed', ...unready].join('; '),
  }),
  unreadable: (address: Address): string => `${address} cannot be read completely`,
  blocked: (address: Address): string => `${address} is blocked`,
  degraded: (address: Address): string => `${address} is degraded`,
  orphaned: (address: Address): string => `${address} no longer has a manifest`,
  orphanedBy: ({ id, commit }: { readonly id: string; readonly commit?: Commit }): string => {
    const author = commit === undefined ? '' : ` by ${commit.author.name} <${commit.author.email}>`;
    return `revision ${id.slice(0, 12)}${author} deleted its manifest: it stays in AWS, and its drift is not reverted; declare it again, or run reconcile forget`;
  },
  held: (address: Address): string => `${address} is held`,
  holdUnread: (address: Address): string => `${address} may have a hold: its tags cannot be read`,
  recovered: (title: string): string => `over: ${title}`,

  baseline: (source: string): Said => ({
    title: `${source} is only observed: its baseline is not accepted yet`,
    text: 'review it with reconcile status, then run reconcile accept-baseline',
  }),
  planWaits: (id: string, steps: number): string =>
    `plan ${id} waits for approval of ${plural(steps, 'step')}`,
  planWaitsFor: ({ id, classes }: { readonly id: string; readonly classes: readonly string[] }): string =>
    `${classes.join(', ')}; review it with reconcile plans, then run reconcile approve ${id}`,
  source: (source: string, is: 'waits' | 'refused' | 'unreachable', revision: string): string =>
    is === 'unreachable'
      ? `the source ${source} cannot be read`
      : `revision ${revision} of ${source} ${is === 'waits' ? 'waits for a person' : 'is refused'}`,
  tokens: ({ mistakes, code, counting }: TokensFile): Said => ({
    title: `the tokens file of the API has ${plural(mistakes, 'mistake')} (${code})`,
    text: `its changes do not count, except removed tokens; ${plural(counting, 'token counts', 'tokens count')} as before; the log names each mistake: correct the file`,
  }),
  brake: ({ kind, confirmed }: Brake): Said => ({
    title: `the brake stopped writes to ${kind}`,
    text: `${plural(confirmed, 'resource of this kind was', 'resources of this kind were')} written within 10 minutes; a person must release the brake`,
  }),
  stop: ({ by, why }: StopOrder): Said => ({
    title: 'a stop order is in force: nothing is written',
    text: `${by}: ${why}`,
  }),
  noTarget: (name: string): Said => ({
    title: `the Stack names the notification target ${name}, which does not exist`,
    text: 'notifications go to every target; correct notify in the Stack, or add the target to the configuration',
  }),
} as const;

const labels: Readonly<Record<Episode['label'], string>> = {
  drifted: 'changed in AWS',
  'changed-in-git': 'changed in Git',
  both: 'changed in AWS and in Git',
  differs: 'differs from Git',
};
