import type { KindPage, ResourcePage } from './kind.ts';

/** Explains how Keywright knows which thing in AWS a resource is, and whose. */
export function identityWords({ identity, marked, revokes }: ResourcePage): string {
  if (identity === 'mark')
    return 'AWS assigns the id. The tags keywright:stack and keywright:address, set on creation, mark the owner.';
  if (marked)
    return 'The name identifies the resource. The tags keywright:stack and keywright:address mark the owner.';
  return revokes
    ? 'A name derived from the Stack, the address and the parameters identifies the resource and its owner.'
    : 'Only the manifest claims the resource: AWS does not support an ownership tag on it.';
}

/** Explains what is done with a thing that exists and is not ours. */
export function adoptWords({ identity, marked, revokes }: ResourcePage): string {
  if (revokes)
    return 'metadata.adopt is refused: AWS cannot rename a grant, so a grant created elsewhere cannot be adopted.';
  return identity === 'mark'
    ? 'An existing resource is taken over only if metadata.adopt names its key id or ARN.'
    : `An existing resource is taken over only with metadata.adopt, ${marked ? 'even if its settings are equal, and never from another Stack' : 'and a resource with equal settings is in sync without it'}; the plan shows the line to add. AWS defaults do not count as existing.`;
}

/** Explains what happens when the manifest goes. */
export function vanishWords({ onVanish }: ResourcePage): string {
  switch (onVanish) {
    case 'orphan':
      return 'The resource stays unchanged and is reported as an orphan.';
    case 'revoke':
      return 'The grant is revoked.';
    case 'release':
      return 'The resource stays unchanged, and a notice reports that Keywright no longer manages it.';
  }
}

/** Explains what `metadata.state: absent` does. */
export function tombstoneWords({ removes, identity, byHand }: ResourcePage): string {
  if (removes === undefined)
    return `Keywright never deletes this kind, and metadata.state: absent is refused. Delete the manifest, then delete the resource by hand${byHand === undefined ? '' : `: ${byHand}`}.`;
  const named = identity === 'mark' ? ' with its id in metadata.keyId' : '';
  return `metadata.state: absent${named} deletes it step by step, with approval, and only while unused: ${removes.join(', ')}.`;
}

/** Explains where its manifest says that it lives. */
export function placeWords({ kind, resource }: KindPage): string | undefined {
  if (resource === undefined) return undefined;
  return resource.global
    ? `${kind} has no Region: metadata names an account at most.`
    : 'metadata.account and metadata.region, or the defaults of the Stack.';
}
