import { showHold } from '../../model/hold.ts';
import type { Of } from './facts.ts';
import type { Sentences } from './words.ts';
import { plural } from '../../model/plural.ts';

/** How a person releases what a daemon planned: a gate is part of the plan, so it cannot name it. */
const atDaemon = 'approve it: reconcile approve PLAN (reconcile plans shows the id)';

/** What a step waits for that a gate stops. */
export const gateSentences = {
  approval: ({ risks, givesBack }: Of<'risks' | 'givesBack'>) =>
    [...risks, ...(givesBack ? ['restores access that was removed outside Git'] : [])].join('; '),

  overCap: ({ touched, allowed }: Of<'touched' | 'allowed'>) => ({
    why: `${touched} ${touched === 1 ? 'resource' : 'resources'} would lose something or regain access; the Stack allows ${allowed} at once`,
    release: 'raise caps in the Stack, or apply in smaller parts',
  }),

  guardrailsObserve: ({ file }: Of<'file'>) => ({
    why: `the guardrails in ${file} allow only mode observe`,
    release: `ask the owner of ${file}`,
  }),

  guardrailsClasses: ({ file, classes }: Of<'file' | 'classes'>) => ({
    why: `the guardrails in ${file} do not allow the release of ${[...new Set(classes)].join(', ')}`,
    release: `ask the owner of ${file}`,
  }),

  noDestroyRole: ({ account, file }: Of<'account' | 'file'>) => ({
    why: `the Stack names no role destroy for ${account}, and a daemon with guardrails (${file}) needs one to delete or disable`,
    release: 'name accounts[].roles.destroy in the Stack',
  }),

  destroys: ({ role }: { readonly role: string }) =>
    `${role} is assumed only for steps that a person approves, regardless of release in the Stack`,

  /** `on`: what the resource hangs on, where the tag is set there. */
  held: ({ hold, on }: Of<'hold' | 'on'>) => ({
    why: `the tag keywright:hold is set${on === undefined ? '' : ` on ${on}`}: ${showHold(hold)}`,
    release: `remove the tag keywright:hold${on === undefined ? '' : ` ${on}`}`,
  }),

  unreadTags: ({ on }: Of<'on'>) => ({
    why: `${on === undefined ? 'its tags' : `the tags of ${on}`} cannot be read, so a tag keywright:hold cannot be ruled out`,
    release: 'allow the read role to list its tags',
  }),

  observeMode: ({ address, inStack, inMetadata }: Of<'address' | 'inStack' | 'inMetadata'>) => ({
    why: `${address} is in mode observe`,
    release: `set mode: enforce ${[...(inStack ? ['in the Stack'] : []), ...(inMetadata ? ['in its metadata'] : [])].join(' and ')}`,
  }),

  maxModeObserve: () => ({
    why: 'this daemon runs with --max-mode observe',
    release: 'ask the operator of the daemon',
  }),

  approveMode: ({ address, inDaemon }: Of<'address' | 'inDaemon'>) => ({
    why: `${address} is in mode approve`,
    release: inDaemon ? atDaemon : 'answer yes to the plan',
  }),

  manifestsLost: ({ count }: Of<'count'>) =>
    `${plural(count, 'manifest was', 'manifests were')} deleted in one commit`,

  stackWaits: ({ what, inDaemon }: Of<'what' | 'inDaemon'>) => ({
    why: `waits for the Stack: ${what}`,
    release: inDaemon ? atDaemon : 'accept the Stack: answer yes, or --yes --approve=loosen',
  }),

  unacceptedAccount: ({ account }: Of<'account'>) =>
    `the accepted Stack does not use account ${account} like this`,

  loosened: ({ address, why }: Of<'address' | 'why'>) => `${address} ${why}`,

  perhapsCoordinationKey: ({ bucket, error }: Of<'bucket' | 'error'>) => ({
    why: `possibly the key of the coordination bucket ${bucket}, which could not be read: ${error}`,
    release: `allow the read role s3:GetEncryptionConfiguration on ${bucket}`,
  }),
} as const satisfies Sentences;
