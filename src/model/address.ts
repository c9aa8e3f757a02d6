/** `Kind/name`: how manifests, plans and people name a resource. `Kind/name@account/region` is reserved. */
export type Address = `${string}/${string}`;

export function addressOf(kind: string, name: string): Address {
  return `${kind}/${name}`;
}

export function kindOf(address: Address): string {
  return address.slice(0, address.indexOf('/'));
}

export function nameOf(address: Address): string {
  return address.slice(address.indexOf('/') + 1);
}

/** Returns true for `Kind/name`, where a name is a DNS label of Kubernetes (RFC 1123) that may also hold dots. */
export function isAddress(text: string): text is Address {
  return /^[A-Z][A-Za-z]*\/[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?$/u.test(text);
}
