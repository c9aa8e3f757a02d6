import type { AccountBootstrap } from '../../../permissions/bootstrap.ts';

/** What the comments in the files say, whatever creates the roles and the bucket. */
export const words = {
  creates: ({ account, bucket }: AccountBootstrap) =>
    `Creates what Keywright needs in account ${account}: its roles${bucket === undefined ? '' : ' and the coordination bucket'}.`,
  provider: 'GitHub proves its identity by a token. An account has one provider for all its repositories.',
  providerChoice: 'false if the account has the OIDC provider of GitHub already',
  bucket: 'The coordination bucket holds the lease, the journal and the decisions of all runs.',
  encryption:
    'Encrypted by S3 itself: a key of Keywright here could not be repaired without its own journal.',
} as const;
