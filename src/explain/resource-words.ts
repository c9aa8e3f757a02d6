import type { KindPage, ResourcePage } from './kind.ts';

/** How Keywright knows which thing in AWS a resource is, and whose. */
export function identityWords({ identity, marked, revokes }: ResourcePage): string {
  if (identity === 'mark')
    return 'AWS chooses its id. Two tags, keywright:stack and keywright:address, say whose it is; the call that makes it sets them.';
  if (marked) return 'Its name says which it is; two tags, keywright:stack and keywright:address, say whose.';
  return revokes
    ? 'A name made of the Stack, the address and its parameters says which it is and whose.'
    : 'Its manifest alone says that it is ours: AWS has no place for a mark on it.';
}

/** What is done with a thing that exists and is not ours. */
export function adoptWords({ identity, marked, revokes }: ResourcePage): string {
  if (revokes)
    return 'metadata.adopt is refused: AWS cannot rename a grant, so one made by hand never becomes ours.';
  return identity === 'mark'
    ? 'What exists is taken over only where metadata.adopt says its key id or ARN.'
    : `What exists and is not ours is taken over only where metadata.adopt says so, ${marked ? 'even if its settings are equal, and never from another stack' : 'and what has equal settings is in sync without being ours'}; the plan names the line to add. What AWS puts there by default counts as nothing.`;
}

/** What happens when the manifest goes. */
export function vanishWords({ onVanish }: ResourcePage): string {
  switch (onVanish) {
    case 'orphan':
      return 'It stays as it is and is reported as an orphan.';
    case 'revoke':
      return 'It is revoked.';
    case 'release':
      return 'It stays as it is, and a notice says that Keywright let go of it.';
  }
}

/** What `metadata.state: absent` does. */
export function tombstoneWords({ removes, identity, byHand }: ResourcePage): string {
  if (removes === undefined)
    return `Keywright never removes one, and metadata.state: absent is refused. Take the manifest away, and remove it by hand${byHand === undefined ? '' : `: ${byHand}`}.`;
  const named = identity === 'mark' ? ' with its id in metadata.keyId' : '';
  return `metadata.state: absent${named} removes it step by step, with approval and while nothing uses it: ${removes.join(', ')}.`;
}

/** Where its manifest says that it lives. */
export function placeWords({ kind, resource }: KindPage): string | undefined {
  if (resource === undefined) return undefined;
  return resource.global
    ? `${kind} has no Region: metadata names an account at most.`
    : 'metadata.account and metadata.region, or the defaults of the Stack.';
}
