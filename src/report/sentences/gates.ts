import type { Address } from '../../model/address.ts';
import type { ApprovalClass } from '../../model/approval.ts';
import { showHold, type Hold } from '../../model/hold.ts';
import type { Words } from './words.ts';

/** What a step waits for that a gate stops. */
export const gateSentences = {
  approval: ({
    risks,
    givesBack,
  }: {
    readonly risks: readonly string[];
    readonly givesBack: boolean;
  }): string =>
    [...risks, ...(givesBack ? ['it was changed outside Git and putting it back gives access'] : [])].join(
      '; ',
    ),

  overCap: ({ touched, allowed }: { readonly touched: number; readonly allowed: number }): Words => ({
    why: `${touched} ${touched === 1 ? 'resource' : 'resources'} would lose something or get access back, the Stack allows ${allowed} at once`,
    release: 'raise caps in the Stack, or apply in parts',
  }),

  guardrailsObserve: ({ file }: { readonly file: string }): Words => ({
    why: `the guardrails in ${file} allow no more than mode observe`,
    release: `ask the owner of ${file}`,
  }),

  guardrailsClasses: ({
    file,
    classes,
  }: {
    readonly file: string;
    readonly classes: readonly ApprovalClass[];
  }): Words => ({
    why: `the guardrails in ${file} let nobody release ${[...new Set(classes)].join(', ')}`,
    release: `ask the owner of ${file}`,
  }),

  /** `on`: what the resource hangs on, where the tag is set there. */
  held: ({ hold, on }: { readonly hold: Hold; readonly on?: Address | undefined }): Words => ({
    why: `the tag keywright:hold is set${on === undefined ? '' : ` on ${on}`}: ${showHold(hold)}`,
    release: `take the tag keywright:hold off${on === undefined ? '' : ` ${on}`}`,
  }),

  unreadTags: ({ on }: { readonly on?: Address | undefined }): Words => ({
    why: `${on === undefined ? 'its tags' : `the tags of ${on}`} cannot be read, so a tag keywright:hold cannot be ruled out`,
    release: 'let the read role list its tags',
  }),

  observeMode: ({
    address,
    inStack,
    inMetadata,
  }: {
    readonly address: Address;
    readonly inStack: boolean;
    readonly inMetadata: boolean;
  }): Words => ({
    why: `${address} is in mode observe`,
    release: `set mode: enforce ${[...(inStack ? ['in the Stack'] : []), ...(inMetadata ? ['in its metadata'] : [])].join(' and ')}`,
  }),

  approveMode: ({ address }: { readonly address: Address }): Words => ({
    why: `${address} is in mode approve`,
    release: 'answer yes to the plan',
  }),

  manifestsLost: ({ count }: { readonly count: number }): string =>
    `${String(count)} resources lost their manifests in one commit`,

  stackWaits: ({ what }: { readonly what: string }): Words => ({
    why: `waits for the Stack: ${what}`,
    release: 'accept the Stack: answer yes, or --yes --approve=loosen',
  }),

  unacceptedAccount: ({ account }: { readonly account: string }): string =>
    `the accepted Stack does not use the account ${account} in this way`,

  loosened: ({ address, why }: { readonly address: Address; readonly why: string }): string =>
    `${address} ${why}`,

  perhapsCoordinationKey: ({
    bucket,
    failure,
  }: {
    readonly bucket: string;
    readonly failure: string;
  }): Words => ({
    why: `it may be the key of the coordination bucket ${bucket}, which could not be read: ${failure}`,
    release: `allow the read role s3:GetEncryptionConfiguration on ${bucket}`,
  }),
} as const;
